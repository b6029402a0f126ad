#include "endpoint/metadata.hpp"

#include "base/json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace portvakt::endpoint {
namespace {

/// `base` is the issuer with a slash at its end.
json::object common(std::string_view issuer, const std::string& base,
                    std::span<const std::string> details_types) {
  json::object out;
  // RFC 8414 section 3.2 leaves out what would be empty.
  if (!details_types.empty()) {
    out["authorization_details_types_supported"] =
        json::array(details_types.begin(), details_types.end());
  }
  out["grant_types_supported"] = json::array{"urn:ietf:params:oauth:grant-type:jwt-bearer"};
  out["issuer"] = issuer;
  out["jwks_uri"] = base + "jwk";
  out["token_endpoint"] = base + "token";
  out["token_endpoint_auth_methods_supported"] = json::array{"private_key_jwt"};
  out["token_endpoint_auth_signing_alg_values_supported"] = json::array{"RS256", "RS384", "RS512"};
  return out;
}

}  // namespace

Document metadata(std::string_view issuer, std::span<const std::string> details_types) {
  return document(json::serialize(common(issuer, std::string(issuer), details_types)));
}

Document skyporten_metadata(std::string_view issuer, std::string_view signature_alg,
                            std::span<const std::string> details_types) {
  json::object out = common(issuer, std::string(issuer) + "/", details_types);
  out["id_token_signing_alg_values_supported"] = json::array{signature_alg};
  out["response_types_supported"] = json::array{"token"};
  out["subject_types_supported"] = json::array{"public"};
  return document(json::serialize(out));
}

}  // namespace portvakt::endpoint
