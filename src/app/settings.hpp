// The table of all configuration keys. Reading files, environment and flags, showing values and
// writing the default file all walk this table, so a new key is one member of Config and one row
// here.
#pragma once

#include "app/config.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace portvakt::app {

/// Where a setting's value lives in a Config. The type decides how it is written.
using Field = std::variant<std::string*, std::int64_t*, bool*, std::vector<std::string>*,
                           milliseconds*, seconds*, hours*, days*>;

/// What is wrong with the value, as the rest of a sentence ("must be …"); empty when nothing is.
using Check = std::string (*)(const std::string& text);

struct Range {
  std::int64_t least = 0, most = 0;
};

struct Setting {
  std::string_view section, name;  ///< section is empty at the top
  std::string_view doc;
  Field (*field)(Config&);
  Range range{};          ///< of numbers
  Check check = nullptr;  ///< of texts and of each text in a list; not asked about empty texts

  std::string key() const;       ///< `token.longest_grant_seconds`
  std::string variable() const;  ///< `PORTVAKT__TOKEN__LONGEST_GRANT_SECONDS`
};

std::span<const Setting> settings();
/// What stands above each section in the default file.
std::string_view section_doc(std::string_view section);

/// A number or duration as the integer it is written as.
std::int64_t number(const Field& field);
bool is_number(const Field& field);
void set_number(const Field& field, std::int64_t value);
std::string_view type_name(const Field& field);  ///< `a whole number`, `a text`, …

}  // namespace portvakt::app
