// RSA keys from two random primes, as OpenSSL made them before FIPS 186-4.
#pragma once

#include "jose/evp.hpp"

namespace portvakt::jose {

/// `bits` is even. Throws std::runtime_error when OpenSSL fails.
Pkey rsa_from_random_primes(unsigned bits);

}  // namespace portvakt::jose
