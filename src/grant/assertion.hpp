// A JWT grant as JSON says it: syntax only, nothing verified, nothing looked up (docs/protocol.md,
// grant header and claims).
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "grant/policy.hpp"
#include "jose/algorithm.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::grant {

/// What is wrong with a grant's syntax: the member and a fixed sentence, fit to be explained to the
/// client's owner.
struct SyntaxFault {
  std::string member;
  std::string_view sentence;
};

struct Header {
  jose::Algorithm alg = jose::Algorithm::rs256;
  std::optional<std::string> kid;
  enum class X5c { absent, well_formed, malformed } x5c = X5c::absent;
  std::vector<std::string> certificates;  ///< a well-formed `x5c`: base64 DER, leaf first
};

struct Claims {
  std::string iss;
  std::vector<std::string> aud;
  std::vector<std::string> scopes;  ///< without repetitions, in the order asked for
  Instant iat, exp;
  std::optional<Instant> nbf;
  std::string jti;                    ///< empty: absent
  std::vector<std::string> resource;  ///< empty: absent
  std::optional<std::string> pid;
  std::optional<std::string> consumer_org;
  std::optional<json::array> authorization_details;  ///< RFC 9396, as it came
};

Result<Header, SyntaxFault> read_header(std::string_view json_text);
Result<Claims, SyntaxFault> read_claims(std::string_view json_text, const Policy& policy);

}  // namespace portvakt::grant
