// From an assertion's text to a VerifiedGrant, the only form of a grant that authorization rules
// accept. It can be made in one place only: where the signature has just been found right.
#pragma once

#include "grant/assertion.hpp"
#include "grant/policy.hpp"
#include "grant/rule.hpp"
#include "grant/verification_keys.hpp"
#include "jose/jws.hpp"
#include "pki/certificate_check.hpp"
#include "registry/registry.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portvakt::grant {

/// What is known before the signature is checked, filled rule by rule. Nothing may be decided from
/// it but who claims to be asking and with which key to check that.
struct Opening {
  std::string_view assertion;
  const registry::Registry& registry;
  const Policy& policy;
  Instant now;
  VerificationKeys& keys;
  const pki::CertificateCheck& certificates;
  const pki::CertificateCheck* seals = nullptr;  ///< foreign organisations'; null: not accepted

  jose::CompactJws jws = {};
  Header header = {};
  Claims claims = {};
  SyntaxFault fault = {};
  std::shared_ptr<const registry::RegisteredClient> client = nullptr;  ///< none behind a seal
  const registry::RegisteredKey* key = nullptr;                        ///< inside *client; or else
  pki::GoodCertificate certificate = nullptr;  ///< the grant's own, found good
  std::optional<pki::CertificateFault> certificate_fault = std::nullopt;
};

/// The rules up to and including the signature, in the order a grant is judged (docs/protocol.md,
/// order of checks).
std::span<const Rule<Opening>> opening_rules();

/// The first rule that knows whose grant it is.
inline constexpr std::string_view kClientRule = "iss is an active client";

class VerifiedGrant {
 public:
  /// Judges `opening` by opening_rules; the signature is the last of them.
  static Result<VerifiedGrant, Refusal> verify(Opening& opening);

  const Claims& claims() const { return claims_; }
  /// Who a seal speaks for (docs/protocol.md §7.6); null for the grant of a registered client.
  const ForeignOrganisation* seal_holder() const;
  /// Of a grant without a seal.
  const registry::RegisteredClient& client() const { return *client_; }
  IntegrationType integration_type() const;
  /// The registered client's, or one that the seal's certificate gives: `eidas-` and its serial
  /// number.
  std::string client_id() const;
  const std::string& kid() const { return kid_; }  ///< empty for a certificate
  /// How the client proved who it is (docs/protocol.md §2.12).
  std::string_view client_amr() const;
  /// The certificate the grant was signed with, for the record: serial number and issuer; empty
  /// for a registered key.
  std::string certificate() const;
  /// What a second use of the same grant shares with the first: its `jti`, or a digest of the
  /// assertion when it has none.
  const std::string& replay_key() const { return replay_key_; }

 private:
  explicit VerifiedGrant(Opening& opening);

  Claims claims_;
  std::shared_ptr<const registry::RegisteredClient> client_;
  std::string kid_;
  pki::GoodCertificate certificate_;
  std::string replay_key_;
};

}  // namespace portvakt::grant
