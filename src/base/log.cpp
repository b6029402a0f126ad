#include "base/log.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cmath>
#include <memory>
#include <utility>

namespace portvakt::log {
namespace {

constexpr std::size_t kValueLimit = 1024;

spdlog::logger& sink() {
  static const auto logger = [] {
    auto made = spdlog::stdout_logger_mt("portvakt");
    made->set_pattern("%v");
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *logger;
}

spdlog::level::level_enum native(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
    case Level::off:
      return spdlog::level::off;
  }
  std::unreachable();
}

std::string_view word(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warn:
      return "warn";
    case Level::error:
      return "error";
    case Level::off:
      return "off";
  }
  std::unreachable();
}

void write(Level level, std::string_view event, Fields fields) {
  if (sink().should_log(native(level))) sink().log(native(level), line(level, event, fields));
}

}  // namespace

std::string line(Level level, std::string_view event, Fields fields) {
  boost::json::object out;
  out["@timestamp"] = rfc3339(SystemClock().now());
  out["log.level"] = word(level);
  out["event.action"] = event;
  for (const Field& field : fields) {
    if (const auto* text = std::get_if<std::string_view>(&field.value)) {
      out[field.name] = printable(*text, kValueLimit);
      continue;
    }
    if (const auto* number = std::get_if<double>(&field.value); number && !std::isfinite(*number)) {
      out[field.name] = nullptr;  // JSON has no word for them
      continue;
    }
    std::visit([&](const auto& value) { out[field.name] = value; }, field.value);
  }
  return boost::json::serialize(out);
}

void set_level(Level level) { sink().set_level(native(level)); }
void debug(std::string_view event, Fields fields) { write(Level::debug, event, fields); }
void info(std::string_view event, Fields fields) { write(Level::info, event, fields); }
void warn(std::string_view event, Fields fields) { write(Level::warn, event, fields); }
void error(std::string_view event, Fields fields) { write(Level::error, event, fields); }

}  // namespace portvakt::log
