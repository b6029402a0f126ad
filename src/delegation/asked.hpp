// For tests: what delegation sources are asked, and the waiting for what they say.
#pragma once

#include "base/finished.hpp"
#include "delegation/source.hpp"

#include <utility>
#include <vector>

namespace portvakt::delegation {

inline Question question(std::vector<ScopeName> scopes, Instant at = from_epoch(1'790'000'000)) {
  return {.consumer = must(OrgNumber::parse("312345609")),
          .supplier = must(OrgNumber::parse("310999113")),
          .scopes = std::move(scopes),
          .at = at};
}

inline const ScopeName kHealth = must(ScopeName::parse("fjellrev:helse/melding.write"));
inline const ScopeName kWater = must(ScopeName::parse("fjellrev:vannmaaling.read"));

}  // namespace portvakt::delegation
