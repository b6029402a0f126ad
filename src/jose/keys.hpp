// Keys that can verify and sign: OpenSSL 3 through EVP only, algorithms fetched once per process,
// keys parsed once. OpenSSL stops here. All of it is safe from any thread; a key object is
// immutable.
#pragma once

#include "base/result.hpp"
#include "jose/algorithm.hpp"
#include "jose/jwk.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace portvakt::jose {

/// A public key ready to verify.
class VerificationKey {
 public:
  /// The octets come from parse_jwk, so only a broken OpenSSL can fail here (throws
  /// std::runtime_error).
  explicit VerificationKey(const PublicJwk& jwk);
  ~VerificationKey();
  VerificationKey(VerificationKey&&) noexcept;
  VerificationKey& operator=(VerificationKey&&) noexcept;

  /// Whether `signature` over `input` is right. False too when `algorithm` is not one of the key's
  /// type or not the key's own `alg` (RFC 8725 section 3.1), or the signature has the wrong length.
  /// ES256 is r||s (RFC 7518 3.4).
  bool verifies(Algorithm algorithm, std::string_view input, std::string_view signature) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// How the primes of an RSA key are found. `provable_strength` takes the search of FIPS 186-4 with
/// its auxiliary primes; `random` is a third of its time and good enough for keys of a sandbox.
enum class Primes { provable_strength, random };

struct KeyShape {
  KeyType type = KeyType::rsa;
  unsigned bits = 2048;  ///< of an RSA modulus, 2048 to 4096
  Primes primes = Primes::provable_strength;
};

/// What a passphrase can be guessed from. Stretching makes each guess dear; at 256 random bits
/// there is nothing to guess, so it would only cost time at every start.
enum class Passphrases { of_people, random };

/// A private key ready to sign.
class SigningKey {
 public:
  using Shape = KeyShape;
  static SigningKey generate(Shape shape = {});
  /// PKCS#8, encrypted or not; the error is a sentence without secrets ("wrong passphrase", "not a
  /// private key", …).
  static Result<SigningKey, std::string> from_pem(std::string_view pem,
                                                  std::string_view passphrase = {});
  /// A private JWK (RSA with all CRT members, or P-256 with `d`).
  static Result<SigningKey, std::string> from_jwk(const json::object& object);
  ~SigningKey();
  SigningKey(SigningKey&&) noexcept;
  SigningKey& operator=(SigningKey&&) noexcept;

  const PublicJwk& public_jwk() const;  ///< `use` sig, no `alg`, no `kid`
  /// PKCS#8, AES-256-CBC with PBKDF2; plain when passphrase is empty.
  std::string pem(std::string_view passphrase, Passphrases kind = Passphrases::of_people) const;
  json::object private_jwk() const;  ///< all members (RFC 7518 section 6.3.2 / 6.2.2)
  /// The signature octets over `input`; throws std::runtime_error when OpenSSL fails or the type
  /// does not fit.
  std::string sign(Algorithm algorithm, std::string_view input) const;
  Algorithm default_algorithm() const;  ///< rs256 or es256

 private:
  struct State;
  explicit SigningKey(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// `header` and `payload` are JSON texts; returns the compact serialisation.
std::string sign_compact(const SigningKey& key, Algorithm algorithm, std::string_view header,
                         std::string_view payload);

std::string sha256(std::string_view octets);  ///< 32 octets

}  // namespace portvakt::jose
