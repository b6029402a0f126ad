// Whether an access token holds, as a resource server would judge it: signature, issuer, times,
// scope, audience. Pure: keys and time come in. Finds every reason, not only the first, except that
// an unsigned claim is never judged.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "jose/jwk.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace portvakt::app {

struct Expected {
  std::string issuer;
  std::vector<std::string> scopes;  ///< all of them must be in the token
  std::string audience;             ///< empty: whatever it has
};

struct Verdict {
  std::vector<std::string> reasons;  ///< empty: the token is valid
  json::object header,
      claims;  ///< as far as they can be read, for showing; trust them only when valid
  bool signature_holds = false;

  bool valid() const { return reasons.empty(); }
};

Verdict check_token(std::string_view token, const std::vector<jose::PublicJwk>& keys,
                    const Expected& expected, Instant now);

}  // namespace portvakt::app
