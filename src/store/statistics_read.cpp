// Sums of the counts, for whoever may see them.
#include "store/filter.hpp"
#include "store/sql_transaction.hpp"
#include "store/statistics.hpp"

#include <fmt/format.h>

#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace portvakt::store {
namespace {

struct SumRow {
  Number at = 0;
  std::string key;
  Number sum = 0;
  auto columns(this auto& self) { return std::tie(self.at, self.key, self.sum); }
};

const char* key_column(CountBy by) {
  switch (by) {
    case CountBy::nothing:
      return "''";
    case CountBy::scope:
      return "scope";
    case CountBy::consumer:
      return "consumer";
    case CountBy::supplier:
      return "supplier";
    case CountBy::client:
      return "client_id";
    case CountBy::code:
      return "code";
  }
  std::unreachable();
}

/// Whose numbers are asked for: on every side but the operator's there is somebody.
const OrgNumber& asker(const CountQuery& query) {
  if (!query.org) throw std::logic_error("counts of one side without its organisation");
  return *query.org;
}

void need_hours(Filter& rows, const CountQuery& query) {
  rows.need("hour >= :from", Number{epoch(query.from)});
  rows.need("hour < :to", Number{epoch(query.to)});
}

/// Rows of one kind: those of single scopes where scopes are told apart, those of the owner, or
/// those of whole tokens.
Filter token_rows(const CountQuery& query) {
  Filter rows;
  need_hours(rows, query);
  const bool scopes = query.by == CountBy::scope || query.scope.has_value();
  if (query.side == Side::owner) {
    rows.need("owner = :owner", Number{asker(query).value()});
  } else if (!scopes) {
    rows.need("owner = 0");
  }
  rows.need(scopes ? "scope <> ''" : "scope = ''");
  if (query.side == Side::consumer) rows.need("consumer = :own_consumer", asker(query).digits());
  if (query.side == Side::supplier) rows.need("supplier = :own_supplier", asker(query).digits());
  if (query.scope) rows.need("scope = :scope", *query.scope);
  if (query.consumer) rows.need("consumer = :consumer", *query.consumer);
  if (query.supplier) rows.need("supplier = :supplier", *query.supplier);
  if (query.client_id) rows.need("client_id = :client", *query.client_id);
  return rows;
}

bool knows_refusals(const CountQuery& query) {
  const bool by_client =
      query.by == CountBy::nothing || query.by == CountBy::client || query.by == CountBy::code;
  return by_client && query.side != Side::owner && !query.scope && !query.consumer &&
         !query.supplier;
}

Filter refusal_rows(const CountQuery& query) {
  Filter rows;
  need_hours(rows, query);
  if (query.side == Side::consumer) {
    rows.need("client_id in (select id from client where org = :org)",
              Number{asker(query).value()});
  }
  if (query.side == Side::supplier) {
    rows.need("client_id in (select id from client where supplier = :org)",
              Number{asker(query).value()});
  }
  if (query.client_id) rows.need("client_id = :client", *query.client_id);
  return rows;
}

using Sums = std::map<std::pair<Number, std::string>, Counted>;

struct Source {
  const char *table, *column;
  std::int64_t Counted::* counted;
};
constexpr Source kTokens{"token_count", "tokens", &Counted::tokens};
constexpr Source kRefusals{"refusal_count", "refusals", &Counted::refusals};

void sum(Connection& connection, const CountQuery& query, const Source& source, const Filter& rows,
         Sums& sums) {
  for_each<SumRow>(
      connection,
      fmt::format("select hour - (hour - :origin) % :step as at_time, {} as what,"
                  " cast(sum({}) as bigint) from {} {}"
                  " group by at_time, what order by at_time, what limit :most",
                  key_column(query.by), source.column, source.table, rows.where()),
      [&](const SumRow& row) {
        Counted& one = sums[{row.at, row.key}];
        one.at = from_epoch(row.at);
        one.key = row.key;
        one.*source.counted = row.sum;
      },
      Number{epoch(query.from)}, Number{query.step.count()}, rows.values(),
      static_cast<Number>(query.limit));
}

}  // namespace

std::vector<Counted> SqlTransaction::counts(const CountQuery& query) {
  Sums sums;
  if (query.by != CountBy::code) {
    sum(connection_, query, kTokens, token_rows(query), sums);
  }
  if (knows_refusals(query)) {
    sum(connection_, query, kRefusals, refusal_rows(query), sums);
  }
  std::vector<Counted> counts;
  for (auto& [key, counted] : sums) {
    if (counts.size() == query.limit) break;
    counts.push_back(std::move(counted));
  }
  return counts;
}

}  // namespace portvakt::store
