// Whether the parts of a private key belong together. An RSA key of mixed parts would sign wrongly,
// or leak a factor in a wrong signature (Boneh, DeMillo, Lipton); OpenSSL's own check proves both
// primes again, which costs a start tens of milliseconds a key.
#pragma once

#include "jose/evp.hpp"

namespace portvakt::jose {

/// RFC 8017 section 3.2 for RSA, that the public point is d·G for P-256. Takes the primes for
/// prime.
bool belongs_together(EVP_PKEY& key);

}  // namespace portvakt::jose
