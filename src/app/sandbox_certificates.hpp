// The business certificates of a sandbox: its own test authority, and a certificate of each kind
// for its organisations, all over one RSA key (docs/sandbox.md).
#pragma once

#include "app/config.hpp"
#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "pki/test_authority.hpp"

#include <filesystem>
#include <string>

namespace portvakt::app {

/// The private key of all of them, below the sandbox's directory; made with the clients' keys.
inline constexpr std::string_view kCertificateKeyFile = "pki/organisations.key";

/// Opens or makes the authority in `directory`/pki; the error is a sentence.
Result<pki::TestAuthority, std::string> sandbox_authority(const std::filesystem::path& directory,
                                                          Instant now);
/// What makes a server trust that authority and read its lists from its files.
CertificatesConfig trusting(const pki::TestAuthority& authority);

/// Makes the certificates that are missing, about to end or from another authority, and those that
/// name another address for the revocation list, since that follows the sandbox's port.
Result<void, std::string> ensure_certificates(pki::TestAuthority& authority,
                                              const std::filesystem::path& directory,
                                              const std::string& crl_url, Instant now);

/// `certificates` of sandbox.json.
json::array listed_certificates();

}  // namespace portvakt::app
