// Structured log: one JSON object a line on standard output, control characters escaped, values
// capped. Never hand it an assertion, a token, a key or a SQL parameter. Safe from any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
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
using Fields = std::initializer_list<Field>;

void set_level(Level level);  ///< info unless told
void debug(std::string_view event, Fields fields = {});
void info(std::string_view event, Fields fields = {});
void warn(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});

/// The line that would be written, without its line break; public for the tests.
std::string line(Level level, std::string_view event, Fields fields);

}  // namespace portvakt::log
