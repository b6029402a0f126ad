#include "jose/key_hygiene.hpp"

#include "jose/evp.hpp"
#include "jose/keys.hpp"

#include <gtest/gtest.h>

namespace portvakt::jose {
namespace {

const std::string kUsual("\x01\x00\x01", 3);

Number prime_of(int bits) {
  Number made(BN_new());
  EXPECT_EQ(BN_generate_prime_ex(made.get(), bits, 0, nullptr, nullptr, nullptr), 1);
  return made;
}
Number product(const BIGNUM& a, const BIGNUM& b) {
  const NumberContext context(BN_CTX_new());
  Number made(BN_new());
  EXPECT_EQ(BN_mul(made.get(), &a, &b, context.get()), 1);
  return made;
}
std::optional<KeyFault> fault_of(const BIGNUM& n, const KeyPolicy& policy = {}) {
  PublicJwk key;
  key.n = octets(n);
  key.e = kUsual;
  return key_fault(key, policy);
}

const PublicJwk& rsa_jwk() {
  static const PublicJwk jwk = SigningKey::generate().public_jwk();
  return jwk;
}

TEST(KeyHygiene, LetsOrdinaryKeysPass) {  // of 3072 and 4096 bits: the conformance vectors
  EXPECT_EQ(key_fault(rsa_jwk(), {}), std::nullopt);
  EXPECT_EQ(key_fault(SigningKey::generate({KeyType::ec_p256}).public_jwk(), {}), std::nullopt);
}

//= keys.quality
TEST(KeyHygiene, CountsTheBitsOfTheModulus) {
  Number n(BN_new());
  BN_one(n.get());
  const auto with_bits = [&](int bits) {
    BN_zero(n.get());
    BN_set_bit(n.get(), bits - 1);
    return fault_of(*n);  // a power of two, so what is refused next is the factor 2
  };
  EXPECT_EQ(with_bits(1024), KeyFault::modulus_too_short);
  EXPECT_EQ(with_bits(2047), KeyFault::modulus_too_short);
  EXPECT_EQ(with_bits(2048), KeyFault::small_factor);
  EXPECT_EQ(with_bits(4096), KeyFault::small_factor);
  EXPECT_EQ(with_bits(4097), KeyFault::modulus_too_long);
  EXPECT_EQ(with_bits(16384), KeyFault::modulus_too_long);
}

TEST(KeyHygiene, TakesOtherOddExponentsOnlyWhereThePolicyDoes) {
  PublicJwk key = rsa_jwk();
  const KeyPolicy lax{.any_odd_exponent = true};
  struct Row {
    std::string e;
    bool allowed;
  };
  const Row rows[] = {{"\x03", true},
                      {"\x11", true},
                      {kUsual, true},
                      {"\xff\xff\xff\xff", true},
                      {"\x01", false},
                      {"\x02", false},
                      {"", false},
                      {std::string("\x01\x00\x00", 3), false},
                      {std::string("\x01\x00\x00\x00\x01", 5), false}};
  for (const auto& [e, allowed] : rows) {
    key.e = e;
    EXPECT_EQ(key_fault(key, lax), allowed ? std::nullopt : std::optional(KeyFault::bad_exponent));
    EXPECT_EQ(key_fault(key, {}),
              e == kUsual ? std::nullopt : std::optional(KeyFault::bad_exponent));
  }
}

//= keys.weak
TEST(KeyHygiene, FindsFactorsBelowAThousand) {
  for (const BN_ULONG small : {2U, 3U, 5U, 167U, 983U, 991U, 997U}) {
    const Number n(
        BN_bin2bn(octets_in(rsa_jwk().n), static_cast<int>(rsa_jwk().n.size()), nullptr));
    ASSERT_EQ(BN_mul_word(n.get(), small), 1);
    EXPECT_EQ(fault_of(*n), KeyFault::small_factor) << small;
  }
}

//= keys.weak
TEST(KeyHygiene, FindsPrimesThatAreTooClose) {
  const NumberContext context(BN_CTX_new());
  Number p(BN_new());
  do {  // both high bits set, so that the square has 2048
    p = prime_of(1024);
  } while (BN_is_bit_set(p.get(), 1022) == 0);
  EXPECT_EQ(fault_of(*product(*p, *p)), KeyFault::close_primes);

  const Number q(BN_dup(
      p.get()));  // the next prime is some hundreds away, the one after 2^500 far beyond 110 rounds
  do {
    BN_add_word(q.get(), 2);
  } while (BN_check_prime(q.get(), context.get(), nullptr) != 1);
  EXPECT_EQ(fault_of(*product(*p, *q)), KeyFault::close_primes);

  const Number far(BN_new());
  BN_set_bit(far.get(), 1000);
  BN_add(far.get(), far.get(), p.get());
  do {
    BN_add_word(far.get(), 2);
  } while (BN_check_prime(far.get(), context.get(), nullptr) != 1);
  const Number n = product(*p, *far);
  EXPECT_EQ(fault_of(*n), BN_num_bits(n.get()) >= 2048
                              ? std::nullopt
                              : std::optional(KeyFault::modulus_too_short));
}

/// A modulus with the fingerprint of CVE-2017-15361: a power of 65537 modulo the product of the
/// primes up to 167.
Number roca_modulus() {
  const NumberContext context(BN_CTX_new());
  const Number primorial(BN_new());
  const Number power(BN_new());
  BN_one(primorial.get());
  for (BN_ULONG p = 2; p <= 167; ++p) {
    bool prime = true;
    for (BN_ULONG d = 2; d < p; ++d) prime = prime && p % d != 0;
    if (prime) BN_mul_word(primorial.get(), p);
  }
  const Number base(BN_new());
  const Number exponent(BN_new());
  BN_set_word(base.get(), 65537);
  BN_set_word(exponent.get(), 123'457);
  BN_mod_exp(power.get(), base.get(), exponent.get(), primorial.get(), context.get());
  Number n(BN_new());
  BN_set_bit(n.get(), 2047);
  BN_div(n.get(), nullptr, n.get(), primorial.get(), context.get());
  BN_add_word(n.get(), 1);
  BN_mul(n.get(), n.get(), primorial.get(), context.get());
  BN_add(n.get(), n.get(), power.get());
  while (fault_of(*n) == KeyFault::small_factor) BN_add(n.get(), n.get(), primorial.get());
  return n;
}

//= keys.weak
TEST(KeyHygiene, KnowsTheRocaFingerprint) { EXPECT_EQ(fault_of(*roca_modulus()), KeyFault::roca); }

}  // namespace
}  // namespace portvakt::jose
