// How configuration is shown: values as TOML, passwords masked, and the file of defaults.
#include "app/config.hpp"
#include "app/settings.hpp"

#include <fmt/format.h>

#include <string_view>

namespace portvakt::app {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string toml_value(const Field& field) {
  if (const auto* text = std::get_if<std::string*>(&field)) return in_quotes(**text);
  if (const auto* flag = std::get_if<bool*>(&field)) return **flag ? "true" : "false";
  if (const auto* list = std::get_if<std::vector<std::string>*>(&field)) {
    std::string out;
    for (const std::string& text : **list) out += (out.empty() ? "" : ", ") + in_quotes(text);
    return "[" + out + "]";
  }
  return fmt::to_string(number(field));
}

/// `postgresql://user:password@host/db` without what stands between the colon and the last at sign,
/// and without a `password=` parameter, which libpq reads too.
std::string without_password(std::string text) {
  const std::size_t authority = text.find("://");
  if (authority == std::string::npos) return text;
  const std::size_t end = text.find_first_of("/?", authority + 3);
  const std::size_t sign = text.rfind('@', end);
  const std::size_t colon = text.find(':', authority + 3);
  if (sign != std::string::npos && sign > authority && colon < sign) {
    text.replace(colon + 1, sign - colon - 1, "***");
  }
  for (std::size_t from = text.find("password="); from != std::string::npos;
       from = text.find("password=", from + 1)) {
    const std::size_t value = from + std::string_view("password=").size();
    text.replace(value, std::min(text.find('&', value), text.size()) - value, "***");
  }
  return text;
}

/// Comment lines of at most 110 columns.
std::string commented(std::string_view text) {
  constexpr std::size_t kWidth = 108;
  std::string out;
  while (!text.empty()) {
    std::size_t length = text.size();
    if (length > kWidth) length = text.rfind(' ', kWidth);
    out += fmt::format("# {}\n", text.substr(0, length));
    text.remove_prefix(std::min(length + 1, text.size()));
  }
  return out;
}

}  // namespace

std::vector<Shown> shown(const Config& config) {
  Config masked = config;
  masked.database = without_password(config.database);
  std::vector<Shown> rows;
  for (const Setting& setting : settings()) {
    const auto origin = config.origins.find(setting.key());
    rows.push_back({setting.key(), toml_value(setting.field(masked)),
                    origin == config.origins.end() ? "default" : origin->second});
  }
  return rows;
}

std::string default_toml() {
  std::string out =
      "# Every key of Portvakt with its default. Keep only what you change; an unknown key is an "
      "error.\n"
      "# An environment variable PORTVAKT__SECTION__KEY is stronger than this file; with _FILE at "
      "the end of its name\n"
      "# it names a file that holds the value.\n";
  Config defaults;
  std::string_view section;
  for (const Setting& setting : settings()) {
    if (setting.section != section) {
      section = setting.section;
      out += fmt::format("\n{}[{}]\n", commented(section_doc(section)), section);
    }
    out += fmt::format("\n{}{} = {}\n", commented(setting.doc), setting.name,
                       toml_value(setting.field(defaults)));
  }
  return out;
}

}  // namespace portvakt::app
