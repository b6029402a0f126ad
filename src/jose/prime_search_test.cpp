// Random primes: what they are, and that the test for them can say no.
#include "jose/prime_search.hpp"

#include <gtest/gtest.h>

#include <string>

namespace portvakt::jose {
namespace {

Number number(const char* decimal) {
  BIGNUM* parsed = nullptr;
  BN_dec2bn(&parsed, decimal);
  return Number(parsed);
}

TEST(RandomPrime, IsAPrimeOfThatLengthThatSuitsTheExponent) {
  for (const unsigned bits : {512U, 768U, 1024U}) {
    const Number prime = random_prime(bits);
    EXPECT_EQ(BN_check_prime(prime.get(), nullptr, nullptr), 1) << bits;
    EXPECT_EQ(BN_num_bits(prime.get()), static_cast<int>(bits));
    EXPECT_EQ(BN_is_bit_set(prime.get(), static_cast<int>(bits) - 2), 1);
    EXPECT_NE(BN_mod_word(prime.get(), 65537), 1U);
  }
}

TEST(RandomPrime, IsAnotherOneEachTime) {
  EXPECT_NE(BN_cmp(random_prime(512).get(), random_prime(512).get()), 0);
}

TEST(IsProbablyPrime, KnowsPrimes) {
  for (const char* prime : {"5", "7", "65537", "2147483647", "18446744073709551557",
                            "170141183460469231731687303715884105727"}) {
    EXPECT_TRUE(is_probably_prime(*number(prime), 20)) << prime;
  }
}

TEST(IsProbablyPrime, KnowsComposites) {
  // Carmichael numbers, strong pseudoprimes to the first bases, a square and a product of primes.
  for (const char* composite :
       {"9", "561", "1105", "3215031751", "341550071728321", "3825123056546413051",
        "4611686014132420609", "100433627766186892221372630609062766858404681029709092356097"}) {
    EXPECT_FALSE(is_probably_prime(*number(composite), 40)) << composite;
  }
}

}  // namespace
}  // namespace portvakt::jose
