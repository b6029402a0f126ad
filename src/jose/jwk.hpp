// Public keys as JSON (RFC 7517, RFC 7518 section 6): parse, serialise, thumbprint. No private
// member is ever kept.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "jose/algorithm.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::jose {

/// Why a JWK, a PEM or a key inside it was refused. Each has a sentence in `sentence`.
enum class KeyFault {
  not_json,
  not_an_object,
  private_key,
  unknown_key_type,
  missing_member,
  malformed_member,
  wrong_use,
  wrong_key_ops,
  unknown_algorithm,
  algorithm_of_other_key_type,
  modulus_too_short,
  modulus_too_long,
  bad_exponent,
  small_factor,
  roca,
  close_primes,
  not_on_curve,
  malformed_certificate,
  certificate_of_other_key,
  malformed_pem,
};
std::string_view sentence(KeyFault);  ///< English, says what was wrong and what was expected
std::string_view member_name(
    KeyFault);  ///< the JWK member it is about (`n`, `e`, `use`, …), or empty

enum class KeyType { rsa, ec_p256 };

/// A public key's octets, not yet an OpenSSL object: registries hold a million of them.
struct PublicJwk {
  KeyType type = KeyType::rsa;
  std::string n, e;  ///< RSA: big-endian octets without leading zeros
  std::string x, y;  ///< P-256: 32 octets each
  std::optional<Algorithm> alg;
  std::string use;               ///< `sig` or empty
  std::string kid;               ///< empty: absent; its grammar is the caller's business
  std::vector<std::string> x5c;  ///< base64 DER as received, leaf first

  bool operator==(const PublicJwk&) const = default;
};

struct KeyPolicy {
  unsigned smallest_modulus = 2048;  ///< bits
  unsigned largest_modulus = 4096;
  bool any_odd_exponent = false;  ///< else 65537 only
};

/// RFC 7517 with key hygiene: size, exponent, small factors, ROCA fingerprint, close primes
/// (Fermat), point on curve, `use` = `sig` where present, `key_ops` with `verify` where present,
/// `alg` of the key's type, no private member. Unknown members are ignored (RFC 7517 section 4).
Result<PublicJwk, KeyFault> parse_jwk(const json::object& object, const KeyPolicy& policy = {});
/// Shapes only, none of the arithmetic and no look into `x5c`: for keys that passed parse_jwk
/// before (SQL), since a registry reads a million of them when it starts. Never for what a stranger
/// sends.
Result<PublicJwk, KeyFault> reread_jwk(const json::object& object);
/// A PEM `PUBLIC KEY` (SubjectPublicKeyInfo) or `RSA PUBLIC KEY`, with the same hygiene. Anything
/// private is refused.
Result<PublicJwk, KeyFault> parse_public_pem(std::string_view pem, const KeyPolicy& policy = {});

/// Members in the order kty, use, kid, alg, n, e / crv, x, y, x5c; absent ones left out.
json::object to_json(const PublicJwk& key);
std::string thumbprint(const PublicJwk& key);  ///< RFC 7638 with SHA-256, base64url, 43 characters

}  // namespace portvakt::jose
