#include "jose/random_primes.hpp"

#include "jose/prime_search.hpp"

#include <openssl/core_names.h>

#include <utility>

namespace portvakt::jose {
namespace {

constexpr BN_ULONG kExponent = 65537;

/// Numbers that go with a context, and what it takes to fail loudly.
class Arithmetic {
 public:
  Arithmetic() : context_(BN_CTX_secure_new()) {}

  Number product(const BIGNUM& a, const BIGNUM& b) const {
    Number out = fresh();
    require(BN_mul(out.get(), &a, &b, context_.get()));
    return out;
  }
  static Number less_one(const BIGNUM& a) {
    Number out = fresh();
    require(BN_copy(out.get(), &a) != nullptr && BN_sub_word(out.get(), 1) == 1);
    return out;
  }
  Number rest(const BIGNUM& a, const BIGNUM& m) const {
    Number out = fresh();
    require(BN_mod(out.get(), &a, &m, context_.get()));
    return out;
  }
  Number inverse(const BIGNUM& a, const BIGNUM& m) const {
    Number out = fresh();
    require(BN_mod_inverse(out.get(), &a, &m, context_.get()) != nullptr);
    return out;
  }
  static Number exponent() {
    Number out = fresh();
    require(BN_set_word(out.get(), kExponent));
    return out;
  }

 private:
  static void require(int done) {
    if (done != 1) throw_openssl("RSA arithmetic");
  }
  static Number fresh() {
    Number out(BN_secure_new());
    if (out == nullptr) throw_openssl("BN_secure_new");
    BN_set_flags(out.get(), BN_FLG_CONSTTIME);
    return out;
  }
  NumberContext context_;
};

}  // namespace

// RFC 8017 section 3.2, with two primes.
Pkey rsa_from_random_primes(unsigned bits) {
  const Arithmetic arithmetic;
  const Number e = Arithmetic::exponent();
  Number p = random_prime(bits / 2);
  Number q = random_prime(bits / 2);
  if (BN_cmp(p.get(), q.get()) < 0) std::swap(p, q);
  const Number p1 = Arithmetic::less_one(*p);
  const Number q1 = Arithmetic::less_one(*q);
  const Number d = arithmetic.inverse(*e, *arithmetic.product(*p1, *q1));
  KeyBuilder builder;
  builder.number(OSSL_PKEY_PARAM_RSA_N, octets(*arithmetic.product(*p, *q)))
      .number(OSSL_PKEY_PARAM_RSA_E, octets(*e))
      .number(OSSL_PKEY_PARAM_RSA_D, octets(*d))
      .number(OSSL_PKEY_PARAM_RSA_FACTOR1, octets(*p))
      .number(OSSL_PKEY_PARAM_RSA_FACTOR2, octets(*q))
      .number(OSSL_PKEY_PARAM_RSA_EXPONENT1, octets(*arithmetic.rest(*d, *p1)))
      .number(OSSL_PKEY_PARAM_RSA_EXPONENT2, octets(*arithmetic.rest(*d, *q1)))
      .number(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, octets(*arithmetic.inverse(*q, *p)));
  Pkey made = builder.build("RSA", EVP_PKEY_KEYPAIR);
  if (made == nullptr) throw_openssl("RSA key");
  return made;
}

}  // namespace portvakt::jose
