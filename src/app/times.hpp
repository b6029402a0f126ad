// Times as operators read them. Local time is the machine's own zone.
#pragma once

#include "base/clock.hpp"
#include "base/time_text.hpp"

#include <optional>
#include <string>

namespace portvakt::app {

std::string local_time(Instant at);                  ///< `2026-03-02 09:30:00 CET`
std::string distance(Instant at, Instant now);       ///< `in 1 min 58 s`, `2 h 5 min ago`, `now`
std::string when(const std::optional<Instant>& at);  ///< RFC 3339 to the second, empty for nothing

}  // namespace portvakt::app
