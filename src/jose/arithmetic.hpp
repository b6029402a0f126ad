// Arithmetic on secret numbers, for the few places that must know what an RSA key is made of.
// Private to this folder. Everything throws std::runtime_error when OpenSSL fails.
#pragma once

#include "jose/evp.hpp"

namespace portvakt::jose {

/// Throws unless OpenSSL said that it is done.
void must_be_done(int done);
Number secret_number();  ///< 0, to be computed into: wiped when it goes, worked on in constant time

class Arithmetic {
 public:
  Arithmetic();

  Number product(const BIGNUM& a, const BIGNUM& b) const;
  Number product(const BIGNUM& a, const BIGNUM& b, const BIGNUM& modulus) const;
  Number rest(const BIGNUM& a, const BIGNUM& modulus) const;
  Number inverse(const BIGNUM& a, const BIGNUM& modulus) const;
  static Number less_one(const BIGNUM& a);

  BN_CTX& context() const { return *context_; }

 private:
  NumberContext context_;
};

}  // namespace portvakt::jose
