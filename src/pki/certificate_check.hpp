// Judges the business certificates of grants and of registered keys (docs/protocol.md §7). Knows
// nothing of clients: whose certificate it may be is the grant's question. check() is safe from any
// thread and never waits for disk or network; the lists are one thread's to refresh.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "jose/keys.hpp"
#include "model/party.hpp"
#include "pki/certificate_fault.hpp"
#include "pki/revocation_source.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace portvakt::pki {

/// Whose certificates are accepted: organisations' with a Norwegian number, or anybody's whose
/// seal a trusted authority vouches for (docs/protocol.md §7.6).
enum class Holders { norwegian, foreign };

/// A certificate that was found good, with all that anybody above needs of it.
struct BusinessCertificate {
  Party holder;  ///< of the kind that was asked for
  std::string client_amr;
  std::string serial;  ///< lower-case hexadecimal
  std::string issuer;  ///< RFC 2253
  jose::VerificationKey key;
};
using GoodCertificate = std::shared_ptr<const BusinessCertificate>;

/// Whether a certificate is refused when no current list tells whether it is revoked.
enum class UnknownRevocation { accepted, refused };

struct CertificateOptions {
  Holders holders = Holders::norwegian;
  std::vector<std::string> trust;  ///< as TrustStore::load; empty: nothing is accepted
  std::vector<std::string>
      policies;  ///< as PolicyTable::parse; for seals the QCStatements count instead
  std::vector<std::string> lists;  ///< addresses, and files that somebody else keeps up to date
  std::string cache;               ///< folder for fetched lists; empty: memory only
  UnknownRevocation unknown_revocation = UnknownRevocation::accepted;
  FetchList fetch;
  /// Called from a grant's thread when a good certificate named the address of a list that was not
  /// known before: a reason to refresh soon. Must be quick.
  std::function<void()> on_new_address = [] {};
};

class CertificateCheck {
 public:
  /// The error is a sentence that begins with the option it is about.
  static Result<CertificateCheck, std::string> open(CertificateOptions options);
  ~CertificateCheck();
  CertificateCheck(CertificateCheck&&) noexcept;
  CertificateCheck& operator=(CertificateCheck&&) noexcept;

  /// `x5c`: base64 DER, leaf first; the rest may be missing, in any order, or of no use.
  Result<GoodCertificate, CertificateFault> check(std::span<const std::string> x5c,
                                                  Instant now) const;
  bool trusts_anybody() const;

  void read_local_lists();  ///< files and the cache; quick, no network
  void refresh_lists();     ///< all of them, over the network where needed; blocking
  void stop_refreshing();   ///< lets a running refresh end after the list it is at
  RevocationHealth lists(Instant now) const;

 private:
  struct State;
  explicit CertificateCheck(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace portvakt::pki
