// Random primes for RSA keys, found faster than OpenSSL finds them: it tests a candidate with 64
// rounds of Miller-Rabin, for numbers that an enemy may have chosen, and sieves with 128 primes.
#pragma once

#include "jose/evp.hpp"

namespace portvakt::jose {

constexpr BN_ULONG kRsaExponent = 65537;

/// A prime of exactly `bits` bits, even and at least 512, whose two highest bits are set, so that
/// the product of two has the full length; one less is no multiple of the exponent, so
/// that this has an inverse. Throws std::runtime_error when OpenSSL fails.
Number random_prime(unsigned bits);

/// Miller-Rabin with random bases (FIPS 186-5 section B.3.1) for an odd number above 3. A composite
/// passes a round with a chance of at most one in four; one drawn at random, of a far smaller one.
bool is_probably_prime(const BIGNUM& number, int rounds);

}  // namespace portvakt::jose
