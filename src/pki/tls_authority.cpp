#include "pki/tls_authority.hpp"

#include "pki/issuing.hpp"

#include <openssl/err.h>

namespace portvakt::pki {
namespace {

namespace fs = std::filesystem;

// RFC 5280 section 4.2.1. The subject key identifier comes first: the authority key identifier
// copies the issuer's.
std::vector<Extension> authority_extensions() {
  return {{NID_subject_key_identifier, "hash"},
          {NID_authority_key_identifier, "keyid:always"},
          {NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
          {NID_key_usage, "critical,keyCertSign,cRLSign"}};
}
std::vector<Extension> server_extensions() {
  return {{NID_subject_key_identifier, "hash"},
          {NID_authority_key_identifier, "keyid:always"},
          {NID_basic_constraints, "critical,CA:FALSE"},
          {NID_key_usage, "critical,digitalSignature"},
          {NID_ext_key_usage, "serverAuth"},
          {NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1"}};
}

/// An hour's grace at the front for clocks that are behind.
CertificateDraft draft(const char* common_name, EVP_PKEY& key, Instant now,
                       std::chrono::days lifetime, std::vector<Extension> extensions) {
  const Instant from = now - std::chrono::hours{1};
  return {.subject = {{"CN", common_name}},
          .key = key,
          .from = from,
          .to = from + lifetime - seconds{1},
          .extensions = std::move(extensions)};
}

Pair new_authority(Instant now) {
  jose::Pkey key = new_ec_key();
  Certificate ca = issue_root(
      draft("Portvakt sandbox CA", *key, now, kAuthorityLifetime, authority_extensions()));
  return {std::move(ca), std::move(key)};
}

Pair new_server(const Pair& authority, Instant now) {
  jose::Pkey key = new_ec_key();
  Certificate leaf =
      issue(draft("localhost", *key, now, kServerLifetime, server_extensions()), authority);
  return {std::move(leaf), std::move(key)};
}

bool made_by(const Pair& leaf, const Pair& authority) {
  const bool right = X509_verify(leaf.certificate.get(), authority.key.get()) == 1;
  ERR_clear_error();
  return right;
}

}  // namespace

Result<TlsAuthority, std::string> ensure_tls_authority(const fs::path& directory, Instant now) {
  TlsAuthority files{directory / "ca.pem", directory / "tls.pem", directory / "tls.key", now};
  const fs::path ca_key = directory / "ca.key";

  Pair authority = read_pair(files.ca_certificate, ca_key);
  // a leaf must not outlive its issuer
  if (!authority.certificate || valid_until(*authority.certificate) <= now + kServerLifetime) {
    authority = new_authority(now);
    auto written = write_pair(authority, pem(*authority.certificate), files.ca_certificate, ca_key);
    if (!written) return std::unexpected(written.error());
  }

  Pair leaf = read_pair(files.certificate_chain, files.private_key);
  files.renewed = !leaf.certificate || valid_until(*leaf.certificate) <= now + kRenewBefore ||
                  !made_by(leaf, authority);
  if (files.renewed) {
    leaf = new_server(authority, now);
    const std::string chain = pem(*leaf.certificate) + pem(*authority.certificate);
    auto written = write_pair(leaf, chain, files.certificate_chain, files.private_key);
    if (!written) return std::unexpected(written.error());
  }
  // the last second it is valid in
  files.leaf_expires = valid_until(*leaf.certificate) - seconds{1};
  return files;
}

}  // namespace portvakt::pki
