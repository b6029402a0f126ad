#include "jose/consistency.hpp"

#include "jose/arithmetic.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>

namespace portvakt::jose {
namespace {

bool are_equal(const Number& a, const Number& b) { return BN_cmp(a.get(), b.get()) == 0; }

bool rsa_belongs_together(const EVP_PKEY& key) {
  const Number n = number_parameter(key, OSSL_PKEY_PARAM_RSA_N);
  const Number e = number_parameter(key, OSSL_PKEY_PARAM_RSA_E);
  const Number d = number_parameter(key, OSSL_PKEY_PARAM_RSA_D);
  const Number p = number_parameter(key, OSSL_PKEY_PARAM_RSA_FACTOR1);
  const Number q = number_parameter(key, OSSL_PKEY_PARAM_RSA_FACTOR2);
  const Number dp = number_parameter(key, OSSL_PKEY_PARAM_RSA_EXPONENT1);
  const Number dq = number_parameter(key, OSSL_PKEY_PARAM_RSA_EXPONENT2);
  const Number qi = number_parameter(key, OSSL_PKEY_PARAM_RSA_COEFFICIENT1);
  for (const Number* part : {&n, &e, &d, &p, &q, &dp, &dq, &qi}) {
    if (*part == nullptr || BN_is_zero(part->get())) return false;
  }
  if (BN_is_one(p.get()) || BN_is_one(q.get()) || BN_cmp(d.get(), n.get()) >= 0) return false;
  const Arithmetic arithmetic;
  const Number p1 = Arithmetic::less_one(*p);
  const Number q1 = Arithmetic::less_one(*q);
  const auto are_inverse = [&](const Number& a, const Number& b, const Number& modulus) {
    return BN_is_one(arithmetic.product(*a, *b, *modulus).get()) == 1;
  };
  return are_equal(n, arithmetic.product(*p, *q)) && are_equal(dp, arithmetic.rest(*d, *p1)) &&
         are_equal(dq, arithmetic.rest(*d, *q1)) && are_inverse(e, dp, p1) &&
         are_inverse(e, dq, q1) && are_inverse(q, qi, p);
}

bool ec_belongs_together(EVP_PKEY& key) {
  const PkeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, &key, nullptr));
  if (context == nullptr) throw_openssl("PKEY_CTX_new");
  return EVP_PKEY_pairwise_check(context.get()) == 1;
}

}  // namespace

bool belongs_together(EVP_PKEY& key) {
  const bool right =
      EVP_PKEY_is_a(&key, "RSA") == 1 ? rsa_belongs_together(key) : ec_belongs_together(key);
  if (!right) ERR_clear_error();
  return right;
}

}  // namespace portvakt::jose
