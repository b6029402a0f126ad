// The `x5c` of a JWK (RFC 7517 section 4.7): shape and key only. Whether a certificate is to be
// trusted is pki's question.
#pragma once

#include "jose/jwk.hpp"

#include <optional>

namespace portvakt::jose {

/// One to four certificates of at most 6 KiB whose first carries this very key.
std::optional<KeyFault> x5c_fault(const PublicJwk& key);

}  // namespace portvakt::jose
