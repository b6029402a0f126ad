// SQLite's side of Connection: write-ahead log, full durability, immediate write locks.
#include "store/connection.hpp"
#include "store/query.hpp"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace portvakt::store {
namespace {

/// Waits in steps of a millisecond, where SQLite's own handler would grow to a tenth of a second.
int wait_for_lock(void* patience, int tries) {
  if (tries >= *static_cast<const int*>(patience)) return 0;
  sqlite_api::sqlite3_sleep(1);
  return 1;
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(const Address& address, const Options& options)
      : Connection(Engine::sqlite, soci::sqlite3, ":memory:"),
        patience_(static_cast<int>(options.patience.count())) {
    if (options.missing == Options::Missing::create) make_private_file(address.where);
    open_file(address.where);
    sqlite_api::sqlite3_extended_result_codes(handle(), 1);
    sqlite_api::sqlite3_busy_handler(handle(), wait_for_lock, &patience_);
    write_ahead(options.patience);
    // FULL: a commit that was answered survives a power cut. A process that was killed leaves no
    // lock behind.
    run("pragma synchronous = full; pragma foreign_keys = on;"
        "pragma journal_size_limit = 67108864; pragma trusted_schema = off");
  }

  void run(const char* script) override {
    const int code = execute(script);
    if (code != SQLITE_OK) fail(sqlite_fault(code));
  }
  void announce() override {}  // other processes ask for the revision
  std::string in_dialect(std::string_view sql) const override {
    return filled(sql, {{"{key}", "text"},
                        {"{row_number}", "integer primary key autoincrement"},
                        {"{clustered}", " without rowid"},
                        {"{postgresql}", "-- "}});
  }
  bool foreign_tables() override {
    return scalar<Number>(*this, "select count(*) from sqlite_master where type = 'table'")
               .value_or(0) > 0;
  }

 protected:
  const char* begin_text(Mode mode) const override {
    switch (mode) {
      case Mode::read:
        return "begin";
      case Mode::write:
        return "begin immediate";
      case Mode::migrate:
        return "begin exclusive";
    }
    std::unreachable();
  }
  bool alive() override { return true; }
  Fault fault_of(const soci::soci_error& e) override {
    const auto* ours = dynamic_cast<const soci::sqlite3_soci_error*>(&e);
    return ours == nullptr ? Fault::broken : sqlite_fault(ours->result());
  }

 private:
  // SOCI hides the class's typeinfo, which UBSan's check of the cast would link to.
  [[clang::no_sanitize("vptr")]] sqlite_api::sqlite3*& handle() {
    return static_cast<soci::sqlite3_session_backend*>(session().get_backend())->conn_;
  }

  int execute(const char* script) {
    return sqlite_api::sqlite3_exec(handle(), script, nullptr, nullptr, nullptr);
  }

  /// Two that turn a new file's log on at the same moment would wait for each other for ever, so
  /// SQLite tells one of them at once that the file is busy, without asking the handler.
  void write_ahead(milliseconds patience) {
    constexpr int kWithoutDetail = 0xFF;
    const auto until = std::chrono::steady_clock::now() + patience;
    int code = execute("pragma journal_mode = wal");
    while ((code & kWithoutDetail) == SQLITE_BUSY && std::chrono::steady_clock::now() < until) {
      sqlite_api::sqlite3_sleep(1);
      code = execute("pragma journal_mode = wal");
    }
    if (code != SQLITE_OK) fail(sqlite_fault(code));
  }

  /// SQLite would make the file readable for everyone; it holds keys and who may do what.
  static void make_private_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
      throw UnusableStore(fmt::format("{} cannot be opened for writing ({})", path,
                                      std::generic_category().message(errno)));
    }
    ::close(file);
  }

  /// SOCI's connection string cannot spell every path, so it opened a database in memory and the
  /// file takes its place.
  void open_file(const std::string& path) {
    sqlite_api::sqlite3* file = nullptr;
    const int code = sqlite_api::sqlite3_open_v2(
        path.c_str(), &file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
      sqlite_api::sqlite3_close(file);
      fail(sqlite_fault(code));
    }
    sqlite_api::sqlite3_close(std::exchange(handle(), file));
  }

  int patience_;
};

}  // namespace

std::unique_ptr<Connection> open_sqlite(const Address& address,
                                        const Connection::Options& options) {
  try {
    return std::make_unique<SqliteConnection>(address, options);
  } catch (const soci::soci_error&) {
    throw DatabaseFault(Fault::broken);
  }
}

}  // namespace portvakt::store
