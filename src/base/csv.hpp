// Comma-separated values (RFC 4180) that a spreadsheet may open: a cell that would be taken for a
// formula is shown as text.
#pragma once

#include <span>
#include <string>

namespace portvakt {

std::string csv_line(std::span<const std::string> cells);

}  // namespace portvakt
