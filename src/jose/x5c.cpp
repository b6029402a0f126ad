#include "jose/x5c.hpp"

#include "base/base64.hpp"
#include "jose/evp.hpp"

#include <openssl/err.h>
#include <openssl/x509.h>

namespace portvakt::jose {
namespace {

constexpr std::size_t kMostCertificates = 4;
constexpr std::size_t kLargestCertificate = 6 * 1024;

using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

Certificate certificate(std::string_view base64_der) {
  const auto der = from_base64(base64_der);
  if (!der || der->size() > kLargestCertificate) return nullptr;
  const unsigned char* at = octets_in(*der);
  Certificate parsed(d2i_X509(nullptr, &at, static_cast<long>(der->size())));
  if (parsed == nullptr) ERR_clear_error();
  if (at != octets_in(*der) + der->size()) return nullptr;
  return parsed;
}

bool carries(const X509& leaf, const PublicJwk& key) {
  const EVP_PKEY* leaf_key = X509_get0_pubkey(&leaf);
  if (leaf_key == nullptr) {
    ERR_clear_error();
    return false;
  }
  const auto found = public_octets(*leaf_key);
  return found && found->type == key.type && found->n == key.n && found->e == key.e &&
         found->x == key.x && found->y == key.y;
}

}  // namespace

std::optional<KeyFault> x5c_fault(const PublicJwk& key) {
  if (key.x5c.empty() || key.x5c.size() > kMostCertificates) return KeyFault::malformed_certificate;
  const Certificate leaf = certificate(key.x5c.front());
  if (leaf == nullptr) return KeyFault::malformed_certificate;
  for (std::size_t i = 1; i < key.x5c.size(); ++i) {
    if (certificate(key.x5c[i]) == nullptr) return KeyFault::malformed_certificate;
  }
  if (!carries(*leaf, key)) return KeyFault::certificate_of_other_key;
  return std::nullopt;
}

}  // namespace portvakt::jose
