#include "store/ledger.hpp"
#include "store/ledger_row.hpp"
#include "store/sql_transaction.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace portvakt::store {
namespace {

constexpr const char* kSelect =
    "select id, at, trace, client_id, consumer, foreign_consumer, supplier,"
    " delegation_source, scopes, kid, certificate, client_amr, grant_key, token_jti, audience,"
    " authorization_detail, grant_expires, token_expires, signing_kid, remote"
    " from ledger where 1 = 1";

/// The conditions a query asks for, each a literal with one bound value; none that it does not, so
/// that the table is read from its newest end and stops at the limit.
class Conditions {
 public:
  void add(std::string_view sql, const std::optional<std::string>& value) {
    if (value) sql_ += sql, texts_.push_back(*value), order_.push_back(&texts_.back());
  }
  void add(std::string_view sql, const std::optional<Number>& value) {
    if (value) sql_ += sql, numbers_.push_back(*value), order_.push_back(&numbers_.back());
  }
  const std::string& sql() const { return sql_; }
  void bind(soci::statement& statement) const {
    for (const auto& value : order_) {
      std::visit([&](const auto* v) { statement.exchange(soci::use(*v)); }, value);
    }
  }

 private:
  std::string sql_;
  std::deque<std::string> texts_;  // deques: what is bound must not move
  std::deque<Number> numbers_;
  std::vector<std::variant<const std::string*, const Number*>> order_;
};

Conditions conditions(const LedgerQuery& query) {
  const auto number = [](const std::optional<Instant>& at) {
    return at ? std::optional<Number>(epoch(*at)) : std::nullopt;
  };
  std::optional<Number> organisation;
  if (query.organisation) organisation = query.organisation->value();
  Conditions wanted;
  wanted.add(" and client_id = :client", query.client_id);
  wanted.add(" and trace = :trace", query.trace);
  wanted.add(" and token_jti = :jti", query.token_jti);
  wanted.add(" and :org in (consumer, supplier)", organisation);
  wanted.add(" and at >= :from", number(query.from));
  wanted.add(" and at < :to", number(query.to));
  wanted.add(" and id < :before",
             query.before_id ? std::optional<Number>(*query.before_id) : std::nullopt);
  wanted.add(" and id > :after",
             query.after_id ? std::optional<Number>(*query.after_id) : std::nullopt);
  return wanted;
}

std::vector<LedgerRow> rows_of(Connection& connection, const LedgerQuery& query) {
  Conditions wanted = conditions(query);
  wanted.add(" order by id desc limit :limit", static_cast<Number>(query.limit));
  NumberedLedgerColumns row;
  std::vector<LedgerRow> rows;
  connection.guarded([&] {
    soci::statement statement(connection.session());
    std::apply([&](auto&... column) { (statement.exchange(soci::into(column)), ...); },
               row.columns());
    wanted.bind(statement);
    statement.alloc();
    statement.prepare(kSelect + wanted.sql(), soci::details::st_one_time_query);
    statement.define_and_bind();
    for (bool more = statement.execute(true); more; more = statement.fetch()) {
      rows.push_back(row.record());
    }
  });
  return rows;
}

// Ids follow the order of times but for what a row waited and what the clocks of nodes differ by.
constexpr seconds kDisorder{60};
constexpr const char* kFirstAfter =
    "select id from ledger where at >= :late order by at, id limit 1";
constexpr const char* kLastBefore =
    "select id from ledger where at < :early order by at desc, id desc limit 1";

/// The ids between which everything from `from` to `to` lies.
void bound_by_time(Connection& connection, LedgerQuery& query) {
  if (query.to) {
    const auto late = scalar<Number>(connection, kFirstAfter, Number{epoch(*query.to + kDisorder)});
    if (late) query.before_id = std::min<std::int64_t>(query.before_id.value_or(*late), *late);
  }
  if (query.from) {
    query.after_id =
        scalar<Number>(connection, kLastBefore, Number{epoch(*query.from - kDisorder)});
  }
}

}  // namespace

std::vector<LedgerRow> read_ledger(const std::string& url, const LedgerQuery& query) {
  const auto connection = Connection::open(Address::parse(url), {});
  return rows_of(*connection, query);
}

LedgerPage SqlTransaction::ledger(const LedgerQuery& wanted, std::int64_t most) {
  LedgerQuery query = wanted;
  bound_by_time(connection_, query);
  const Number newest =
      scalar<Number>(connection_, "select coalesce(max(id), 0) from ledger").value_or(0);
  const std::int64_t top = std::min<std::int64_t>(query.before_id.value_or(newest + 1), newest + 1);
  const std::int64_t end = query.after_id.value_or(0);
  const std::int64_t turn = std::max(end, top - 1 - most);  // looked at down to here, not included
  query.before_id = top;
  query.after_id = turn;
  LedgerPage page{.rows = rows_of(connection_, query), .next = std::nullopt};
  if (page.rows.size() == query.limit) {
    page.next = page.rows.back().id;
  } else if (turn > end) {
    page.next = turn + 1;
  }
  return page;
}

}  // namespace portvakt::store
