#include "jose/consistency.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <initializer_list>

namespace portvakt::jose {
namespace {

/// Answers no from the first step on that does not hold; a number OpenSSL has no room for answers
/// no as well.
class Arithmetic {
 public:
  Arithmetic() : context_(BN_CTX_secure_new()) {
    if (context_ == nullptr) throw_openssl("BN_CTX_new");
  }

  static Number less_one(const BIGNUM& a) {
    Number out(BN_dup(&a));
    if (out == nullptr || BN_sub_word(out.get(), 1) != 1) throw_openssl("BN_sub_word");
    BN_set_flags(out.get(), BN_FLG_CONSTTIME);
    return out;
  }
  bool is_product(const BIGNUM& n, const BIGNUM& a, const BIGNUM& b) const {
    const Number found(BN_secure_new());
    return BN_mul(found.get(), &a, &b, context_.get()) == 1 && BN_cmp(found.get(), &n) == 0;
  }
  /// rest = a mod m
  bool is_rest(const BIGNUM& rest, const BIGNUM& a, const BIGNUM& m) const {
    const Number found(BN_secure_new());
    return BN_mod(found.get(), &a, &m, context_.get()) == 1 && BN_cmp(found.get(), &rest) == 0;
  }
  /// a·b = 1 (mod m)
  bool are_inverse(const BIGNUM& a, const BIGNUM& b, const BIGNUM& m) const {
    const Number found(BN_secure_new());
    return BN_mod_mul(found.get(), &a, &b, &m, context_.get()) == 1 && BN_is_one(found.get());
  }

 private:
  NumberContext context_;
};

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
  return arithmetic.is_product(*n, *p, *q) && arithmetic.is_rest(*dp, *d, *p1) &&
         arithmetic.is_rest(*dq, *d, *q1) && arithmetic.are_inverse(*e, *dp, *p1) &&
         arithmetic.are_inverse(*e, *dq, *q1) && arithmetic.are_inverse(*q, *qi, *p);
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
