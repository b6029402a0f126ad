// Times as operators write and read them. Local time is the machine's own zone.
#pragma once

#include "base/clock.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace portvakt::app {

/// `2026-03-02` or `2026-03-02T08:30:00Z`, both UTC.
std::optional<Instant> parse_time(std::string_view text);
std::string local_time(Instant at);                  ///< `2026-03-02 09:30:00 CET`
std::string distance(Instant at, Instant now);       ///< `in 1 min 58 s`, `2 h 5 min ago`, `now`
std::string when(const std::optional<Instant>& at);  ///< RFC 3339 to the second, empty for nothing

}  // namespace portvakt::app
