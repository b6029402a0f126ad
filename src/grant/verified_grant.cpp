#include "grant/verified_grant.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::grant {
namespace {

constexpr std::size_t kLongestReplayKey = 255;

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", printable(text)); }

Verdict refuse_syntax(Opening& opening, SyntaxFault fault) {
  opening.fault = std::move(fault);
  return deny(Reason::malformed_assertion);
}

Verdict check_form(Opening& opening) {
  auto jws = jose::split_compact(opening.assertion);
  if (!jws) return refuse_syntax(opening, {"assertion", jose::sentence(jws.error())});
  opening.jws = *std::move(jws);
  return {};
}
Observation observe_form(const Opening& opening) {
  return {fmt::format("{} characters; {}", opening.assertion.size(),
                      opening.fault.sentence.empty() ? "three parts" : opening.fault.sentence),
          "a compact JWS: header, claims and signature in base64url, parted by dots, without "
          "blanks or line breaks"};
}

Verdict check_header(Opening& opening) {
  auto header = read_header(opening.jws.header);
  if (!header) return refuse_syntax(opening, header.error());
  opening.header = *std::move(header);
  if (opening.header.x5c == Header::X5c::malformed) return deny(Reason::malformed_x5c);
  return {};
}
Observation observe_header(const Opening& opening) {
  std::string saw = opening.fault.member.empty()
                        ? fmt::format("alg {}", jose::word(opening.header.alg))
                        : fmt::format("{} {}", opening.fault.member, opening.fault.sentence);
  if (opening.header.x5c == Header::X5c::malformed)
    saw += ", x5c is not an array of base64 DER certificates";
  return {std::move(saw),
          "alg RS256, RS384 or RS512; kid of printable characters; x5c, if any, an array of "
          "certificates"};
}

Verdict check_claims(Opening& opening) {
  auto claims = read_claims(opening.jws.payload, opening.policy);
  if (!claims) return refuse_syntax(opening, claims.error());
  opening.claims = *std::move(claims);
  return {};
}
Observation observe_claims(const Opening& opening) {
  return {opening.fault.member.empty()
              ? "iss, aud, scope, iat and exp"
              : fmt::format("{} {}", opening.fault.member, opening.fault.sentence),
          "iss, aud, scope, iat and exp of the right types and no unknown claims"};
}

bool gets_tokens(IntegrationType type) {
  switch (type) {
    case IntegrationType::maskinporten:
    case IntegrationType::krr:
    case IntegrationType::eformidling:
      return true;
    case IntegrationType::idporten:
    case IntegrationType::api_klient:
    case IntegrationType::ansattporten:
    case IntegrationType::idporten_saml2:
      return false;
  }
  std::unreachable();
}

/// A seal is its holder's own proof; what `iss` says, nobody asks then.
bool brings_seal(const Opening& opening) {
  return opening.seals != nullptr && opening.header.x5c == Header::X5c::well_formed &&
         !opening.header.kid;
}

Verdict check_client(Opening& opening) {
  opening.client = opening.registry.client(opening.claims.iss);
  if (!opening.client && brings_seal(opening)) return {};
  const bool usable =
      opening.client && opening.client->active && gets_tokens(opening.client->integration_type);
  if (!usable) return deny(Reason::unknown_client);
  return {};
}
Observation observe_client(const Opening& opening) {
  std::string saw = fmt::format("iss {}", quoted(opening.claims.iss));
  if (opening.client && !opening.client->active) saw += ", which is deactivated";
  if (opening.client && !gets_tokens(opening.client->integration_type))
    saw += fmt::format(", a client of type {}", word(opening.client->integration_type));
  if (!opening.client && brings_seal(opening)) saw += ", no client, but a seal in x5c";
  return {std::move(saw), "the client_id of an active Maskinporten client of this environment"};
}

// Which of kid and x5c a client must use follows from whether it has registered keys, whatever the
// grant offers.
Verdict check_key(Opening& opening) {
  if (!opening.client) return {};
  const auto& client = *opening.client;
  const auto& kid = opening.header.kid;
  if (client.keys.empty()) {
    if (kid) return deny(Reason::unknown_kid);
    if (opening.header.x5c != Header::X5c::absent) return {};
    return refuse_syntax(opening, {"header", "must have kid or x5c"});
  }
  if (!kid) return deny(Reason::kid_missing);
  opening.key = client.key(*kid);
  if (opening.key == nullptr) return deny(Reason::unknown_kid);
  if (opening.key->expires <= opening.now) return deny(Reason::expired_key);
  return {};
}
Observation observe_key(const Opening& opening) {
  if (!opening.client) return {"a seal", "a seal needs no registered key"};
  std::vector<std::string> kids;
  for (const auto& key : opening.client->keys) kids.push_back(quoted(key.kid.text()));
  const std::string saw = opening.header.kid ? fmt::format("kid {}", quoted(*opening.header.kid))
                                             : std::string("no kid");
  if (kids.empty())
    return {saw,
            "a client without registered keys signs with its business certificate (x5c, no kid)"};
  if (opening.key != nullptr) {
    return {fmt::format("{}, which expires {}", saw, rfc3339(opening.key->expires)),
            "a key that has not expired"};
  }
  return {saw, fmt::format("the kid of a registered key: {}", join(kids, ", "))};
}

// Two kinds of certificate come here: the one a client without keys signs with, and the one that a
// registered key is locked to, which must still be good although the key is what verifies.
Verdict check_certificate(Opening& opening) {
  const auto& chain = opening.key == nullptr ? opening.header.certificates : opening.key->jwk.x5c;
  if (chain.empty()) return {};
  const pki::CertificateCheck& check = opening.client ? opening.certificates : *opening.seals;
  auto certificate = check.check(chain, opening.now);
  if (!certificate) {
    opening.certificate_fault = certificate.error();
    const bool unreadable =
        opening.key == nullptr && certificate.error() == pki::CertificateFault::unreadable;
    return deny(unreadable ? Reason::malformed_x5c : Reason::untrusted_certificate);
  }
  if (opening.key == nullptr) opening.certificate = *std::move(certificate);
  return {};
}
Observation observe_certificate(const Opening& opening) {
  return {opening.certificate_fault ? std::string(pki::sentence(*opening.certificate_fault))
                                    : std::string("no certificate, or a good one"),
          "a business certificate that is valid, unrevoked and from an issuer trusted here"};
}

// A client that a supplier made for its customer belongs to the customer, and so must the
// certificate.
Verdict check_certificate_owner(Opening& opening) {
  if (!opening.client) return {};
  if (!opening.certificate || opening.certificate->holder == Party(opening.client->org)) return {};
  return deny(Reason::certificate_of_other_org);
}
Observation observe_certificate_owner(const Opening& opening) {
  if (!opening.client) return {"a seal", "a seal speaks for whom it names"};
  return {opening.certificate
              ? fmt::format("a certificate of {}",
                            std::get<OrgNumber>(opening.certificate->holder).digits())
              : std::string("no certificate"),
          fmt::format("one of the client's own organisation, {}", opening.client->org.digits())};
}

Verdict check_signature(Opening& opening) {
  const auto verifies = [&](const jose::VerificationKey& key) {
    return key.verifies(opening.header.alg, opening.jws.signing_input, opening.jws.signature);
  };
  const bool right = opening.certificate ? verifies(opening.certificate->key)
                                         : verifies(*opening.keys.of(opening.key->jwk));
  if (!right) return deny(Reason::bad_signature);
  return {};
}
Observation observe_signature(const Opening& opening) {
  std::string saw = fmt::format("a signature with {}", jose::word(opening.header.alg));
  if (opening.key == nullptr)
    return {std::move(saw), "one that the key in the first certificate of x5c verifies"};
  return {std::move(saw),
          fmt::format("one that the registered key {} verifies{}", quoted(opening.key->kid.text()),
                      opening.key->jwk.alg
                          ? fmt::format(" with its own alg {}", jose::word(*opening.key->jwk.alg))
                          : std::string())};
}

// Top to bottom is the order a request is judged in.
// clang-format off
constexpr Rule<Opening> kOpeningRules[] = {
    {"the assertion is a compact JWS",                  check_form,              observe_form},
    {"the header names an algorithm and a key",         check_header,            observe_header},
    {"the claims are complete and known",               check_claims,            observe_claims},
    {kClientRule,                                       check_client,            observe_client},
    {"the key is registered on the client and not old", check_key,               observe_key},
    {"the certificate is valid and trusted here",       check_certificate,       observe_certificate},
    {"the certificate is the client organisation's",    check_certificate_owner, observe_certificate_owner},
    {"the signature is right",                          check_signature,         observe_signature},
};
// clang-format on

}  // namespace

std::span<const Rule<Opening>> opening_rules() { return kOpeningRules; }

Result<VerifiedGrant, Refusal> VerifiedGrant::verify(Opening& opening) {
  if (auto refusal = first_refusal(opening_rules(), opening))
    return std::unexpected(*std::move(refusal));
  return VerifiedGrant(opening);
}

const ForeignOrganisation* VerifiedGrant::seal_holder() const {
  return client_ ? nullptr : std::get_if<ForeignOrganisation>(&certificate_->holder);
}

IntegrationType VerifiedGrant::integration_type() const {
  return client_ ? client_->integration_type : IntegrationType::maskinporten;
}

std::string VerifiedGrant::client_id() const {
  return client_ ? client_->id.text() : "eidas-" + certificate_->serial;
}

std::string_view VerifiedGrant::client_amr() const {
  return certificate_ ? std::string_view(certificate_->client_amr) : "private_key_jwt";
}

std::string VerifiedGrant::certificate() const {
  return certificate_ ? fmt::format("{} {}", certificate_->serial, certificate_->issuer)
                      : std::string();
}

VerifiedGrant::VerifiedGrant(Opening& opening)
    : claims_(std::move(opening.claims)),
      client_(opening.client),
      kid_(opening.key == nullptr ? "" : opening.key->kid.text()),
      certificate_(opening.certificate) {
  const std::string by_jti = "jti:" + claims_.jti;
  // An empty jti must not become everybody's shared key, and an endless one must not become an
  // endless row.
  replay_key_ =
      claims_.jti.empty() || by_jti.size() > kLongestReplayKey
          ? "sha256:" + base64url(jose::sha256(claims_.jti.empty() ? opening.assertion : by_jti))
          : by_jti;
}

}  // namespace portvakt::grant
