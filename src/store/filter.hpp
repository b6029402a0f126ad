// Statements that are put together from what was asked for, and the parts of long lists that they
// find.
#pragma once

#include "store/query.hpp"
#include "store/store.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace portvakt::store {

/// Conditions that all hold, each with the values it names. Names are used once in a statement.
class Filter {
 public:
  template <class... Bound>
  void need(std::string_view condition, Bound... values) {
    where_ += (where_.empty() ? "where " : " and ") + std::string(condition);
    (values_.emplace_back(std::move(values)), ...);
  }
  const std::string& where() const { return where_; }
  const Values& values() const { return values_; }

 private:
  std::string where_;
  Values values_;
};

/// A part of what passes the filter, and how much does. `from` is a table, or several joined.
template <class Row, class Record>
Part<Record> part(Connection& connection, const std::string& select, std::string_view from,
                  std::string_view order, const Filter& filter, Slice slice) {
  return {
      .items = all<Row>(
          connection,
          select + filter.where() + " order by " + std::string(order) + " limit :take offset :skip",
          filter.values(), Number{slice.take}, Number{slice.skip}),
      .total = scalar<Number>(connection,
                              "select count(*) from " + std::string(from) + " " + filter.where(),
                              filter.values())
                   .value_or(0)};
}

}  // namespace portvakt::store
