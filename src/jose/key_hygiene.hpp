// Public keys that are well-formed and still must not be trusted: wrong size, small factors, ROCA
// (CVE-2017-15361), primes close enough for Fermat, points off the curve. Pure functions, bounded
// work, safe from any thread.
#pragma once

#include "jose/jwk.hpp"

#include <optional>

namespace portvakt::jose {

std::optional<KeyFault> key_fault(const PublicJwk& key, const KeyPolicy& policy);

}  // namespace portvakt::jose
