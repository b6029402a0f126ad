#include "jose/keys.hpp"

#include "base/base64.hpp"
#include "jose/ecdsa.hpp"
#include "jose/prepared.hpp"

#include <openssl/err.h>

namespace portvakt::jose {
namespace {

/// Fetched once and kept until the process ends.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (method == nullptr) throw_openssl("SHA256");
  return method;
}

}  // namespace

struct VerificationKey::State {
  State(Pkey from, const PublicJwk& jwk)
      : key(std::move(from), PreparedKey::Operation::verify),
        type(jwk.type),
        alg(jwk.alg),
        signature_size(jwk.type == KeyType::rsa ? jwk.n.size() : kEs256Size) {}
  PreparedKey key;
  KeyType type;
  std::optional<Algorithm> alg;
  std::size_t signature_size;
};

VerificationKey::VerificationKey(const PublicJwk& jwk) {
  Pkey key = public_pkey(jwk);
  if (key == nullptr) throw_openssl("a parsed key was refused");
  state_ = std::make_unique<State>(std::move(key), jwk);
}
VerificationKey::~VerificationKey() = default;
VerificationKey::VerificationKey(VerificationKey&&) noexcept = default;
VerificationKey& VerificationKey::operator=(VerificationKey&&) noexcept = default;

bool VerificationKey::verifies(Algorithm algorithm, std::string_view input,
                               std::string_view signature) const {
  if (key_type(algorithm) != state_->type) return false;
  if (state_->alg.value_or(algorithm) != algorithm) return false;
  if (signature.size() != state_->signature_size) return false;
  std::string der;
  if (algorithm == Algorithm::es256) {
    der = der_of(signature);
    signature = der;
  }
  const DigestContext context = state_->key.context(algorithm);
  const bool right = EVP_DigestVerify(context.get(), octets_in(signature), signature.size(),
                                      octets_in(input), input.size()) == 1;
  if (!right) ERR_clear_error();
  return right;
}

std::string sign_compact(const SigningKey& key, Algorithm algorithm, std::string_view header,
                         std::string_view payload) {
  std::string jws = base64url(header) + '.' + base64url(payload);
  const std::string signature = key.sign(algorithm, jws);
  return jws += '.' + base64url(signature);
}

std::string sha256(std::string_view text) {
  std::string digest(32, '\0');
  if (EVP_Digest(text.data(), text.size(), octets_out(digest), nullptr, sha256_method(), nullptr) !=
      1) {
    throw_openssl("SHA256");
  }
  return digest;
}

}  // namespace portvakt::jose
