#include "app/issuer.hpp"

#include "base/text.hpp"
#include "http/client.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <chrono>

namespace portvakt::app {
namespace {

/// Documents of others may be larger than what we accept from clients.
constexpr JsonLimits kDocumentLimits{.bytes = 1024 * 1024, .depth = 16, .members = 1024};

Result<json::object, std::string> fetch_object(const std::string& url, const std::string& ca_file,
                                               std::chrono::milliseconds timeout) {
  http::OutgoingRequest request;
  request.url = url;
  request.ca_file = ca_file;
  request.timeout = timeout;
  request.headers = {{"Accept", "application/json"}};
  const auto response = http::fetch(request);
  if (!response) return std::unexpected(response.error());
  if (response->status != 200) {
    return std::unexpected(fmt::format("{} answered {}", url, response->status));
  }
  auto value = read_json(response->body, kDocumentLimits);
  if (!value || !value->is_object()) {
    return std::unexpected(fmt::format("{} is no JSON object", url));
  }
  return std::move(value->get_object());
}

constexpr std::chrono::milliseconds kPatience{10'000};

}  // namespace

Result<Metadata, std::string> metadata_at(const std::string& url, const std::string& ca_file) {
  const auto document = fetch_object(url, ca_file, kPatience);
  if (!document) return std::unexpected(document.error());
  Metadata metadata;
  const std::pair<std::string_view, std::string*> members[] = {
      {"issuer", &metadata.issuer},
      {"token_endpoint", &metadata.token_endpoint},
      {"jwks_uri", &metadata.jwks_uri}};
  for (const auto& [name, target] : members) {
    const auto text = string_member(*document, name);
    if (!text) return std::unexpected(fmt::format("{} has no {}", url, name));
    *target = *text;
  }
  return metadata;
}

Result<Metadata, std::string> discover(const std::string& issuer, const std::string& ca_file) {
  if (!issuer.ends_with('/')) {
    // Skyporten's issuers look so, and their document is at OpenID Connect's place.
    auto skyporten = metadata_at(issuer + "/.well-known/openid-configuration", ca_file);
    if (skyporten && skyporten->issuer == issuer) return skyporten;
  }
  const std::string base = issuer.ends_with('/') ? issuer : issuer + "/";
  auto metadata = metadata_at(base + ".well-known/oauth-authorization-server", ca_file);
  if (metadata && metadata->issuer != issuer) {
    return std::unexpected(fmt::format("the server at {} calls itself {}; use that as --issuer",
                                       issuer, printable(metadata->issuer)));
  }
  return metadata;
}

std::vector<jose::PublicJwk> usable_keys(const json::object& jwks) {
  std::vector<jose::PublicJwk> keys;
  const json::value* list = member(jwks, "keys");
  if (list == nullptr || !list->is_array()) return keys;
  for (const json::value& entry : list->get_array()) {
    const json::object* object = entry.if_object();
    if (object == nullptr) continue;
    if (auto key = jose::parse_jwk(*object)) keys.push_back(*std::move(key));
  }
  return keys;
}

Result<std::vector<jose::PublicJwk>, std::string> fetch_keys(const std::string& jwks_uri,
                                                             const std::string& ca_file) {
  const auto document = fetch_object(jwks_uri, ca_file, kPatience);
  if (!document) return std::unexpected(document.error());
  return usable_keys(*document);
}

std::string organisation_name(const std::string& issuer, const std::string& orgno,
                              const std::string& ca_file) {
  const auto document = fetch_object(issuer + "api/v1/organizations/" + percent_encoded(orgno),
                                     ca_file, std::chrono::milliseconds{2'000});
  if (!document) return {};
  return printable(string_member(*document, "name").value_or(""));
}

}  // namespace portvakt::app
