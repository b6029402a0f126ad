// How long an access token lives (docs/protocol.md, lifetime).
#pragma once

#include "grant/policy.hpp"
#include "registry/registry.hpp"

#include <memory>
#include <span>

namespace portvakt::grant {

/// From the client's `access_token_lifetime` (0: it says nothing), the scopes' lowest `at_max_age`
/// that is not 0, and the server's maximum.
seconds token_lifetime(const Policy& policy, seconds of_client,
                       std::span<const std::shared_ptr<const registry::RegisteredScope>> scopes);

}  // namespace portvakt::grant
