// A client's side of RFC 7523: signs a grant with its own key and trades it for a token.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "jose/keys.hpp"

#include <string>
#include <vector>

namespace portvakt::app {

struct GrantRequest {
  std::string issuer, client_id, kid;
  std::vector<std::string> x5c;  ///< a certificate chain to send instead of the kid
  std::vector<std::string> scopes, resources;
  std::string consumer_org;
  std::string system_user_of;  ///< whose system user the client acts as; empty: nobody's
  std::string external_ref;    ///< of that system user; empty: none
  seconds lifetime{100};
};

/// A client's private key from a file or a variable: a private JWK or PEM. `kid` and `alg` are the
/// JWK's, or follow from the key (RFC 7638).
struct ClientSecretKey {
  jose::SigningKey key;
  std::string kid;
  jose::Algorithm algorithm;
};
Result<ClientSecretKey, std::string> read_client_key(std::string_view text);

/// PEM certificates, the leaf first, as the `x5c` of a grant signed with `key`.
Result<std::vector<std::string>, std::string> read_certificates(std::string_view pem,
                                                                const ClientSecretKey& key);

std::string signed_grant(const GrantRequest& request, const ClientSecretKey& key, Clock& clock,
                         Random& random);

/// What the token endpoint said.
struct TokenAnswer {
  int status = 0;
  json::object body;  ///< empty when it was no JSON object
  std::string hint;   ///< the `Portvakt-Hint` header of a sandbox
};
Result<TokenAnswer, std::string> trade(const std::string& token_endpoint,
                                       const std::string& assertion, const std::string& ca_file);
/// A refusal as lines for standard error.
std::string refusal_text(const TokenAnswer& answer);

}  // namespace portvakt::app
