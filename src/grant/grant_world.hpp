// For tests: a world in which everything is right, to be spoilt in one place. One client with one
// key, granted scopes, a fixed clock; assertions are really signed.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "delegation/asked.hpp"
#include "delegation/built_in_register.hpp"
#include "details/built_in_system_users.hpp"
#include "grant/explanation.hpp"
#include "grant/jwt_bearer.hpp"
#include "grant/verified_grant.hpp"
#include "jose/keys.hpp"
#include "pki/certificate_world.hpp"
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

/// A server on which business certificates are not configured.
inline const pki::CertificateCheck& no_certificates() {
  static const pki::CertificateCheck check = must(pki::CertificateCheck::open({}));
  return check;
}

/// A test authority over the client's key and a server that trusts it, once for the program.
struct CertificateSetting {
  pki::CertificateWorld world{client_key(), from_epoch(1'790'000'000)};
  pki::CertificateCheck check = world.open();
  pki::CertificateCheck seals = world.open(of_seals());

  pki::CertificateOptions of_seals() const {
    pki::CertificateOptions options = world.options();
    options.holders = pki::Holders::foreign;
    return options;
  }
  json::array chain(pki::TestKind kind, std::string_view orgno) {
    const pki::X5c x5c = world.chain(kind, orgno);
    check.read_local_lists();  // a revoked one has just been put on the list
    return json::array(x5c.begin(), x5c.end());
  }
};
inline CertificateSetting& certificate_setting() {
  static CertificateSetting setting;
  return setting;
}

/// A type of authorization details with nothing to it but what its register says.
class OtherType final : public details::Type {
 public:
  static constexpr std::string_view kUrn = "urn:example:other";
  OtherType(details::Answer says, bool is_outside)
      : says_(std::move(says)), is_outside_(is_outside) {}
  std::string_view urn() const override { return kUrn; }
  Result<std::shared_ptr<const details::Detail>, details::Fault> read(
      const json::object&) const override {
    return std::make_shared<Other>(says_, is_outside_);
  }

 private:
  struct Other final : details::Detail {
    Other(details::Answer answer, bool outside) : says(std::move(answer)), is_outside(outside) {}
    std::string_view type() const override { return kUrn; }
    std::string shown() const override { return "another detail"; }
    bool goes_with_consumer_org() const override { return true; }
    boost::asio::awaitable<details::Answer> ask(details::Asker, Stopwatch) const override {
      co_return says;
    }
    std::optional<details::Answer> at_hand(const details::Asker&) const override {
      return is_outside ? std::nullopt : std::optional(says);
    }
    details::Answer says;
    bool is_outside;
  };
  details::Answer says_;
  bool is_outside_;
};

struct World {
  static constexpr std::string_view kIssuer = "https://maskinporten.example/";
  static constexpr std::string_view kRegister = "https://delegations.example/";

  Instant now = from_epoch(1'790'000'000);
  Policy policy{.issuer = std::string(kIssuer)};
  Policy skyporten;  ///< of an explanation; not served unless a test gives it an issuer
  json::object header{{"alg", "RS256"}, {"kid", "key-1"}, {"typ", "JWT"}};
  json::object claims{
      {"iss", "client-1"}, {"aud", kIssuer},          {"scope", "fjellrev:vannmaaling.read"},
      {"iat", epoch(now)}, {"exp", epoch(now) + 120}, {"jti", "jti-1"}};
  std::vector<Scope> scopes;
  std::vector<Access> accesses;
  std::vector<Delegation> delegations;
  std::vector<SystemUser> system_users;
  Client client{.id = must(ClientId::parse("client-1")),
                .org = must(OrgNumber::parse("312345609")),
                .supplier = std::nullopt,
                .name = "Vannmåling",
                .description = "Henter målerstand",
                .created = now,
                .last_updated = now};
  std::vector<ClientKey> keys;
  /// Trusts nobody unless a test brings another.
  const pki::CertificateCheck* certificates = &no_certificates();
  const pki::CertificateCheck* seals = nullptr;  ///< not accepted
  /// Set: what a register says that is not the built-in one.
  std::optional<delegation::Answer> register_says;
  /// Whether somebody else would have to be asked.
  bool register_is_outside = false;
  /// The question that was put to a register, if one was.
  mutable std::optional<Lookup> asked;
  /// Set: the type of authorization details that is served beside system users, and what is said.
  std::optional<details::Answer> other_detail;
  /// What was asked about an authorization detail, if anything was.
  mutable std::optional<DetailLookup> asked_for;
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

  /// The client of a certificate instead of a key.
  void sign_with_certificate(pki::TestKind kind = pki::TestKind::seid1,
                             std::string_view orgno = "312345609") {
    keys.clear();
    header.erase("kid");
    header["x5c"] = certificate_setting().chain(kind, orgno);
    certificates = &certificate_setting().check;
  }
  /// A foreign organisation, which is no client, in place of it.
  void sign_with_seal(pki::TestKind kind = pki::TestKind::qseal) {
    sign_with_certificate(kind);
    claims["iss"] = "whoever";
    scopes[0].supports_european_businesses = true;
    accesses.clear();
    seals = &certificate_setting().seals;
  }
  /// The client's key, locked to a certificate.
  void lock_key(pki::TestKind kind, std::string_view orgno = "312345609") {
    for (const json::value& certificate : certificate_setting().chain(kind, orgno))
      keys.front().jwk.x5c.emplace_back(certificate.get_string());
    certificates = &certificate_setting().check;
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
    for (const Delegation& delegation : delegations) out.put(delegation);
    for (const SystemUser& user : system_users) out.put(user);
    out.put(client, keys);
    return out;
  }

  /// One more scope that the grant asks for and that the organisation has access to.
  void hold(std::string_view scope, std::string_view consumer) {
    add_scope(scope);
    add_access(scope, consumer);
    client.scopes.push_back(must(ScopeName::parse(scope)));
    claims["scope"] = "fjellrev:vannmaaling.read " + std::string(scope);
  }
  /// A scope of the client that can be delegated, and a grant for a customer who did so.
  void delegate(std::string_view consumer = "315000122") {
    scopes[0].delegation_source = must(Uri::parse(kRegister));
    claims["consumer_org"] = consumer;
    add_access("fjellrev:vannmaaling.read", consumer);
    delegations.push_back({.scope = scopes[0].name,
                           .consumer = must(OrgNumber::parse(consumer)),
                           .supplier = client.org,
                           .valid_from = now,
                           .valid_to = std::nullopt,
                           .revoked = std::nullopt,
                           .created = now,
                           .last_updated = now});
  }
  /// A system user that a customer made for the client, and a grant that names it.
  json::object& use_system_user(std::string_view owner = "315000122") {
    const OrgNumber customer = must(OrgNumber::parse(owner));
    system_users.push_back({.id = must(Uuid::parse("2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10")),
                            .owner = customer,
                            .system = must(SystemId::parse(client.org.digits() + "_vann")),
                            .client = client.id,
                            .external_ref = ExternalRef::of_owner(customer),
                            .deleted = std::nullopt,
                            .created = now,
                            .last_updated = now});
    return ask_for_detail(
        {{"type", "urn:altinn:systemuser"},
         {"systemuser_org", {{"authority", kIso6523Authority}, {"ID", customer.iso6523()}}}});
  }
  /// A grant for a detail of the other type, of which the register says this.
  json::object& use_other_detail(details::Answer says) {
    other_detail = std::move(says);
    return ask_for_detail({{"type", OtherType::kUrn}});
  }
  json::object& ask_for_detail(const json::object& element) {
    claims["authorization_details"] = json::array{element};
    return claims["authorization_details"].get_array().front().get_object();
  }
  std::unique_ptr<details::Types> served(const registry::Registry& known, Metrics& metrics) const {
    auto types = std::make_unique<details::Types>(metrics);
    types->add(std::make_unique<details::SystemUserType>(
        std::make_unique<details::BuiltInSystemUsers>(known)));
    if (other_detail) types->add(std::make_unique<OtherType>(*other_detail, register_is_outside));
    return types;
  }

  delegation::Answer answer(const registry::Registry& known, delegation::Question question) const {
    if (register_says) return *register_says;
    return finished(delegation::BuiltInRegister(known).ask(std::move(question), Stopwatch()));
  }

  Result<Approval, Refusal> judge() const {
    const registry::Registry known = registry();
    const std::string text = assertion();
    VerificationKeys verification_keys;
    Opening opening{.assertion = text,
                    .registry = known,
                    .policy = policy,
                    .now = now,
                    .keys = verification_keys,
                    .certificates = *certificates,
                    .seals = seals};
    const auto grant = VerifiedGrant::verify(opening);
    if (!grant) return std::unexpected(grant.error());
    Metrics metrics;
    const auto types = served(known, metrics);
    Judgement judgement{
        .grant = *grant, .registry = known, .details = *types, .policy = policy, .now = now};
    asked = lookup_for(judgement);
    if (asked) judgement.delegation = answer(known, asked->question);
    asked_for = detail_lookup_for(judgement);
    if (asked_for) {
      judgement.detail_answer =
          finished(types->ask(asked_for->detail, asked_for->asker, Stopwatch()));
    }
    return decide(std::move(judgement));
  }

  /// A register that says what answer() says.
  struct Told final : delegation::DelegationSource {
    Told(const World& w, const registry::Registry& r) : world(w), known(r) {}
    boost::asio::awaitable<delegation::Answer> ask(delegation::Question question,
                                                   Stopwatch) override {
      co_return world.answer(known, std::move(question));
    }
    std::optional<delegation::Answer> at_hand(const delegation::Question& question) const override {
      return world.answer(known, question);
    }
    const World& world;
    const registry::Registry& known;
  };

  /// Told to somebody who may handle every client, or none.
  Explanation explain(bool theirs = true) const {
    const registry::Registry known = registry();
    const FixedClock clock(now);
    Metrics metrics;
    delegation::Sources registers(metrics);
    for (const Scope& scope : scopes) {
      if (scope.delegation_source && !register_is_outside)
        registers.add(scope.delegation_source->text(), std::make_unique<Told>(*this, known));
    }
    const auto types = served(known, metrics);
    const Policies policies{.maskinporten = policy, .skyporten = skyporten};
    return Explainer(known, *certificates, registers, *types, policies, clock)
        .explain(assertion(), [&](const auto&) { return theirs; });
  }
};

}  // namespace portvakt::grant
