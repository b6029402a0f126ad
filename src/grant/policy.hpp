// What the operator decides about grants and tokens; constant while the server runs.
#pragma once

#include "base/clock.hpp"

#include <string>
#include <string_view>

namespace portvakt::grant {

/// How a scope's `at_max_age` and a client's own lifetime meet (docs/protocol.md, lifetime).
enum class LifetimePolicy {
  override_,  ///< the scopes' lowest value, if any, instead of the client's
  cap,        ///< never more than the scopes' lowest value
};
enum class UnknownClaims { refused, ignored };
/// The deprecated claim `iss_onbehalfof`.
enum class OnBehalfOfClaim { refused, ignored };

struct Policy {
  std::string issuer;  ///< exactly as `aud` and `iss` have it: Maskinporten's ends in a slash
  seconds longest_grant{120};
  seconds skew{10};
  LifetimePolicy lifetime = LifetimePolicy::override_;
  seconds default_lifetime{120};
  seconds longest_lifetime{7200};
  UnknownClaims unknown_claims = UnknownClaims::refused;
  OnBehalfOfClaim on_behalf_of_claim = OnBehalfOfClaim::refused;
  /// Tokens carry `sub`, all that some clouds can match on (docs/protocol.md §6.5).
  bool subject = false;
};

/// The issuers of one server: the same rules, clients and keys under two names.
struct Policies {
  Policy maskinporten;
  Policy skyporten;  ///< without an issuer: not served

  /// The one that an audience means, written right or not; Maskinporten's where it is neither's.
  const Policy& meant_by(std::string_view audience) const;
};

}  // namespace portvakt::grant
