// The `x5c` of a JWK or a JWS header (RFC 7517 section 4.7, RFC 7515 section 4.1.6): shape and key
// only. Whether a certificate is to be trusted is pki's question.
#pragma once

#include "jose/jwk.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace portvakt::jose {

// Bounds on what a stranger can make us parse (docs/protocol.md §2.2).
constexpr std::size_t kMostCertificates = 4;
constexpr std::size_t kLargestCertificate = 6 * 1024;  ///< octets of DER

/// One to four certificates of at most 6 KiB whose first carries this very key.
std::optional<KeyFault> x5c_fault(const PublicJwk& key);

/// One to four PEM certificates, the leaf first: its key, with the hygiene of parse_jwk and the
/// certificates as `x5c`.
Result<PublicJwk, KeyFault> parse_certificate_pem(std::string_view pem,
                                                  const KeyPolicy& policy = {});

}  // namespace portvakt::jose
