#include "base/log.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <memory>
#include <utility>

namespace portvakt::log {
namespace {

constexpr std::size_t kValueLimit = 1024;

struct LevelRow {
  Level level;
  std::string_view word;
  spdlog::level::level_enum native;
};
constexpr std::array<LevelRow, 5> kLevels{{
    {Level::debug, "debug", spdlog::level::debug},
    {Level::info, "info", spdlog::level::info},
    {Level::warn, "warn", spdlog::level::warn},
    {Level::error, "error", spdlog::level::err},
    {Level::off, "off", spdlog::level::off},
}};
const LevelRow& row(Level level) { return *std::ranges::find(kLevels, level, &LevelRow::level); }

spdlog::logger& sink() {
  static const auto logger = [] {
    auto made = spdlog::stdout_logger_mt("portvakt");
    made->set_pattern("%v");
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *logger;
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : printable(text, kValueLimit)) {  // which holds no control characters
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void append_number(std::string& out, double number) {
  // JSON has no NaN and no infinity (RFC 8259 section 6).
  if (!std::isfinite(number)) {
    out += "null";
  } else {
    fmt::format_to(std::back_inserter(out), "{}", number);
  }
}

void append(std::string& out, const Field& field) {
  out += ',';
  append_string(out, field.name);
  out += ':';
  if (const auto* text = std::get_if<std::string_view>(&field.value)) {
    append_string(out, *text);
  } else if (const auto* number = std::get_if<double>(&field.value)) {
    append_number(out, *number);
  } else if (const auto* flag = std::get_if<bool>(&field.value)) {
    out += *flag ? "true" : "false";
  } else {
    out += std::to_string(std::get<std::int64_t>(field.value));
  }
}

}  // namespace

std::string line(Level level, std::string_view event, Fields fields) {
  std::string out = fmt::format(R"({{"@timestamp":"{}","log.level":"{}","event.action":)",
                                rfc3339(SystemClock().now()), row(level).word);
  append_string(out, event);
  for (const Field& field : fields) append(out, field);
  return out + '}';
}

bool wanted(Level level) { return sink().should_log(row(level).native); }

void write(Level level, std::string_view event, Fields fields) {
  if (wanted(level)) sink().log(row(level).native, line(level, event, fields));
}

void set_level(Level level) { sink().set_level(row(level).native); }

std::optional<Level> level_named(std::string_view word) {
  const auto it = std::ranges::find(kLevels, word, &LevelRow::word);
  if (it == kLevels.end()) return std::nullopt;
  return it->level;
}

}  // namespace portvakt::log
