#include "store/ledger.hpp"
#include "store/ledger_row.hpp"

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
  return wanted;
}

}  // namespace

std::vector<LedgerRow> read_ledger(const std::string& url, const LedgerQuery& query) {
  const auto connection = Connection::open(Address::parse(url), {});
  Conditions wanted = conditions(query);
  wanted.add(" order by id desc limit :limit", static_cast<Number>(query.limit));
  NumberedLedgerColumns row;
  std::vector<LedgerRow> rows;
  connection->guarded([&] {
    soci::statement statement(connection->session());
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

}  // namespace portvakt::store
