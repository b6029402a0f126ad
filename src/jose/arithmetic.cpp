#include "jose/arithmetic.hpp"

namespace portvakt::jose {

void must_be_done(int done) {
  if (done != 1) throw_openssl("number arithmetic");
}

Number secret_number() {
  Number out(BN_secure_new());
  if (out == nullptr) throw_openssl("BN_secure_new");
  BN_set_flags(out.get(), BN_FLG_CONSTTIME);
  return out;
}

Arithmetic::Arithmetic() : context_(BN_CTX_secure_new()) {
  if (context_ == nullptr) throw_openssl("BN_CTX_new");
}

Number Arithmetic::product(const BIGNUM& a, const BIGNUM& b) const {
  Number out = secret_number();
  must_be_done(BN_mul(out.get(), &a, &b, context_.get()));
  return out;
}

Number Arithmetic::product(const BIGNUM& a, const BIGNUM& b, const BIGNUM& modulus) const {
  Number out = secret_number();
  must_be_done(BN_mod_mul(out.get(), &a, &b, &modulus, context_.get()));
  return out;
}

Number Arithmetic::rest(const BIGNUM& a, const BIGNUM& modulus) const {
  Number out = secret_number();
  must_be_done(BN_mod(out.get(), &a, &modulus, context_.get()));
  return out;
}

Number Arithmetic::inverse(const BIGNUM& a, const BIGNUM& modulus) const {
  Number out = secret_number();
  must_be_done(BN_mod_inverse(out.get(), &a, &modulus, context_.get()) != nullptr);
  return out;
}

Number Arithmetic::less_one(const BIGNUM& a) {
  Number out = secret_number();
  must_be_done(BN_copy(out.get(), &a) != nullptr && BN_sub_word(out.get(), 1) == 1);
  return out;
}

}  // namespace portvakt::jose
