#include "contract/database.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>

namespace portvakt::contract {
namespace {

const char* postgres_url() { return std::getenv("PORTVAKT_TEST_POSTGRES"); }

class SqliteFile final : public Database {
 public:
  SqliteFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "portvakt-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~SqliteFile() override {
    repair();
    sqlite3_close(handle_);
    std::filesystem::remove_all(folder_);
  }

  std::string url() const override { return "sqlite:" + path(); }
  std::vector<std::string> ask(const std::string& sql) override {
    if (handle_ == nullptr) {
      sqlite3_open(path().c_str(), &handle_);
      sqlite3_busy_timeout(handle_, 5'000);
    }
    std::vector<std::string> found;
    const auto keep = [](void* into, int, char** values, char**) {
      static_cast<std::vector<std::string>*>(into)->emplace_back(values[0] ? values[0] : "");
      return 0;
    };
    if (sqlite3_exec(handle_, sql.c_str(), keep, &found, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(handle_));
    }
    return found;
  }
  // No file of this process may grow beyond a page: what a full disk does, also for root.
  void break_down() override {
    std::signal(SIGXFSZ, SIG_IGN);
    limit(4096);
  }
  void repair() override { limit(RLIM_INFINITY); }

 private:
  static void limit(rlim_t bytes) {
    rlimit sizes{};
    ::getrlimit(RLIMIT_FSIZE, &sizes);
    sizes.rlim_cur = std::min(bytes, sizes.rlim_max);
    ::setrlimit(RLIMIT_FSIZE, &sizes);
  }
  std::string path() const { return (folder_ / "port vakt.db").string(); }

  std::filesystem::path folder_;
  sqlite3* handle_ = nullptr;
};

class PostgresSchema final : public Database {
 public:
  PostgresSchema()
      : schema_(fmt::format("contract_{}_{}", ::getpid(), ++count)),
        handle_(PQconnectdb(postgres_url())) {
    if (PQstatus(handle_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(handle_));
    ask("set client_min_messages = warning; create schema " + schema_ + "; set search_path = " +
        schema_ + "; create role " + schema_ + " login superuser password 'elg'");
  }
  ~PostgresSchema() override {
    repair();
    cut_connections();
    ask("drop schema " + schema_ + " cascade; drop role " + schema_);
    PQfinish(handle_);
  }

  std::string url() const override {
    const std::string base = postgres_url();
    // A user of its own, so that this test's connections can be told from all others.
    return base + (base.contains('?') ? "&" : "?") + "user=" + schema_ +
           "&password=elg&options=-csearch_path%3D" + schema_;
  }
  std::vector<std::string> ask(const std::string& sql) override {
    PGresult* result = PQexec(handle_, sql.c_str());
    const auto status = PQresultStatus(result);
    std::vector<std::string> found;
    for (int i = 0; i < PQntuples(result); ++i) found.emplace_back(PQgetvalue(result, i, 0));
    PQclear(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
      throw std::runtime_error(PQerrorMessage(handle_));
    }
    return found;
  }
  void cut_connections() override {
    ask("select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '" + schema_ +
        "'");
  }
  void break_down() override {
    ask("alter role " + schema_ + " nologin");
    cut_connections();
  }
  void repair() override { ask("alter role " + schema_ + " login"); }

 private:
  static inline int count = 0;
  const std::string schema_;
  PGconn* handle_;
};

}  // namespace

std::unique_ptr<Database> Database::make(store::Engine engine) {
  if (engine == store::Engine::sqlite) return std::make_unique<SqliteFile>();
  return std::make_unique<PostgresSchema>();
}

std::vector<store::Engine> engines() {
  std::vector<store::Engine> found{store::Engine::sqlite};
  if (postgres_url() != nullptr) found.push_back(store::Engine::postgresql);
  return found;
}

std::string name_of(const testing::TestParamInfo<store::Engine>& info) {
  return info.param == store::Engine::sqlite ? "Sqlite" : "Postgres";
}

TEST(Contract, RunsAgainstPostgresToo) {
  if (postgres_url() == nullptr) {
    GTEST_SKIP() << "PORTVAKT_TEST_POSTGRES is not set: only SQLite was tried";
  }
  EXPECT_EQ(engines().size(), 2U);
}

}  // namespace portvakt::contract
