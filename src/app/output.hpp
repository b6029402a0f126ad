// What commands print for people: aligned tables and lists of fields. Widths count characters, not
// bytes; the only decoration is a bold heading, and only on a terminal.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portvakt::app {

class Table {
 public:
  explicit Table(std::vector<std::string> headings) : rows_{std::move(headings)} {}
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  /// `none` instead of the table when it has no rows.
  void print(std::ostream& out, bool terminal, std::string_view none) const;

 private:
  std::vector<std::vector<std::string>> rows_;  // the headings first
};

/// One thing: a line for each field, empty values left out.
using Fields = std::vector<std::pair<std::string, std::string>>;
void print_fields(std::ostream& out, const Fields& fields);

}  // namespace portvakt::app
