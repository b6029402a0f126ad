#include "login/tokens.hpp"

#include "base/text.hpp"
#include "jose/jws.hpp"
#include "model/person_id.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

namespace portvakt::login {
namespace {

constexpr seconds kSkew{10};
constexpr std::size_t kLongestSubject = 255;  // OpenID Connect Core 1.0 section 2

std::unexpected<TokenFault> fault(TokenFault fault) { return std::unexpected(fault); }

std::optional<Instant> time_claim(const json::object& claims, std::string_view name) {
  const json::value* value = member(claims, name);
  if (value == nullptr || !value->is_int64()) return std::nullopt;
  const std::int64_t at = value->get_int64();
  constexpr std::int64_t kYear9999 = 253'402'300'799;
  return at >= 0 && at <= kYear9999 ? std::optional(from_epoch(at)) : std::nullopt;
}

std::vector<std::string_view> audience(const json::object& claims) {
  std::vector<std::string_view> all;
  const json::value* value = member(claims, "aud");
  if (value == nullptr) return all;
  if (value->is_string()) all.emplace_back(value->get_string());
  if (value->is_array()) {
    for (const json::value& each : value->get_array()) {
      if (each.is_string()) all.emplace_back(each.get_string());
    }
  }
  return all;
}

/// RFC 8725 section 3.11: a token of one kind is none of another.
bool has_type(const json::object& header, std::initializer_list<std::string_view> types) {
  const json::value* typ = member(header, "typ");
  if (typ == nullptr) return true;
  if (!typ->is_string()) return false;
  const std::string_view text = typ->get_string();
  return std::ranges::any_of(types, [&](std::string_view type) { return iequals(text, type); });
}

/// Signature and header; the claims are not looked at.
Result<json::object, TokenFault> verified(std::string_view token, const FindKey& find,
                                          std::initializer_list<std::string_view> types) {
  const auto jws = jose::split_compact(token);
  if (!jws) return fault(TokenFault::malformed);
  const auto header = read_json(jws->header);
  if (!header || !header->is_object()) return fault(TokenFault::malformed);
  const json::object& members = header->get_object();
  // Asymmetric algorithms only: `none` and HMAC are none of ours.
  const auto alg = jose::algorithm(string_member(members, "alg").value_or(""));
  if (!alg || members.contains("crit") || !has_type(members, types)) {
    return fault(TokenFault::malformed);
  }
  const auto key = find(string_member(members, "kid").value_or(""));
  if (key == nullptr) return fault(TokenFault::unknown_key);
  if (!key->key.verifies(*alg, jws->signing_input, jws->signature)) {
    return fault(TokenFault::bad_signature);
  }
  auto claims = read_json(jws->payload);
  if (!claims || !claims->is_object()) return fault(TokenFault::malformed);
  return std::move(claims->get_object());
}

std::optional<TokenFault> wrong(const json::object& claims, std::string_view issuer, Instant now) {
  if (string_member(claims, "iss") != issuer) return TokenFault::other_issuer;
  const auto expires = time_claim(claims, "exp");
  const auto subject = string_member(claims, "sub").value_or("");
  const bool named =
      !subject.empty() && subject.size() <= kLongestSubject && is_plain_text(subject);
  if (!expires || !named) return TokenFault::malformed;
  if (is_person_id(subject)) return TokenFault::personal_subject;
  if (*expires + kSkew <= now) return TokenFault::expired;
  for (const std::string_view name : {"iat", "nbf"}) {
    if (member(claims, name) == nullptr) continue;
    const auto at = time_claim(claims, name);
    if (!at) return TokenFault::malformed;
    if (*at > now + kSkew) return TokenFault::from_the_future;
  }
  return std::nullopt;
}

bool contains(const std::vector<std::string>& list, std::string_view wanted) {
  return std::ranges::find(list, wanted) != list.end();
}

/// Several audiences are as good as one when the token was made for us.
bool is_for_client(const json::object& claims, const std::string& client_id) {
  const auto all = audience(claims);
  const auto party = string_member(claims, "azp");
  if (member(claims, "azp") != nullptr && party != client_id) return false;
  if (all.size() > 1 && !party) return false;
  return std::ranges::find(all, client_id) != all.end();
}

}  // namespace

std::string_view sentence(TokenFault fault) {
  switch (fault) {
    case TokenFault::malformed:
      return "the token is malformed";
    case TokenFault::unknown_key:
      return "the issuer has no such key";
    case TokenFault::bad_signature:
      return "the signature is wrong";
    case TokenFault::other_issuer:
      return "the token is another issuer's";
    case TokenFault::other_audience:
      return "the token is for somebody else";
    case TokenFault::expired:
      return "the token has expired";
    case TokenFault::from_the_future:
      return "the token is from the future";
    case TokenFault::other_nonce:
      return "the nonce is another attempt's";
    case TokenFault::too_weak:
      return "the login was weaker than acr_values asks for";
    case TokenFault::personal_subject:
      return "sub is a personal identifier, which must not be kept";
  }
  std::unreachable();
}

Result<json::object, TokenFault> read_id_token(std::string_view token, const FindKey& find,
                                               const Expected& expected, Instant now) {
  auto claims = verified(token, find, {"JWT"});
  if (!claims) return claims;
  if (const auto found = wrong(*claims, expected.issuer, now)) return fault(*found);
  if (!is_for_client(*claims, expected.client_id)) return fault(TokenFault::other_audience);
  if (member(*claims, "iat") == nullptr) return fault(TokenFault::malformed);
  if (!equal_secrets(string_member(*claims, "nonce").value_or(""), expected.nonce)) {
    return fault(TokenFault::other_nonce);
  }
  const auto acr = string_member(*claims, "acr").value_or("");
  if (!expected.acr.empty() && !contains(expected.acr, acr)) return fault(TokenFault::too_weak);
  return claims;
}

Result<json::object, TokenFault> read_access_token(std::string_view token, const FindKey& find,
                                                   std::string_view issuer,
                                                   const std::vector<std::string>& accepted,
                                                   Instant now) {
  auto claims = verified(token, find, {"JWT", "at+jwt", "application/at+jwt"});
  if (!claims) return claims;
  if (const auto found = wrong(*claims, issuer, now)) return fault(*found);
  // RFC 9068 section 2.2 has a client_id in access tokens; ID tokens have none and a nonce instead.
  const auto client = string_member(*claims, "client_id");
  if (!client || member(*claims, "nonce") != nullptr) return fault(TokenFault::malformed);
  const bool for_us = contains(accepted, *client) ||
                      std::ranges::any_of(audience(*claims), [&](std::string_view each) {
                        return contains(accepted, each);
                      });
  if (!for_us) return fault(TokenFault::other_audience);
  return claims;
}

std::string claimed_issuer(std::string_view token) {
  const auto jws = jose::split_compact(token);
  const auto claims = jws ? read_json(jws->payload) : std::unexpected(JsonFault{});
  if (!claims || !claims->is_object()) return {};
  return std::string(string_member(claims->get_object(), "iss").value_or(""));
}

}  // namespace portvakt::login
