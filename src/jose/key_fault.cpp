#include "jose/jwk.hpp"

#include <array>
#include <cstddef>

namespace portvakt::jose {
namespace {

struct Row {
  KeyFault fault;
  std::string_view member, sentence;
};

// Rows follow the enum.
// clang-format off
constexpr std::array<Row, 20> kRows{{
    {KeyFault::not_json, "", "The key is not valid JSON."},
    {KeyFault::not_an_object, "", "A JWK is a JSON object."},
    {KeyFault::private_key, "d", "This is a private key. Send the public part only, and replace the key: it has left its owner."},
    {KeyFault::unknown_key_type, "kty", "The key type is unknown here: RSA, or EC on the curve P-256."},
    {KeyFault::missing_member, "", "The key lacks a member: kty, n and e for RSA, or kty, crv, x and y for EC."},
    {KeyFault::malformed_member, "", "A member has the wrong type, or is not base64url without padding of the right length."},
    {KeyFault::wrong_use, "use", "use must be sig, or absent."},
    {KeyFault::wrong_key_ops, "key_ops", "key_ops must be a list that holds verify, or absent."},
    {KeyFault::unknown_algorithm, "alg", "alg must be RS256, RS384, RS512, PS256 or ES256, or absent."},
    {KeyFault::algorithm_of_other_key_type, "alg", "alg belongs to another key type: RS256, RS384, RS512 and PS256 to RSA, ES256 to EC."},
    {KeyFault::modulus_too_short, "n", "The RSA modulus is too short: at least 2048 bits are needed."},
    {KeyFault::modulus_too_long, "n", "The RSA modulus is too long: at most 4096 bits are allowed."},
    {KeyFault::bad_exponent, "e", "The RSA exponent must be 65537 (AQAB)."},
    {KeyFault::small_factor, "n", "The RSA modulus has a small factor, so it is not the product of two large primes."},
    {KeyFault::roca, "n", "The key was made by a faulty generator (ROCA, CVE-2017-15361) and can be broken. Make a new one elsewhere."},
    {KeyFault::close_primes, "n", "The two primes of the key are too close to each other, so it can be broken. Make a new one."},
    {KeyFault::not_on_curve, "x", "x and y are not a point on the curve P-256."},
    {KeyFault::malformed_certificate, "x5c", "x5c must be a list of one to four certificates, each base64 DER of at most 6 KiB, this key's own first."},
    {KeyFault::certificate_of_other_key, "x5c", "The first certificate in x5c belongs to another key."},
    {KeyFault::malformed_pem, "", "The PEM text must be a single PUBLIC KEY or RSA PUBLIC KEY."},
}};
// clang-format on

consteval bool rows_follow_enum() {
  std::size_t i = 0;
  for (const Row& row : kRows) {
    if (static_cast<std::size_t>(row.fault) != i++) return false;
  }
  return static_cast<std::size_t>(KeyFault::malformed_pem) + 1 == kRows.size();
}
static_assert(rows_follow_enum());

}  // namespace

std::string_view sentence(KeyFault fault) {
  return kRows[static_cast<std::size_t>(fault)].sentence;
}
std::string_view member_name(KeyFault fault) {
  return kRows[static_cast<std::size_t>(fault)].member;
}

}  // namespace portvakt::jose
