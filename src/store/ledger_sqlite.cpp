// The book in SQLite: prepared statements kept for the life of the connection, a transaction a
// group.
#include "store/ledger_book.hpp"
#include "store/ledger_row.hpp"

#include <soci/soci.h>

namespace portvakt::store {
namespace {

constexpr const char* kUseGrant =
    "insert into used_grant(client_id, grant_key, expires)"
    " values (:client_id, :grant_key, :expires) on conflict do nothing";
constexpr const char* kEnterRow =
    "insert into ledger(at, trace, client_id, consumer, supplier, delegation_source, scopes, kid,"
    " client_amr, grant_key, token_jti, audience, grant_expires, token_expires, signing_kid,"
    " remote)"
    " values (:at, :trace, :client_id, :consumer, :supplier, :delegation_source, :scopes, :kid,"
    " :client_amr, :grant_key, :token_jti, :audience, :grant_expires, :token_expires, :signing_kid,"
    " :remote)";

class SqliteBook final : public Book {
 public:
  explicit SqliteBook(std::unique_ptr<Connection> connection)
      : Book(std::move(connection)),
        use_grant_(this->connection().session()),
        enter_row_(this->connection().session()) {
    this->connection().guarded([&] {
      prepare(use_grant_, kUseGrant,
              std::tie(columns_.client_id, columns_.grant_key, columns_.grant_expires));
      prepare(enter_row_, kEnterRow, columns_.columns());
    });
  }

  std::vector<Entered> enter(std::span<const LedgerRow* const> rows) override {
    std::vector<Entered> answers;
    answers.reserve(rows.size());
    connection().begin(Mode::write);
    const Number horizon =
        scalar<Number>(connection(), "select until from grant_horizon").value_or(0);
    connection().guarded([&] {
      for (const LedgerRow* row : rows) answers.push_back(enter(*row, horizon));
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

  Entered enter(const LedgerRow& row, Number horizon) {
    columns_.assign(row);
    if (columns_.grant_expires <= horizon) return Entered::seen_before;
    use_grant_.execute(true);
    if (use_grant_.get_affected_rows() == 0) return Entered::seen_before;
    enter_row_.execute(true);
    return Entered::first_use;
  }

  LedgerColumns columns_;  // what the statements are bound to
  soci::statement use_grant_, enter_row_;
};

}  // namespace

std::unique_ptr<Book> open_sqlite_book(std::unique_ptr<Connection> connection) {
  return std::make_unique<SqliteBook>(std::move(connection));
}

}  // namespace portvakt::store
