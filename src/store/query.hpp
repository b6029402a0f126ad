// Literal SQL with bound values, through SOCI: the only place that prepares statements. Rows are
// plain structs whose `columns()` are variables in the order of the statement's columns.
#pragma once

#include "store/connection.hpp"

#include <soci/soci.h>

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace portvakt::store {

using Number = long long;  ///< every integer in SQL, as SOCI knows it

/// Values of a statement that is put together from parts, in order.
using Values = std::vector<std::variant<Number, std::string>>;

template <class T>
void bind(soci::statement& statement, const T& value) {
  statement.exchange(soci::use(value));
}
inline void bind(soci::statement& statement, const Values& values) {
  for (const auto& value : values) {
    std::visit([&](const auto& one) { statement.exchange(soci::use(one)); }, value);
  }
}

/// One value as a row.
template <class T>
struct Single {
  T value{};
  auto columns(this auto& self) { return std::tie(self.value); }
};

/// Calls `each(row)` for every row of the answer, one at a time through the same variables.
template <class Row, class Each, class... Bound>
void for_each(Connection& connection, const std::string& sql, Each&& each, const Bound&... values) {
  Row row;
  soci::statement statement(connection.session());
  bool more = connection.guarded([&] {
    std::apply([&](auto&... column) { (statement.exchange(soci::into(column)), ...); },
               row.columns());
    (bind(statement, values), ...);
    statement.alloc();
    statement.prepare(sql, soci::details::st_one_time_query);
    statement.define_and_bind();
    return statement.execute(true);
  });
  while (more) {
    each(std::as_const(row));
    more = connection.guarded([&] { return statement.fetch(); });
  }
}

/// Every row as what its `record()` makes of it.
template <class Row, class... Bound>
auto all(Connection& connection, const std::string& sql, const Bound&... values) {
  std::vector<decltype(std::declval<const Row&>().record())> records;
  for_each<Row>(
      connection, sql, [&](const Row& row) { records.push_back(row.record()); }, values...);
  return records;
}

template <class Row, class... Bound>
auto first(Connection& connection, const std::string& sql, const Bound&... values) {
  std::optional<decltype(std::declval<const Row&>().record())> record;
  for_each<Row>(
      connection, sql,
      [&](const Row& row) {
        if (!record) record = row.record();
      },
      values...);
  return record;
}

template <class T, class... Bound>
std::optional<T> scalar(Connection& connection, const std::string& sql, const Bound&... values) {
  std::optional<T> found;
  for_each<Single<T>>(connection, sql, [&](const Single<T>& row) { found = row.value; }, values...);
  return found;
}

/// Runs a statement without answer; the number of rows it changed.
template <class... Bound>
Number execute(Connection& connection, const std::string& sql, const Bound&... values) {
  return connection.guarded([&] {
    soci::statement statement(connection.session());
    (bind(statement, values), ...);
    statement.alloc();
    statement.prepare(sql, soci::details::st_one_time_query);
    statement.define_and_bind();
    statement.execute(true);
    return static_cast<Number>(statement.get_affected_rows());
  });
}

/// The same with a row's columns as the values, in order.
template <class Row>
Number execute_row(Connection& connection, const std::string& sql, const Row& row) {
  return std::apply([&](const auto&... column) { return execute(connection, sql, column...); },
                    row.columns());
}

/// Once for each row, prepared once.
template <class Row>
void execute_rows(Connection& connection, const std::string& sql, const std::vector<Row>& rows) {
  connection.guarded([&] {
    Row row;
    soci::statement statement(connection.session());
    std::apply([&](auto&... column) { (statement.exchange(soci::use(column)), ...); },
               row.columns());
    statement.alloc();
    statement.prepare(sql);
    statement.define_and_bind();
    for (const Row& each : rows) {
      row = each;
      statement.execute(true);
    }
  });
}

}  // namespace portvakt::store
