// Owners for OpenSSL's objects and the few EVP steps that several files share. For the folders that
// are walls around OpenSSL (this one and pki); nothing above them includes it.
#pragma once

#include "jose/jwk.hpp"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::jose {

template <auto release>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};
using Pkey = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using NumberContext = std::unique_ptr<BN_CTX, Freed<BN_CTX_free>>;
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;

/// Throws std::runtime_error with OpenSSL's reason, which names functions and never values.
[[noreturn]] void throw_openssl(const char* what);

inline const unsigned char* octets_in(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* octets_out(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

std::string octets(const BIGNUM& number);  ///< big-endian, no leading zeros
std::string octets_padded(const BIGNUM& number, std::size_t size);
Number number_parameter(const EVP_PKEY& key, const char* name);  ///< null when the key has none

/// Collects the parts of a key for EVP_PKEY_fromdata; wipes them when it goes.
class KeyBuilder {
 public:
  KeyBuilder();
  KeyBuilder& number(const char* name, std::string_view big_endian);
  KeyBuilder& text(const char* name, const char* value);
  KeyBuilder& octets(const char* name, std::string_view value);
  /// `selection` as EVP_PKEY_PUBLIC_KEY or EVP_PKEY_KEYPAIR; null when OpenSSL refuses the parts.
  Pkey build(const char* type, int selection);

 private:
  std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>> builder_;
  std::vector<Number> numbers_;  // the builder keeps pointers until build()
  std::vector<std::unique_ptr<std::string>> octets_;
};

/// An uncompressed point (SEC 1 section 2.3.3), as OpenSSL wants P-256 keys.
std::string point_octets(const PublicJwk& key);
/// The OpenSSL form of a public key; null when OpenSSL refuses it, as for a point that is not on
/// the curve.
Pkey public_pkey(const PublicJwk& key);
/// Type and octets of an RSA or P-256 key, nothing for any other.
std::optional<PublicJwk> public_octets(const EVP_PKEY& key);

}  // namespace portvakt::jose
