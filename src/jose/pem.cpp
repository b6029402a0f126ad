#include "base/base64.hpp"
#include "base/text.hpp"
#include "jose/evp.hpp"
#include "jose/jwk.hpp"
#include "jose/key_hygiene.hpp"

#include <openssl/err.h>
#include <openssl/x509.h>

namespace portvakt::jose {
namespace {

constexpr std::size_t kLongestPem = 8 * 1024;
constexpr std::size_t kLongestDer = 2 * 1024;  // an RSA-4096 SubjectPublicKeyInfo has 550 octets
constexpr std::string_view kWhite = " \t\r\n";

std::string_view without_white_ends(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kWhite);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhite) - first + 1);
}

/// The DER between one pair of armour lines (RFC 7468, lax about white space); nothing when there
/// is anything else.
std::optional<std::string> armoured(std::string_view pem, std::string_view label) {
  const std::string begin = "-----BEGIN " + std::string(label) + "-----";
  const std::string end = "-----END " + std::string(label) + "-----";
  std::string_view body = without_white_ends(pem);
  if (body.size() < begin.size() + end.size() || !body.starts_with(begin) || !body.ends_with(end)) {
    return std::nullopt;
  }
  body.remove_prefix(begin.size());
  body.remove_suffix(end.size());
  std::string joined;
  for (const std::string_view line : split_white(body)) joined += line;
  auto der = from_base64(joined);
  if (!der || der->size() > kLongestDer) return std::nullopt;
  return der;
}

Pkey decoded(std::string_view pem) {
  const unsigned char* at = nullptr;
  const auto whole = [&at](const std::string& der, auto decode) {
    at = octets_in(der);
    Pkey key(decode(static_cast<long>(der.size())));
    ERR_clear_error();
    return at == octets_in(der) + der.size() ? std::move(key) : nullptr;
  };
  if (const auto der = armoured(pem, "PUBLIC KEY")) {
    return whole(*der, [&at](long size) { return d2i_PUBKEY(nullptr, &at, size); });
  }
  if (const auto der = armoured(pem, "RSA PUBLIC KEY")) {
    return whole(*der,
                 [&at](long size) { return d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, size); });
  }
  return nullptr;
}

}  // namespace

Result<PublicJwk, KeyFault> parse_public_pem(std::string_view pem, const KeyPolicy& policy) {
  if (pem.size() > kLongestPem) return std::unexpected(KeyFault::malformed_pem);
  if (pem.find("PRIVATE KEY-----") != std::string_view::npos) {
    return std::unexpected(KeyFault::private_key);
  }
  const Pkey key = decoded(pem);
  if (key == nullptr) return std::unexpected(KeyFault::malformed_pem);
  auto jwk = public_octets(*key);
  if (!jwk) return std::unexpected(KeyFault::unknown_key_type);
  if (const auto fault = key_fault(*jwk, policy)) return std::unexpected(*fault);
  return *std::move(jwk);
}

}  // namespace portvakt::jose
