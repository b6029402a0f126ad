// The access token's claims as text, in the member order of the real ones, and the check of a token
// that comes back to us as a bearer token of the self-service API.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "grant/jwt_bearer.hpp"
#include "grant/signing_keys.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace portvakt::grant {

struct TokenTimes {
  Instant issued, expires;
};
/// Whole seconds: issued is `now` rounded down, so that a token is never from the future.
TokenTimes token_times(const Approval& approval, Instant now);

/// The JSON text of docs/protocol.md, access token.
std::string token_claims(const Approval& approval, const Policy& policy, std::string_view jti,
                         const TokenTimes& times);

/// `aud` as the token has it: a string for one value, an array for several; empty for none.
std::string audience_json(const std::vector<std::string>& audience);

/// The caller that a bearer token of our own names.
struct Bearer {
  OrgNumber consumer;
  std::string client_id;
  std::vector<std::string> scopes;
};
enum class BearerFault { malformed, unknown_key, bad_signature, other_issuer, expired };
std::string_view sentence(BearerFault);
Result<Bearer, BearerFault> read_bearer(std::string_view token, const PublishedKeys& keys,
                                        std::string_view issuer, Instant now);

}  // namespace portvakt::grant
