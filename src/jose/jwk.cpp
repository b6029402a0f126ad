#include "jose/jwk.hpp"

#include "base/base64.hpp"
#include "jose/key_hygiene.hpp"
#include "jose/keys.hpp"
#include "jose/x5c.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace portvakt::jose {
namespace {

constexpr std::size_t kCoordinate = 32;
// what makes a JWK private (RFC 7518 sections 6.2.2 and 6.3.2; RFC 8037 uses d as well)
constexpr std::array<std::string_view, 7> kPrivateMembers{"d", "p", "q", "dp", "dq", "qi", "oth"};

/// A string member's text, empty when it is absent.
Result<std::string, KeyFault> text(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  if (value == nullptr) return std::string();
  if (!value->is_string()) return std::unexpected(KeyFault::malformed_member);
  return std::string(value->get_string());
}

Result<std::string, KeyFault> octets(const json::object& object, std::string_view name) {
  if (member(object, name) == nullptr) return std::unexpected(KeyFault::missing_member);
  const auto encoded = string_member(object, name);
  auto decoded = encoded ? from_base64url(*encoded) : std::nullopt;
  if (!decoded || decoded->empty()) return std::unexpected(KeyFault::malformed_member);
  return *std::move(decoded);
}

/// RFC 7518 section 6.3.1.1 wants no leading zero, but Java libraries have long sent one.
Result<std::string, KeyFault> number(const json::object& object, std::string_view name) {
  auto found = octets(object, name);
  if (found) found->erase(0, std::min(found->find_first_not_of('\0'), found->size()));
  return found;
}

Result<std::string, KeyFault> coordinate(const json::object& object, std::string_view name) {
  auto found = octets(object, name);
  if (found && found->size() != kCoordinate) return std::unexpected(KeyFault::malformed_member);
  return found;
}

std::optional<KeyFault> read_key(const json::object& object, PublicJwk& key) {
  const auto kty = text(object, "kty");
  if (!kty) return kty.error();
  if (kty->empty()) return KeyFault::missing_member;
  const bool rsa = *kty == "RSA";
  if (!rsa && (*kty != "EC" || string_member(object, "crv") != "P-256")) {
    return KeyFault::unknown_key_type;
  }
  key.type = rsa ? KeyType::rsa : KeyType::ec_p256;
  auto first = rsa ? number(object, "n") : coordinate(object, "x");
  auto second = rsa ? number(object, "e") : coordinate(object, "y");
  if (!first) return first.error();
  if (!second) return second.error();
  (rsa ? key.n : key.x) = *std::move(first);
  (rsa ? key.e : key.y) = *std::move(second);
  return std::nullopt;
}

std::optional<KeyFault> read_purpose(const json::object& object, PublicJwk& key) {
  auto use = text(object, "use");
  if (!use) return use.error();
  if (member(object, "use") != nullptr && *use != "sig") return KeyFault::wrong_use;
  key.use = *std::move(use);
  if (const json::value* operations = member(object, "key_ops")) {
    const json::array* list = operations->if_array();
    if (list == nullptr || std::ranges::find(*list, json::value("verify")) == list->end()) {
      return KeyFault::wrong_key_ops;
    }
  }
  const auto alg = text(object, "alg");
  if (!alg) return alg.error();
  if (member(object, "alg") == nullptr) return std::nullopt;
  key.alg = algorithm(*alg);
  if (!key.alg) return KeyFault::unknown_algorithm;
  const bool of_ec = key.alg == Algorithm::es256;
  if (of_ec != (key.type == KeyType::ec_p256)) return KeyFault::algorithm_of_other_key_type;
  return std::nullopt;
}

std::optional<KeyFault> read_x5c(const json::object& object, PublicJwk& key) {
  const json::value* value = member(object, "x5c");
  if (value == nullptr) return std::nullopt;
  const json::array* list = value->if_array();
  if (list == nullptr || list->empty()) return KeyFault::malformed_certificate;
  for (const json::value& entry : *list) {
    if (!entry.is_string()) return KeyFault::malformed_certificate;
    key.x5c.emplace_back(entry.get_string());
  }
  return std::nullopt;
}

}  // namespace

Result<PublicJwk, KeyFault> reread_jwk(const json::object& object) {
  const auto is_there = [&](std::string_view name) { return member(object, name) != nullptr; };
  if (std::ranges::any_of(kPrivateMembers, is_there)) return std::unexpected(KeyFault::private_key);
  PublicJwk key;
  auto kid = text(object, "kid");
  if (!kid) return std::unexpected(kid.error());
  key.kid = *std::move(kid);
  for (const auto read : {read_key, read_purpose, read_x5c}) {
    if (const auto fault = read(object, key)) return std::unexpected(*fault);
  }
  return key;
}

Result<PublicJwk, KeyFault> parse_jwk(const json::object& object, const KeyPolicy& policy) {
  auto key = reread_jwk(object);
  if (!key) return key;
  if (const auto fault = key_fault(*key, policy)) return std::unexpected(*fault);
  if (key->x5c.empty()) return key;
  if (const auto fault = x5c_fault(*key)) return std::unexpected(*fault);
  return key;
}

json::object to_json(const PublicJwk& key) {
  const bool rsa = key.type == KeyType::rsa;
  json::object out;
  out["kty"] = rsa ? "RSA" : "EC";
  if (!key.use.empty()) out["use"] = key.use;
  if (!key.kid.empty()) out["kid"] = key.kid;
  if (key.alg) out["alg"] = word(*key.alg);
  if (rsa) {
    out["n"] = base64url(key.n);
    out["e"] = base64url(key.e);
  } else {
    out["crv"] = "P-256";
    out["x"] = base64url(key.x);
    out["y"] = base64url(key.y);
  }
  if (!key.x5c.empty()) out["x5c"] = json::array(key.x5c.begin(), key.x5c.end());
  return out;
}

std::string thumbprint(const PublicJwk& key) {
  // RFC 7638 section 3.2: the required members only, by name, no white space
  const std::string text =
      key.type == KeyType::rsa
          ? fmt::format(R"({{"e":"{}","kty":"RSA","n":"{}"}})", base64url(key.e), base64url(key.n))
          : fmt::format(R"({{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}})", base64url(key.x),
                        base64url(key.y));
  return base64url(sha256(text));
}

}  // namespace portvakt::jose
