// The book in SQLite: prepared statements kept for the life of the connection, a transaction a
// group. The ledger is all that is written to disk: the table of used grants is a temporary one in
// memory, made from the ledger's last rows and part of the same transaction. Random keys on disk
// would cost every token a page of its own.
#include "store/ledger_book.hpp"
#include "store/ledger_row.hpp"

#include <soci/soci.h>

#include <algorithm>

namespace portvakt::store {
namespace {

constexpr const char* kUsedGrants =
    "pragma temp_store = memory; pragma temp.journal_mode = off;"
    "create temporary table used_grant(client_id text not null, grant_key text not null,"
    " expires bigint not null, primary key (client_id, grant_key)) without rowid";
constexpr const char* kState =
    "select until, forgotten, (select coalesce(max(id), 0) from ledger) from grant_horizon";
constexpr const char* kCatchUp =
    "insert into used_grant(client_id, grant_key, expires)"
    " select client_id, grant_key, grant_expires from ledger where id > :known"
    " on conflict do nothing";
constexpr const char* kUseGrant =
    "insert into used_grant(client_id, grant_key, expires)"
    " values (:client_id, :grant_key, :expires) on conflict do nothing";
constexpr const char* kEnterRow =
    "insert into ledger(at, trace, client_id, consumer, foreign_consumer, supplier,"
    " delegation_source, scopes, kid, certificate, client_amr, grant_key, token_jti, audience,"
    " authorization_detail, grant_expires, token_expires, signing_kid, remote)"
    " values (:at, :trace, :client_id, :consumer, :foreign_consumer, :supplier,"
    " :delegation_source, :scopes, :kid, :certificate, :client_amr, :grant_key, :token_jti,"
    " :audience, :authorization_detail, :grant_expires, :token_expires, :signing_kid, :remote)";

class SqliteBook final : public Book {
 public:
  explicit SqliteBook(std::unique_ptr<Connection> connection)
      : Book(std::move(connection)),
        state_(this->connection().session()),
        use_grant_(this->connection().session()),
        enter_row_(this->connection().session()) {
    this->connection().run(kUsedGrants);
    this->connection().guarded([&] {
      state_.exchange(soci::into(horizon_));
      state_.exchange(soci::into(forgotten_));
      state_.exchange(soci::into(latest_));
      state_.alloc();
      state_.prepare(kState);
      state_.define_and_bind();
      prepare(use_grant_, kUseGrant,
              std::tie(columns_.client_id, columns_.grant_key, columns_.grant_expires));
      prepare(enter_row_, kEnterRow, columns_.columns());
    });
    look();
    known_ = forgotten_;
    catch_up();
  }

  std::vector<Entered> enter(std::span<const LedgerRow* const> rows) override {
    std::vector<Entered> answers;
    answers.reserve(rows.size());
    connection().begin(Mode::write);
    look();
    if (latest_ > known_) catch_up();
    connection().guarded([&] {
      for (const LedgerRow* row : rows) answers.push_back(enter(*row));
      if (std::ranges::find(answers, Entered::first_use) != answers.end())
        connection().session().get_last_insert_id("ledger", known_);
    });
    connection().commit();
    return answers;
  }

 private:
  template <class Values>
  static void prepare(soci::statement& statement, const char* sql, const Values& values) {
    std::apply([&](auto&... value) { (statement.exchange(soci::use(value)), ...); }, values);
    statement.alloc();
    statement.prepare(sql);
    statement.define_and_bind();
  }

  void look() {
    connection().guarded([&] {
      state_.execute(true);
      state_.fetch();  // to the end: an open statement would keep an old view of the database
    });
  }

  /// Learns of rows that another connection wrote, also one of another process.
  void catch_up() {
    execute(connection(), kCatchUp, known_);
    known_ = latest_;
  }

  Entered enter(const LedgerRow& row) {
    columns_.assign(row);
    if (columns_.grant_expires <= horizon_) return Entered::seen_before;
    use_grant_.execute(true);
    if (use_grant_.get_affected_rows() == 0) return Entered::seen_before;
    enter_row_.execute(true);
    return Entered::first_use;
  }

  Number horizon_ = 0, forgotten_ = 0, latest_ = 0;  // what state_ reads
  Number known_ = 0;       // the last row of the ledger whose grant is in used_grant
  LedgerColumns columns_;  // what the other statements are bound to
  soci::statement state_, use_grant_, enter_row_;
};

}  // namespace

std::unique_ptr<Book> open_sqlite_book(std::unique_ptr<Connection> connection) {
  return std::make_unique<SqliteBook>(std::move(connection));
}

}  // namespace portvakt::store
