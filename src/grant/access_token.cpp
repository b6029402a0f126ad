#include "grant/access_token.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "jose/jws.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <utility>

namespace portvakt::grant {
namespace {

std::string text(std::string_view value) {
  return json::serialize(json::string_view(value.data(), value.size()));
}

std::string organisation(OrgNumber org) {
  return fmt::format(R"({{"authority":"{}","ID":"{}"}})", kIso6523Authority, org.iso6523());
}

/// docs/protocol.md §7.6; without the members that the seal has not.
std::string organisation(const ForeignOrganisation& org) {
  json::object out{{"authority", "etsi-en-319-412"}, {"ID", org.id}};
  const std::pair<std::string_view, const std::string&> members[] = {
      {"commonName", org.common_name},
      {"organizationName", org.name},
      {"organizationalUnitName", org.unit},
      {"countryName", org.country}};
  for (const auto& [name, value] : members) {
    if (!value.empty()) out[name] = value;
  }
  return json::serialize(out);
}

std::string organisation(const Party& party) {
  return std::visit([](const auto& org) { return organisation(org); }, party);
}

}  // namespace

TokenTimes token_times(const Approval& approval, Instant now) {
  const Instant issued = std::chrono::floor<seconds>(now);
  return {issued, issued + approval.lifetime};
}

std::string audience_json(const std::vector<std::string>& audience) {
  if (audience.empty()) return {};
  if (audience.size() == 1) return text(audience.front());
  return json::serialize(json::array(audience.begin(), audience.end()));
}

std::string token_claims(const Approval& a, const Policy& policy, std::string_view jti,
                         const TokenTimes& times) {
  std::string out;
  out.reserve(512);
  const auto add = [&](std::string_view name, std::string_view json_value) {
    out.append(out.empty() ? "{\"" : ",\"").append(name).append("\":").append(json_value);
  };
  if (!a.authorization_details.empty()) add("authorization_details", a.authorization_details);
  add("scope", text(a.scope));
  if (a.supplier) add("supplier", organisation(*a.supplier));
  add("iss", text(policy.issuer));
  if (policy.subject) add("sub", text(identifier(a.consumer) + ";" + a.scope));
  add("client_amr", text(a.client_amr));
  add("token_type", R"("Bearer")");
  add("exp", std::to_string(epoch(times.expires)));
  if (!a.delegation_source.empty()) add("delegation_source", text(a.delegation_source));
  add("iat", std::to_string(epoch(times.issued)));
  add("client_id", text(a.client_id));
  if (!a.audience.empty()) add("aud", audience_json(a.audience));
  if (a.pid) add("pid", text(*a.pid));
  add("jti", text(jti));
  add("consumer", organisation(a.consumer));
  return out + "}";
}

std::string_view sentence(BearerFault fault) {
  switch (fault) {
    case BearerFault::malformed:
      return "The token is not an access token of this server";
    case BearerFault::unknown_key:
      return "The token's kid is not a key of this server";
    case BearerFault::bad_signature:
      return "The token's signature is not right";
    case BearerFault::other_issuer:
      return "The token is from another issuer";
    case BearerFault::expired:
      return "The token has expired";
  }
  std::unreachable();
}

Result<Bearer, BearerFault> read_bearer(std::string_view token, const PublishedKeys& keys,
                                        std::string_view issuer, Instant now) {
  const auto malformed = std::unexpected(BearerFault::malformed);
  const auto jws = jose::split_compact(token);
  if (!jws) return malformed;
  const auto header = read_json(jws->header);
  if (!header || !header->is_object()) return malformed;
  // Our own header has these two members and nothing else.
  const auto kid = string_member(header->get_object(), "kid");
  const auto alg = string_member(header->get_object(), "alg");
  if (!kid || !alg || header->get_object().size() != 2) return malformed;

  const PublishedKeys::Key* key = keys.find(*kid);
  if (key == nullptr) return std::unexpected(BearerFault::unknown_key);
  const bool signed_by_us = jose::algorithm(*alg) == key->alg &&
                            key->key.verifies(key->alg, jws->signing_input, jws->signature);
  if (!signed_by_us) return std::unexpected(BearerFault::bad_signature);

  const auto claims = read_json(jws->payload);
  if (!claims || !claims->is_object()) return malformed;
  const json::object& c = claims->get_object();
  if (string_member(c, "iss") != issuer) return std::unexpected(BearerFault::other_issuer);
  const json::value* exp = member(c, "exp");
  const json::value* consumer = member(c, "consumer");
  const auto client_id = string_member(c, "client_id");
  const auto scope = string_member(c, "scope");
  if (exp == nullptr || !exp->is_int64() || consumer == nullptr || !consumer->is_object() ||
      !client_id || !scope) {
    return malformed;
  }
  if (from_epoch(exp->get_int64()) <= now) return std::unexpected(BearerFault::expired);
  const auto id = string_member(consumer->get_object(), "ID").value_or("");
  const auto org = OrgNumber::parse(id.starts_with("0192:") ? id.substr(5) : id);
  if (!org) return malformed;
  const auto scopes = split_white(*scope);
  return Bearer{*org, std::string(*client_id), {scopes.begin(), scopes.end()}};
}

}  // namespace portvakt::grant
