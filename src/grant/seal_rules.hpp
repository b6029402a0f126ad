// The rules for grants that foreign organisations' seals sign (docs/protocol.md §7.6), in place of
// those for registered clients. Pure as they are.
#pragma once

#include "grant/jwt_bearer.hpp"

#include <span>

namespace portvakt::grant {

std::span<const Rule<Judgement>> seal_rules();

}  // namespace portvakt::grant
