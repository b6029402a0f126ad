#include "jose/random_primes.hpp"

#include "jose/arithmetic.hpp"
#include "jose/prime_search.hpp"

#include <openssl/core_names.h>

#include <utility>

namespace portvakt::jose {
namespace {

Number exponent() {
  Number out = secret_number();
  must_be_done(BN_set_word(out.get(), kRsaExponent));
  return out;
}

}  // namespace

// RFC 8017 section 3.2, with two primes.
Pkey rsa_from_random_primes(unsigned bits) {
  const Arithmetic arithmetic;
  const Number e = exponent();
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
