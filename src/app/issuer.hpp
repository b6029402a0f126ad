// The other end of `token` and `verify`: an authorization server asked over HTTP. Errors are
// sentences.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "jose/jwk.hpp"

#include <string>
#include <vector>

namespace portvakt::app {

struct Metadata {
  std::string issuer, token_endpoint, jwks_uri;
};

/// The metadata that an issuer publishes (RFC 8414 section 3; Skyporten's as OpenID Connect
/// Discovery section 4 has it). Refused when it names another issuer (section 3.3).
Result<Metadata, std::string> discover(const std::string& issuer, const std::string& ca_file);
/// The same from a document's address; the issuer is whatever it says.
Result<Metadata, std::string> metadata_at(const std::string& url, const std::string& ca_file);

/// The keys of a JWKS (RFC 7517 section 5) that we can use; others are passed over.
std::vector<jose::PublicJwk> usable_keys(const json::object& jwks);
Result<std::vector<jose::PublicJwk>, std::string> fetch_keys(const std::string& jwks_uri,
                                                             const std::string& ca_file);

/// An organisation's name where the issuer's self-service API knows it, else empty; never an error.
std::string organisation_name(const std::string& issuer, const std::string& orgno,
                              const std::string& ca_file);

}  // namespace portvakt::app
