#include "app/output.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <ostream>

namespace portvakt::app {
namespace {

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, characters(text)), ' ');
}

}  // namespace

void Table::print(std::ostream& out, bool terminal, std::string_view none) const {
  if (rows_.size() == 1) {
    out << none << '\n';
    return;
  }
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], characters(row[i]));
  }
  for (const auto& row : rows_) {
    const bool bold = terminal && &row == &rows_.front();
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += i + 1 < row.size() ? padded(row[i], widths[i] + 2) : row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << (bold ? "\033[1m" : "") << line << (bold ? "\033[0m" : "") << '\n';
  }
}

void print_fields(std::ostream& out, const Fields& fields) {
  std::size_t width = 0;
  for (const auto& [name, value] : fields) {
    if (!value.empty()) width = std::max(width, characters(name));
  }
  for (const auto& [name, value] : fields) {
    if (!value.empty()) out << padded(name, width + 2) << value << '\n';
  }
}

}  // namespace portvakt::app
