#include "jose/ecdsa.hpp"
#include "jose/keys.hpp"
#include "jose/prepared.hpp"
#include "jose/private_key.hpp"
#include "jose/random_primes.hpp"

#include <stdexcept>

namespace portvakt::jose {

struct SigningKey::State {
  explicit State(Pkey from) : key(std::move(from), PreparedKey::Operation::sign) {
    auto octets = public_octets(key.key());
    if (!octets) throw_openssl("a private key without its public half");
    jwk = *std::move(octets);
    jwk.use = "sig";
  }
  PreparedKey key;
  PublicJwk jwk;
};

SigningKey::SigningKey(std::unique_ptr<State> state) : state_(std::move(state)) {}
SigningKey::~SigningKey() = default;
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;

SigningKey SigningKey::generate(Shape shape) {
  const KeyPolicy policy;
  const bool rsa = shape.type == KeyType::rsa;
  if (rsa && (shape.bits < policy.smallest_modulus || shape.bits > policy.largest_modulus)) {
    throw std::invalid_argument("an RSA key has 2048 to 4096 bits");
  }
  Pkey key;
  if (!rsa) {
    key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  } else if (shape.primes == Primes::random) {
    key = rsa_from_random_primes(shape.bits);
  } else {
    key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(shape.bits)));
  }
  if (key == nullptr) throw_openssl("keygen");
  return SigningKey(std::make_unique<State>(std::move(key)));
}

Result<SigningKey, std::string> SigningKey::from_pem(std::string_view pem,
                                                     std::string_view passphrase) {
  auto key = private_from_pem(pem, passphrase);
  if (!key) return std::unexpected(std::move(key.error()));
  return SigningKey(std::make_unique<State>(*std::move(key)));
}

Result<SigningKey, std::string> SigningKey::from_jwk(const json::object& object) {
  auto key = private_from_jwk(object);
  if (!key) return std::unexpected(std::move(key.error()));
  return SigningKey(std::make_unique<State>(*std::move(key)));
}

const PublicJwk& SigningKey::public_jwk() const { return state_->jwk; }

std::string SigningKey::pem(std::string_view passphrase, Passphrases kind) const {
  return private_to_pem(state_->key.key(), passphrase, kind);
}

json::object SigningKey::private_jwk() const { return private_to_jwk(state_->key.key()); }

std::string SigningKey::sign(Algorithm algorithm, std::string_view input) const {
  if (key_type(algorithm) != state_->jwk.type) {
    throw std::runtime_error("the algorithm belongs to another key type");
  }
  const DigestContext context = state_->key.context(algorithm);
  std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(&state_->key.key()));
  std::string signature(size, '\0');
  if (EVP_DigestSign(context.get(), octets_out(signature), &size, octets_in(input), input.size()) !=
      1) {
    throw_openssl("sign");
  }
  signature.resize(size);
  return algorithm == Algorithm::es256 ? raw_of(signature) : signature;
}

Algorithm SigningKey::default_algorithm() const {
  return state_->jwk.type == KeyType::rsa ? Algorithm::rs256 : Algorithm::es256;
}

}  // namespace portvakt::jose
