#include "base/csv.hpp"

#include <string_view>

namespace portvakt {
namespace {

/// Spreadsheets run what begins so. An apostrophe in front makes it text; programs see it too,
/// which is the price.
std::string harmless(const std::string& cell) {
  constexpr std::string_view kStarts = "=+-@\t\r\n";
  return !cell.empty() && kStarts.contains(cell.front()) ? "'" + cell : cell;
}

std::string quoted(std::string cell) {
  if (cell.find_first_of("\",\r\n") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string csv_line(std::span<const std::string> cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) line += ',';
    line += quoted(harmless(cell));
  }
  return line + "\r\n";
}

}  // namespace portvakt
