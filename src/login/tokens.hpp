// What the login issuer signs: ID tokens (OpenID Connect Core 1.0 section 3.1.3.7) and access
// tokens for our API (docs/protocol.md §8.3). Pure: keys and the time are given.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "login/issuer.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::login {

enum class TokenFault {
  malformed,
  unknown_key,
  bad_signature,
  other_issuer,
  other_audience,
  expired,
  from_the_future,
  other_nonce,
  too_weak,
  personal_subject,
};
std::string_view sentence(TokenFault);

using FindKey = std::function<std::shared_ptr<const IssuerKey>(std::string_view kid)>;

/// What an ID token must say.
struct Expected {
  std::string issuer, client_id, nonce;
  std::vector<std::string> acr = {};  ///< of which one is needed; empty: any, or none
};
Result<json::object, TokenFault> read_id_token(std::string_view token, const FindKey& find,
                                               const Expected& expected, Instant now);

/// An access token whose `aud` or `client_id` is one of `accepted`. An ID token is none.
Result<json::object, TokenFault> read_access_token(std::string_view token, const FindKey& find,
                                                   std::string_view issuer,
                                                   const std::vector<std::string>& accepted,
                                                   Instant now);

/// Who seems to have signed it, to choose the keys; nothing is verified.
std::string claimed_issuer(std::string_view token);

}  // namespace portvakt::login
