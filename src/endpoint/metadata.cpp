#include "endpoint/metadata.hpp"

#include "base/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <string>

namespace portvakt::endpoint {

Document metadata(std::string_view issuer) {
  const std::string base(issuer);
  json::object out;
  // RFC 8414 section 3.2 leaves out what would be empty: authorization_details_types_supported,
  // since none is served.
  out["grant_types_supported"] = json::array{"urn:ietf:params:oauth:grant-type:jwt-bearer"};
  out["issuer"] = base;
  out["jwks_uri"] = base + "jwk";
  out["token_endpoint"] = base + "token";
  out["token_endpoint_auth_methods_supported"] = json::array{"private_key_jwt"};
  out["token_endpoint_auth_signing_alg_values_supported"] = json::array{"RS256", "RS384", "RS512"};
  return document(json::serialize(out));
}

}  // namespace portvakt::endpoint
