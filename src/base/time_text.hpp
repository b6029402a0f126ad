// Times as people write them.
#pragma once

#include "base/clock.hpp"

#include <optional>
#include <string_view>

namespace portvakt {

/// `2026-03-02` or `2026-03-02T08:30:00Z`, both UTC.
std::optional<Instant> parse_time(std::string_view text);

}  // namespace portvakt
