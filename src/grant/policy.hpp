// What the operator decides about grants and tokens; constant while the server runs.
#pragma once

#include "base/clock.hpp"

#include <string>

namespace portvakt::grant {

/// How a scope's `at_max_age` and a client's own lifetime meet (docs/protocol.md, lifetime).
enum class LifetimePolicy {
  override_,  ///< the scopes' lowest value, if any, instead of the client's
  cap,        ///< never more than the scopes' lowest value
};
enum class UnknownClaims { refused, ignored };

struct Policy {
  std::string issuer;  ///< with its trailing slash
  seconds longest_grant{120};
  seconds skew{10};
  LifetimePolicy lifetime = LifetimePolicy::override_;
  seconds default_lifetime{120};
  seconds longest_lifetime{7200};
  UnknownClaims unknown_claims = UnknownClaims::refused;
};

}  // namespace portvakt::grant
