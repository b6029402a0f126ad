#include "app/grant_request.hpp"

#include "base/text.hpp"
#include "details/system_user.hpp"
#include "http/client.hpp"
#include "jose/x5c.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace portvakt::app {

Result<ClientSecretKey, std::string> read_client_key(std::string_view text) {
  if (!text.starts_with('{')) {
    auto key = jose::SigningKey::from_pem(text);
    if (!key) return std::unexpected(key.error());
    std::string kid = jose::thumbprint(key->public_jwk());
    const jose::Algorithm algorithm = key->default_algorithm();
    return ClientSecretKey{*std::move(key), std::move(kid), algorithm};
  }
  const auto value = read_json(text);
  if (!value || !value->is_object()) return std::unexpected("it is no JSON object");
  const json::object& object = value->get_object();
  auto key = jose::SigningKey::from_jwk(object);
  if (!key) return std::unexpected(key.error());
  std::string kid(string_member(object, "kid").value_or(""));
  if (kid.empty()) kid = jose::thumbprint(key->public_jwk());
  const auto named = jose::algorithm(string_member(object, "alg").value_or(""));
  const jose::Algorithm algorithm = named.value_or(key->default_algorithm());
  return ClientSecretKey{*std::move(key), std::move(kid), algorithm};
}

Result<std::vector<std::string>, std::string> read_certificates(std::string_view pem,
                                                                const ClientSecretKey& key) {
  auto leaf = jose::parse_certificate_pem(pem);
  if (!leaf) return std::unexpected(std::string(jose::sentence(leaf.error())));
  if (leaf->n != key.key.public_jwk().n)
    return std::unexpected("its first certificate does not belong to the private key");
  return std::move(leaf->x5c);
}

std::string signed_grant(const GrantRequest& request, const ClientSecretKey& key, Clock& clock,
                         Random& random) {
  const std::int64_t now = epoch(clock.now());
  const std::string& kid = request.kid.empty() ? key.kid : request.kid;
  json::object header{{"alg", jose::word(key.algorithm)}};
  if (request.x5c.empty()) {
    header["kid"] = kid;
  } else {
    header["x5c"] = json::array(request.x5c.begin(), request.x5c.end());
  }
  json::object claims{{"iss", request.client_id},
                      {"aud", request.issuer},
                      {"scope", join(request.scopes, " ")},
                      {"iat", now},
                      {"exp", now + request.lifetime.count()},
                      {"jti", random_uuid(random)}};
  if (!request.consumer_org.empty()) claims["consumer_org"] = request.consumer_org;
  if (!request.system_user_of.empty()) {
    json::object detail{
        {"type", details::kSystemUser},
        {"systemuser_org",
         {{"authority", kIso6523Authority}, {"ID", "0192:" + request.system_user_of}}}};
    if (!request.external_ref.empty()) detail["externalRef"] = request.external_ref;
    claims["authorization_details"] = json::array{std::move(detail)};
  }
  if (!request.resources.empty()) {
    claims["resource"] = json::array(request.resources.begin(), request.resources.end());
  }
  return jose::sign_compact(key.key, key.algorithm, json::serialize(header),
                            json::serialize(claims));
}

Result<TokenAnswer, std::string> trade(const std::string& token_endpoint,
                                       const std::string& assertion, const std::string& ca_file) {
  http::OutgoingRequest request;
  request.method = "POST";
  request.url = token_endpoint;
  request.ca_file = ca_file;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  request.body = "grant_type=" + percent_encoded("urn:ietf:params:oauth:grant-type:jwt-bearer") +
                 "&assertion=" + assertion;
  const auto response = http::fetch(request);
  if (!response) return std::unexpected(response.error());
  TokenAnswer answer{.status = response->status, .body = {}, .hint = {}};
  if (auto value = read_json(response->body); value && value->is_object()) {
    answer.body = std::move(value->get_object());
  }
  for (const auto& [name, value] : response->headers) {
    if (name == "portvakt-hint") answer.hint = value;
  }
  return answer;
}

std::string refusal_text(const TokenAnswer& answer) {
  const auto text = [&](std::string_view name) {
    return printable(string_member(answer.body, name).value_or(""), 1000);
  };
  std::string lines = fmt::format("the token was refused with status {}", answer.status);
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) lines += fmt::format("\n  {:<12} {}", name, value);
  };
  const std::string uri = text("error_uri");
  const std::size_t code = uri.rfind("MP-");
  add("error", text("error"));
  add("description", text("error_description"));
  add("code", code == std::string::npos ? "" : uri.substr(code));
  add("error_uri", uri);
  add("hint", printable(answer.hint, 1000));
  return lines;
}

}  // namespace portvakt::app
