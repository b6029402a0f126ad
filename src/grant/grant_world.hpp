// For tests: a world in which everything is right, to be spoilt in one place. One client with one
// key, granted scopes, a fixed clock; assertions are really signed.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "grant/jwt_bearer.hpp"
#include "grant/verified_grant.hpp"
#include "jose/keys.hpp"
#include "registry/registry.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <string>
#include <vector>

namespace portvakt::grant {

/// One RSA key for the whole test program: making one costs more than all the tests.
inline const jose::SigningKey& client_key() {
  static const jose::SigningKey key = jose::SigningKey::generate();
  return key;
}

struct World {
  static constexpr std::string_view kIssuer = "https://maskinporten.example/";

  Instant now = from_epoch(1'790'000'000);
  Policy policy{.issuer = std::string(kIssuer)};
  json::object header{{"alg", "RS256"}, {"kid", "key-1"}, {"typ", "JWT"}};
  json::object claims{
      {"iss", "client-1"}, {"aud", kIssuer},          {"scope", "fjellrev:vannmaaling.read"},
      {"iat", epoch(now)}, {"exp", epoch(now) + 120}, {"jti", "jti-1"}};
  std::vector<Scope> scopes;
  std::vector<Access> accesses;
  Client client{.id = must(ClientId::parse("client-1")),
                .org = must(OrgNumber::parse("312345609")),
                .supplier = std::nullopt,
                .name = "Vannmåling",
                .description = "Henter målerstand",
                .created = now,
                .last_updated = now};
  std::vector<ClientKey> keys;
  /// Applied to the compact serialisation after signing.
  void (*tamper)(std::string&) = [](std::string&) {};

  World() {
    add_scope("fjellrev:vannmaaling.read");
    add_access("fjellrev:vannmaaling.read", "312345609");
    keys.push_back({.kid = must(KeyId::parse("key-1")),
                    .jwk = client_key().public_jwk(),
                    .expires = now + std::chrono::days{30},
                    .created = now,
                    .last_updated = now});
    client.scopes = {must(ScopeName::parse("fjellrev:vannmaaling.read"))};
  }

  Scope& add_scope(std::string_view name) {
    scopes.push_back({.name = must(ScopeName::parse(name)),
                      .owner = must(OrgNumber::parse("312345676")),
                      .description = "Lesetilgang",
                      .delegation_source = std::nullopt,
                      .created = now,
                      .last_updated = now});
    return scopes.back();
  }
  void add_access(std::string_view scope, std::string_view consumer) {
    accesses.push_back({.scope = must(ScopeName::parse(scope)),
                        .owner = must(OrgNumber::parse("312345676")),
                        .consumer = must(OrgNumber::parse(consumer)),
                        .created = now,
                        .last_updated = now});
  }

  std::string assertion() const {
    std::string text = jose::sign_compact(client_key(), jose::Algorithm::rs256,
                                          json::serialize(header), json::serialize(claims));
    tamper(text);
    return text;
  }

  registry::Registry registry() const {
    registry::Registry out;
    for (const Scope& scope : scopes) out.put(scope);
    for (const Access& access : accesses) out.put(access);
    out.put(client, keys);
    return out;
  }

  Result<Approval, Refusal> judge() const {
    const registry::Registry known = registry();
    const std::string text = assertion();
    VerificationKeys verification_keys;
    Opening opening{.assertion = text,
                    .registry = known,
                    .policy = policy,
                    .now = now,
                    .keys = verification_keys};
    const auto grant = VerifiedGrant::verify(opening);
    if (!grant) return std::unexpected(grant.error());
    return decide({.grant = *grant, .registry = known, .policy = policy, .now = now});
  }
};

}  // namespace portvakt::grant
