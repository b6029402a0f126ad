// One right object of each kind, with every member set to something that is not its default.
#pragma once

#include "model/access_request.hpp"
#include "model/records.hpp"

#include <string>
#include <utility>

namespace portvakt::contract {

inline const OrgNumber kOwner = must(OrgNumber::parse("312345676"));
inline const OrgNumber kConsumer = must(OrgNumber::parse("312345609"));
inline const OrgNumber kSupplier = must(OrgNumber::parse("315000122"));
inline const Prefix kPrefix = must(Prefix::parse("fjellrev"));
inline const ScopeName kRead = must(ScopeName::parse("fjellrev:vann/maaling.read"));
inline const ScopeName kWrite = must(ScopeName::parse("fjellrev:vann/maaling.write"));
inline const ClientId kClient = must(ClientId::parse("0f9ac5b2-8f4c-4a52-9f0e-5d2f6a8f2f11"));
inline const Instant kMade = from_epoch(1'789'000'000);
inline const Instant kTouched = from_epoch(4'789'000'001);  // beyond 32 bits

inline Organisation organisation() {
  return {kOwner, "RASK FJELLREV \"ETAT\" æøå", kMade, kTouched};
}
inline PrefixRecord prefix() { return {kPrefix, kOwner, true, kMade, kTouched}; }
inline Scope scope(const ScopeName& name = kRead) {
  return {.name = name,
          .owner = kOwner,
          .active = true,
          .description = "Målte vannmengder; '--\"\\ :navn",
          .long_description = "Gir *lesetilgang*\ntil døgnverdier.",
          .translations = {{"description#nn", "Målte vassmengder"}, {"description#en", "Water"}},
          .visibility = Visibility::private_,
          .token_type = TokenType::opaque,
          .allowed_integration_types = {IntegrationType::maskinporten, IntegrationType::krr},
          .accessible_for_all = true,
          .delegation_source = must(Uri::parse("https://altinn.example/")),
          .at_max_age = seconds{600},
          .authorization_max_lifetime = seconds{700},
          .enforced_aud = "https://api.example/",
          .requires_user_consent = true,
          .requires_user_authentication = true,
          .requires_pseudonymous_tokens = true,
          .supports_european_businesses = true,
          .is_protected = true,
          .created = kMade,
          .last_updated = kTouched};
}
inline Access access(const ScopeName& name = kRead, OrgNumber consumer = kConsumer) {
  return {name, kOwner, consumer, AccessState::approved, kMade, kTouched};
}
inline AccessRequest access_request(const Uuid& id,
                                    AccessRequestState state = AccessRequestState::requested) {
  return {.id = id,
          .scope = kRead,
          .consumer = kConsumer,
          .owner = kOwner,
          .state = state,
          .reason = "Vi varsler \"flom\"\n– og <b>skred</b>; '--",
          .answer = "Ikke nå,\nprøv igjen \\ senere",
          .created = kMade,
          .last_updated = kTouched};
}
inline Client client(const ClientId& id = kClient) {
  return {.id = id,
          .org = kConsumer,
          .supplier = kSupplier,
          .active = true,
          .integration_type = IntegrationType::eformidling,
          .name = "målestasjon",
          .description = "henter tall hver natt",
          .scopes = {kRead, kWrite},
          .access_token_lifetime = seconds{90},
          .other_members = R"({"redirect_uris":["https://a.example/"]})",
          .created_by = "admin-klient",
          .created = kMade,
          .last_updated = kTouched};
}
inline OnBehalfOf on_behalf_of(std::string_view id, const ClientId& client = kClient) {
  return {.client = client,
          .id = must(OnBehalfOfId::parse(id)),
          .name = "Bjørk",
          .org = kSupplier,
          .organisation_name = "RUND BJØRK AS",
          .description = "to\nlinjer",
          .uri = must(Uri::parse("https://bjork.example/")),
          .logo_uri = must(Uri::parse("https://bjork.example/l.png")),
          .created = kMade,
          .last_updated = kTouched};
}
inline jose::PublicJwk rsa_key(char seed) {
  std::string modulus(256, seed);
  modulus.front() = '\xc1';
  modulus.back() = '\x01';
  return {.type = jose::KeyType::rsa,
          .n = std::move(modulus),
          .e = std::string("\x01\x00\x01", 3),
          .alg = jose::Algorithm::ps256,
          .use = "sig",
          .kid = "egen-kid",
          .x5c = {"TUlJQg==", "TUlJQw=="}};
}
inline jose::PublicJwk ec_key() {
  return {.type = jose::KeyType::ec_p256, .x = std::string(32, '\0'), .y = std::string(32, '\xff')};
}
inline ClientKey client_key(std::string_view kid, jose::PublicJwk jwk) {
  return {must(KeyId::parse(kid)), std::move(jwk), kTouched, kMade, kMade};
}
inline Delegation delegation(const ScopeName& name = kRead, OrgNumber consumer = kConsumer,
                             OrgNumber supplier = kSupplier) {
  return {name,     consumer, supplier, from_epoch(1'789'000'100), from_epoch(4'789'000'200),
          kTouched, kMade,    kTouched};
}
inline SystemUser system_user(OrgNumber owner = kSupplier) {
  return {.id = must(Uuid::parse("2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10")),
          .owner = owner,
          .system = must(SystemId::parse("312345609_vann.regnskap")),
          .client = kClient,
          .external_ref = must(ExternalRef::parse("kunde \"42\" æøå")),
          .deleted = kTouched,
          .created = kMade,
          .last_updated = kTouched};
}
inline DelegationSourceRecord delegation_source() {
  return {must(Uri::parse("https://altinn.example/")), "Altinn", kMade, kTouched};
}
inline SigningKeyRecord signing_key(std::string_view kid, Instant created) {
  return {.kid = must(KeyId::parse(kid)),
          .jwk = rsa_key('s'),
          .private_pem = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nelg\n",
          .state = SigningKeyState::active,
          .created = created,
          .activated = kTouched,
          .retired = std::nullopt};
}
inline Actor actor() { return {kOwner, "admin-klient", "0123456789abcdef0123456789abcdef"}; }

}  // namespace portvakt::contract
