#include "jose/x5c.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "jose/key_hygiene.hpp"
#include "jose/x509.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <utility>

namespace portvakt::jose {
namespace {

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
constexpr std::string_view kWhite = " \t\r\n";

std::optional<PublicJwk> key_of(const X509& certificate) {
  const EVP_PKEY* key = X509_get0_pubkey(&certificate);
  if (key == nullptr) {
    ERR_clear_error();
    return std::nullopt;
  }
  return public_octets(*key);
}

bool carries(const X509& leaf, const PublicJwk& key) {
  const auto found = key_of(leaf);
  return found && found->type == key.type && found->n == key.n && found->e == key.e &&
         found->x == key.x && found->y == key.y;
}

/// The base64 between the armour lines of each certificate; nothing when there is anything else.
std::optional<std::vector<std::string>> armoured(std::string_view pem) {
  std::vector<std::string> certificates;
  while (true) {
    pem.remove_prefix(std::min(pem.find_first_not_of(kWhite), pem.size()));
    if (pem.empty()) return certificates;
    const std::size_t end = pem.find(kEnd);
    if (!pem.starts_with(kBegin) || end == std::string_view::npos) return std::nullopt;
    if (certificates.size() == kMostCertificates) return std::nullopt;
    std::string& joined = certificates.emplace_back();
    for (const std::string_view line : split_white(pem.substr(kBegin.size(), end - kBegin.size())))
      joined += line;
    pem.remove_prefix(end + kEnd.size());
  }
}

}  // namespace

Certificate read_certificate(std::string_view base64_der) {
  const auto der = from_base64(base64_der);
  if (!der || der->size() > kLargestCertificate) return nullptr;
  const unsigned char* at = octets_in(*der);
  Certificate parsed(d2i_X509(nullptr, &at, static_cast<long>(der->size())));
  if (parsed == nullptr) ERR_clear_error();
  if (at != octets_in(*der) + der->size()) return nullptr;
  return parsed;
}

std::optional<KeyFault> x5c_fault(const PublicJwk& key) {
  if (key.x5c.empty() || key.x5c.size() > kMostCertificates) return KeyFault::malformed_certificate;
  const Certificate leaf = read_certificate(key.x5c.front());
  if (leaf == nullptr) return KeyFault::malformed_certificate;
  for (std::size_t i = 1; i < key.x5c.size(); ++i) {
    if (read_certificate(key.x5c[i]) == nullptr) return KeyFault::malformed_certificate;
  }
  if (!carries(*leaf, key)) return KeyFault::certificate_of_other_key;
  return std::nullopt;
}

Result<PublicJwk, KeyFault> parse_certificate_pem(std::string_view pem, const KeyPolicy& policy) {
  if (pem.find("PRIVATE KEY-----") != std::string_view::npos)
    return std::unexpected(KeyFault::private_key);
  auto x5c = armoured(pem);
  if (!x5c || x5c->empty()) return std::unexpected(KeyFault::malformed_certificate);
  const Certificate leaf = read_certificate(x5c->front());
  if (leaf == nullptr) return std::unexpected(KeyFault::malformed_certificate);
  auto key = key_of(*leaf);
  if (!key) return std::unexpected(KeyFault::unknown_key_type);
  key->x5c = *std::move(x5c);
  if (const auto fault = x5c_fault(*key)) return std::unexpected(*fault);
  if (const auto fault = key_fault(*key, policy)) return std::unexpected(*fault);
  return *std::move(key);
}

}  // namespace portvakt::jose
