#include "jose/prepared.hpp"

#include <openssl/rsa.h>

#include <utility>

namespace portvakt::jose {

const char* digest_name(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::rs256:
    case Algorithm::ps256:
    case Algorithm::es256:
      return "SHA256";
    case Algorithm::rs384:
      return "SHA384";
    case Algorithm::rs512:
      return "SHA512";
  }
  std::unreachable();
}

KeyType key_type(Algorithm algorithm) {
  return algorithm == Algorithm::es256 ? KeyType::ec_p256 : KeyType::rsa;
}

DigestContext PreparedKey::initialised(Algorithm algorithm) const {
  DigestContext made(EVP_MD_CTX_new());
  if (made == nullptr) throw_openssl("MD_CTX_new");
  EVP_PKEY_CTX* inner = nullptr;  // owned by `made`
  const auto init = operation_ == Operation::sign ? EVP_DigestSignInit_ex : EVP_DigestVerifyInit_ex;
  if (init(made.get(), &inner, digest_name(algorithm), nullptr, nullptr, key_.get(), nullptr) !=
      1) {
    throw_openssl("signature init");
  }
  if (key_type(algorithm) != KeyType::rsa) return made;
  const bool pss = algorithm == Algorithm::ps256;
  if (EVP_PKEY_CTX_set_rsa_padding(inner, pss ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING) != 1) {
    throw_openssl("padding");
  }
  // RFC 7518 section 3.5: the salt is as long as the hash, no other length verifies
  if (pss && EVP_PKEY_CTX_set_rsa_pss_saltlen(inner, RSA_PSS_SALTLEN_DIGEST) != 1) {
    throw_openssl("salt length");
  }
  return made;
}

DigestContext PreparedKey::context(Algorithm algorithm) const {
  Slot& slot = slots_[static_cast<std::size_t>(algorithm)];
  std::call_once(slot.made, [&] { slot.original = initialised(algorithm); });
  DigestContext copy(EVP_MD_CTX_new());
  if (copy == nullptr || EVP_MD_CTX_copy_ex(copy.get(), slot.original.get()) != 1) {
    throw_openssl("context copy");
  }
  return copy;
}

}  // namespace portvakt::jose
