// Structured log: one JSON object a line on standard output, control characters escaped, values
// capped. Never hand it an assertion, a token, a key or a SQL parameter. Safe from any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace portvakt::log {

enum class Level { debug, info, warn, error, off };

struct Field {
  std::string_view
      name;  ///< dotted as in the Elastic Common Schema: `client.id`, `trace.id`, `error.code`
  std::variant<std::string_view, std::int64_t, double, bool> value;
};
using Fields = std::span<const Field>;
using FieldList = std::initializer_list<Field>;

void set_level(Level level);  ///< info unless told
/// `debug`, `info`, `warn`, `error` or `off`.
std::optional<Level> level_named(std::string_view word);

bool wanted(Level level);  ///< whether lines of that level are written at all
void write(Level level, std::string_view event, Fields fields);
inline void debug(std::string_view event, FieldList fields = {}) {
  write(Level::debug, event, Fields(fields));
}
inline void info(std::string_view event, FieldList fields = {}) {
  write(Level::info, event, Fields(fields));
}
inline void warn(std::string_view event, FieldList fields = {}) {
  write(Level::warn, event, Fields(fields));
}
inline void error(std::string_view event, FieldList fields = {}) {
  write(Level::error, event, Fields(fields));
}

/// The line that would be written, without its line break; public for the tests.
std::string line(Level level, std::string_view event, Fields fields);
inline std::string line(Level level, std::string_view event, FieldList fields) {
  return line(level, event, Fields(fields));
}

}  // namespace portvakt::log
