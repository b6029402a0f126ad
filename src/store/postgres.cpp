// PostgreSQL's side of Connection: time limits set on the server, NOTIFY for the change feed.
#include "store/postgres.hpp"

#include "store/connection.hpp"
#include "store/query.hpp"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>

#include <chrono>
#include <cstring>
#include <utility>

namespace portvakt::store {
namespace {

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(const Address& address, const Options& options)
      : Connection(Engine::postgresql, soci::postgresql, address.where) {
    // A notice would be printed to standard error, where only our log may speak.
    PQsetNoticeReceiver(handle(), [](void*, const PGresult*) {}, nullptr);
    run(fmt::format("set lock_timeout = {}; set statement_timeout = {};"
                    "set idle_in_transaction_session_timeout = 60000; set client_encoding = 'UTF8';"
                    "set standard_conforming_strings = on;"
                    // a commit that was answered survives a crash, whatever the server's default
                    "select set_config('synchronous_commit', 'on', false)"
                    " where current_setting('synchronous_commit') = 'off'",
                    options.patience.count(), options.statement.count())
            .c_str());
  }

  void run(const char* script) override {
    const Result result(PQexec(handle(), script), PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    fail(!alive() ? Fault::away : postgres_fault(state == nullptr ? "" : state));
  }
  void announce() override { run("notify portvakt_change"); }
  std::string in_dialect(std::string_view sql) const override {
    // Bytes, not words: no collation of the operating system may change the order under an index.
    return filled(sql, {{"{key}", "text collate \"C\""},
                        {"{row_number}", "bigint generated always as identity primary key"},
                        {"{clustered}", ""},
                        {"{postgresql}", ""}});
  }
  bool foreign_tables() override {
    return scalar<Number>(*this,
                          "select count(*) from information_schema.tables"
                          " where table_schema = current_schema() and table_type = 'BASE TABLE'")
               .value_or(0) > 0;
  }

 protected:
  const char* begin_text(Mode mode) const override {
    switch (mode) {
      case Mode::read:
        return "begin isolation level repeatable read, read only";
      case Mode::write:
        return "begin isolation level read committed, read write";
      case Mode::migrate:
        // One process migrates; the others wait longer than they would for a row. The number is
        // ours alone.
        return "begin isolation level read committed, read write; set local lock_timeout = 60000;"
               "set local statement_timeout = 0; select pg_advisory_xact_lock(7070862893921)";
    }
    std::unreachable();
  }
  bool alive() override { return PQstatus(handle()) == CONNECTION_OK; }
  Fault fault_of(const soci::soci_error& e) override {
    if (!alive()) return Fault::away;
    const auto* ours = dynamic_cast<const soci::postgresql_soci_error*>(&e);
    return ours == nullptr ? Fault::broken : postgres_fault(ours->sqlstate());
  }

 private:
  PGconn* handle() { return libpq_of(*this); }
};

/// libpq tells why a connection failed in words only, so the server is asked whether it is there at
/// all.
Fault why_not(const Address& address, std::chrono::steady_clock::duration took) {
  if (took > std::chrono::seconds{1}) return Fault::away;
  return PQping(address.where.c_str()) == PQPING_OK ? Fault::refused : Fault::away;
}

}  // namespace

// SOCI hides the class's typeinfo, which UBSan's check of the cast would link to.
[[clang::no_sanitize("vptr")]] PGconn* libpq_of(Connection& connection) {
  return static_cast<soci::postgresql_session_backend*>(connection.session().get_backend())->conn_;
}

std::unique_ptr<Connection> open_postgres(const Address& address,
                                          const Connection::Options& options) {
  const auto start = std::chrono::steady_clock::now();
  try {
    return std::make_unique<PostgresConnection>(address, options);
  } catch (const soci::soci_error&) {
    throw DatabaseFault(why_not(address, std::chrono::steady_clock::now() - start));
  }
}

}  // namespace portvakt::store
