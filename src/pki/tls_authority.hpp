// A certificate authority of one's own for a sandbox's TLS listener: a P-256 CA and a server
// certificate for this machine, kept as PEM files in a directory. OpenSSL's X509 stays behind it.
// Call it from one thread at a time.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <chrono>
#include <filesystem>
#include <string>

namespace portvakt::pki {

struct TlsAuthority {
  std::filesystem::path ca_certificate;     ///< `ca.pem`, what clients are told to trust
  std::filesystem::path certificate_chain;  ///< `tls.pem`, leaf first, then the CA
  std::filesystem::path private_key;        ///< `tls.key`, mode 0600
  Instant leaf_expires;
  bool renewed = false;  ///< the files are new: a running listener must load them again
};

constexpr std::chrono::days kAuthorityLifetime{3652};
/// The most that browsers and platform verifiers accept of a server certificate.
constexpr std::chrono::days kServerLifetime{397};
constexpr std::chrono::days kRenewBefore{30};

/// Makes what is missing in `directory`, and a new server certificate when the present one has less
/// than kRenewBefore left or was not made by this CA. The CA itself is made once, so that those who
/// trust it may go on doing so; when it nears its own end both are made anew. The error is a
/// sentence; throws std::runtime_error when OpenSSL breaks.
Result<TlsAuthority, std::string> ensure_tls_authority(const std::filesystem::path& directory,
                                                       Instant now);

}  // namespace portvakt::pki
