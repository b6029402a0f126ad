#include "app/config.hpp"

#include "app/settings.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <charconv>
#include <optional>
#include <string_view>

namespace portvakt::app {
namespace {

/// Fills a Config from its sources, weakest first, and keeps every problem it meets on the way.
class ConfigReader {
 public:
  void read_file(const std::filesystem::path& path);
  void read_environment(const Environment& environment);
  void read_overrides(std::span<const Override> overrides);

  Result<Config, Problems> finish() &&;

 private:
  void read_table(const toml::table& table, std::string_view section);
  void read_node(const Setting& setting, const toml::node& node, const std::string& where);
  void take_text(const Setting& setting, const std::string& text, const std::string& where);
  void take_number(const Setting& setting, std::int64_t value, const std::string& where);
  void take_list(const Setting& setting, std::vector<std::string> list, const std::string& where);
  void read_word(const Setting& setting, const std::string& text, const std::string& where);
  bool accepts(const Setting& setting, const std::string& text, const std::string& where);
  void refuse(std::string where, std::string what) {
    problems_.push_back({std::move(where), std::move(what)});
  }
  void refuse_unknown(std::string where, std::string_view kind, std::string_view name,
                      std::span<const std::string> known);

  Config config_;
  Problems problems_;
  std::string file_;
};

std::string at(const std::string& file, const toml::source_region& region) {
  return fmt::format("{}:{}", file, region.begin.line);
}

void ConfigReader::read_file(const std::filesystem::path& path) {
  file_ = path.string();
  const auto text = portvakt::read_file(path);
  if (!text) return refuse(file_, text.error());
  try {
    read_table(toml::parse(*text, file_), "");
  } catch (const toml::parse_error& e) {
    refuse(at(file_, e.source()), fmt::format("not TOML: {}", e.description()));
  }
}

void ConfigReader::read_table(const toml::table& table, std::string_view section) {
  std::vector<std::string> known;
  for (const Setting& s : settings()) {
    if (s.section == section) known.emplace_back(s.name);
    if (section.empty() && !s.section.empty()) known.emplace_back(s.section);
  }
  for (const auto& [key, node] : table) {
    const std::string_view name = key.str();
    const auto setting = std::ranges::find_if(
        settings(), [&](const Setting& s) { return s.section == section && s.name == name; });
    const std::string where = at(file_, key.source());
    if (setting != settings().end()) {
      read_node(*setting, node, where);
    } else if (section.empty() && !section_doc(name).empty()) {
      if (const toml::table* inner = node.as_table()) {
        read_table(*inner, name);
      } else {
        refuse(where, fmt::format("{0} is a section: write [{0}] and its keys below it", name));
      }
    } else {
      const std::string full =
          section.empty() ? std::string(name) : fmt::format("{}.{}", section, name);
      refuse_unknown(where, node.is_table() ? "section" : "key", full, known);
    }
  }
}

void ConfigReader::refuse_unknown(std::string where, std::string_view kind, std::string_view name,
                                  std::span<const std::string> known) {
  const std::string_view last = name.substr(name.rfind('.') + 1);
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto meant = nearest(last, candidates);
  refuse(std::move(where), fmt::format("unknown {} {}{}", kind, printable(name, 80),
                                       meant ? fmt::format("; did you mean {}?", *meant) : ""));
}

void ConfigReader::read_node(const Setting& setting, const toml::node& node,
                             const std::string& where) {
  const Field field = setting.field(config_);
  const auto wrong_type = [&] {
    refuse(where, fmt::format("{} must be {}", setting.key(), type_name(field)));
  };
  if (std::holds_alternative<std::string*>(field)) {
    const auto* text = node.as_string();
    return text == nullptr ? wrong_type() : take_text(setting, text->get(), where);
  }
  if (const auto* flag = std::get_if<bool*>(&field)) {
    const auto* value = node.as_boolean();
    if (value == nullptr) return wrong_type();
    **flag = value->get();
    config_.origins[setting.key()] = where;
    return;
  }
  if (is_number(field)) {
    const auto* value = node.as_integer();
    return value == nullptr ? wrong_type() : take_number(setting, value->get(), where);
  }
  const toml::array* array = node.as_array();
  if (array == nullptr) return wrong_type();
  std::vector<std::string> list;
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) return wrong_type();
    list.push_back(text->get());
  }
  take_list(setting, std::move(list), where);
}

bool ConfigReader::accepts(const Setting& setting, const std::string& text,
                           const std::string& where) {
  if (setting.check == nullptr || text.empty()) return true;
  const std::string complaint = setting.check(text);
  if (!complaint.empty()) refuse(where, fmt::format("{} {}", setting.key(), complaint));
  return complaint.empty();
}

void ConfigReader::take_text(const Setting& setting, const std::string& text,
                             const std::string& where) {
  if (!accepts(setting, text, where)) return;
  *std::get<std::string*>(setting.field(config_)) = text;
  config_.origins[setting.key()] = where;
}

void ConfigReader::take_list(const Setting& setting, std::vector<std::string> list,
                             const std::string& where) {
  for (const std::string& text : list) {
    if (!accepts(setting, text, where)) return;
  }
  *std::get<std::vector<std::string>*>(setting.field(config_)) = std::move(list);
  config_.origins[setting.key()] = where;
}

void ConfigReader::take_number(const Setting& setting, std::int64_t value,
                               const std::string& where) {
  const auto [least, most] = setting.range;
  if (value < least || value > most) {
    return refuse(where, fmt::format("{} must be between {} and {}", setting.key(), least, most));
  }
  set_number(setting.field(config_), value);
  config_.origins[setting.key()] = where;
}

/// A value from outside TOML: an environment variable or a flag. Lists are separated by commas.
void ConfigReader::read_word(const Setting& setting, const std::string& text,
                             const std::string& where) {
  const Field field = setting.field(config_);
  if (std::holds_alternative<std::string*>(field)) return take_text(setting, text, where);
  if (std::holds_alternative<std::vector<std::string>*>(field)) {
    std::vector<std::string> list;
    for (const std::string_view part : split(text, ',')) {
      if (!trimmed(part).empty()) list.emplace_back(trimmed(part));
    }
    return take_list(setting, std::move(list), where);
  }
  if (const auto* flag = std::get_if<bool*>(&field);
      flag != nullptr && (text == "true" || text == "false")) {
    **flag = text == "true";
    config_.origins[setting.key()] = where;
    return;
  }
  std::int64_t value = 0;
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (!is_number(field) || error != std::errc{} || end != last) {
    return refuse(where, fmt::format("{} must be {}", setting.key(), type_name(field)));
  }
  take_number(setting, value, where);
}

void ConfigReader::read_environment(const Environment& environment) {
  constexpr std::string_view kFile = "_FILE";
  std::vector<std::string> known;
  for (const Setting& s : settings()) known.push_back(s.variable());

  for (const auto& [name, value] : environment) {
    if (!name.starts_with("PORTVAKT__")) continue;
    if (const auto it = std::ranges::find(settings(), name, &Setting::variable);
        it != settings().end()) {
      read_word(*it, value, name);
      continue;
    }
    const std::string_view bare = std::string_view(name).substr(0, name.size() - kFile.size());
    const auto it = std::ranges::find(settings(), bare, &Setting::variable);
    if (!name.ends_with(kFile) || it == settings().end()) {
      refuse_unknown(name, "variable", name, known);
      continue;
    }
    const auto secret = read_secret(value);
    if (secret) {
      read_word(*it, *secret, name);
    } else {
      refuse(name, secret.error());
    }
  }
}

void ConfigReader::read_overrides(std::span<const Override> overrides) {
  for (const Override& override : overrides) {
    const auto it = std::ranges::find(settings(), override.key, &Setting::key);
    if (it != settings().end()) read_word(*it, override.value, override.flag);
  }
}

Result<Config, Problems> ConfigReader::finish() && {
  if (problems_.empty()) problems_ = wrong_together(config_);
  if (!problems_.empty()) return std::unexpected(std::move(problems_));
  return std::move(config_);
}

}  // namespace

Result<Config, Problems> read_config(const std::optional<std::filesystem::path>& file,
                                     const Environment& environment,
                                     std::span<const Override> overrides) {
  ConfigReader reader;
  if (file) reader.read_file(*file);
  reader.read_environment(environment);
  reader.read_overrides(overrides);
  return std::move(reader).finish();
}

}  // namespace portvakt::app
