#include "pki/tls_authority.hpp"

#include "base/files.hpp"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace portvakt::pki {
namespace {

namespace fs = std::filesystem;

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

struct Pair {
  Certificate certificate;
  Key key;
};

struct Extension {
  int nid;
  const char* value;
};

// RFC 5280 section 4.2.1. The subject key identifier comes first: the authority key identifier
// copies the issuer's.
constexpr std::array kAuthorityExtensions{
    Extension{NID_subject_key_identifier, "hash"},
    Extension{NID_authority_key_identifier, "keyid:always"},
    Extension{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
    Extension{NID_key_usage, "critical,keyCertSign,cRLSign"},
};
constexpr std::array kServerExtensions{
    Extension{NID_subject_key_identifier, "hash"},
    Extension{NID_authority_key_identifier, "keyid:always"},
    Extension{NID_basic_constraints, "critical,CA:FALSE"},
    Extension{NID_key_usage, "critical,digitalSignature"},
    Extension{NID_ext_key_usage, "serverAuth"},
    Extension{NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1"},
};

void must_hold(bool condition, std::string_view what) {
  if (!condition) throw std::runtime_error(fmt::format("OpenSSL cannot {}", what));
}

Key new_key() {
  Key key{EVP_EC_gen("P-256")};
  must_hold(key != nullptr, "make a P-256 key");
  return key;
}

void set_serial(X509* certificate) {
  // 159 random bits: positive, never zero in practice, within RFC 5280's 20 octets
  const std::unique_ptr<BIGNUM, Freed<BN_free>> serial{BN_new()};
  must_hold(serial && BN_rand(serial.get(), 159, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
                BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr,
            "make a serial number");
}

void set_name(X509* certificate, const char* common_name) {
  const auto* text = reinterpret_cast<const unsigned char*>(common_name);
  must_hold(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                                       text, -1, -1, 0) == 1,
            "name a certificate");
}

void set_time(ASN1_TIME* field, Instant at) {
  must_hold(ASN1_TIME_set(field, static_cast<time_t>(epoch(at))) != nullptr, "set a time");
}

template <std::size_t N>
void add_extensions(X509* certificate, X509* issuer, const std::array<Extension, N>& extensions) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  for (const Extension& extension : extensions) {
    const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> made{
        X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value)};
    must_hold(made && X509_add_ext(certificate, made.get(), -1) == 1, "add an extension");
  }
}

/// Everything but extensions and signature. An hour's grace at the front for clocks that are
/// behind.
Certificate draft(const char* common_name, EVP_PKEY* key, Instant now, std::chrono::days lifetime) {
  Certificate certificate{X509_new()};
  must_hold(certificate && X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
                X509_set_pubkey(certificate.get(), key) == 1,
            "make a certificate");
  set_serial(certificate.get());
  set_name(certificate.get(), common_name);
  const Instant from = now - std::chrono::hours{1};
  set_time(X509_getm_notBefore(certificate.get()), from);
  set_time(X509_getm_notAfter(certificate.get()), from + lifetime - seconds{1});
  return certificate;
}

void sign(X509* certificate, X509* issuer, EVP_PKEY* issuer_key) {
  must_hold(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
                X509_sign(certificate, issuer_key, EVP_sha256()) != 0,
            "sign a certificate");
}

Pair new_authority(Instant now) {
  Key key = new_key();
  Certificate ca = draft("Portvakt sandbox CA", key.get(), now, kAuthorityLifetime);
  add_extensions(ca.get(), ca.get(), kAuthorityExtensions);
  sign(ca.get(), ca.get(), key.get());
  return {std::move(ca), std::move(key)};
}

Pair new_server(const Pair& authority, Instant now) {
  Key key = new_key();
  Certificate leaf = draft("localhost", key.get(), now, kServerLifetime);
  add_extensions(leaf.get(), authority.certificate.get(), kServerExtensions);
  sign(leaf.get(), authority.certificate.get(), authority.key.get());
  return {std::move(leaf), std::move(key)};
}

std::string contents(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string pem(X509* certificate) {
  const Memory memory{BIO_new(BIO_s_mem())};
  must_hold(memory && PEM_write_bio_X509(memory.get(), certificate) == 1, "write a certificate");
  return contents(memory.get());
}

std::string pem(EVP_PKEY* key) {
  const Memory memory{BIO_new(BIO_s_mem())};
  must_hold(memory && PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr,
                                                    nullptr) == 1,
            "write a key");
  return contents(memory.get());
}

Instant not_after(const X509* certificate) {
  std::tm broken_down{};
  must_hold(ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &broken_down) == 1, "read a time");
  return from_epoch(::timegm(&broken_down));
}

/// The first certificate of the one file with the key of the other; empty when a file is missing,
/// broken, or they are not each other's.
Pair read_pair(const fs::path& certificate_file, const fs::path& key_file) {
  const auto certificate_text = read_file(certificate_file);
  const auto key_text = read_file(key_file);
  if (!certificate_text || !key_text) return {};
  const Memory from{
      BIO_new_mem_buf(certificate_text->data(), static_cast<int>(certificate_text->size()))};
  const Memory key_from{BIO_new_mem_buf(key_text->data(), static_cast<int>(key_text->size()))};
  Pair pair{Certificate{PEM_read_bio_X509(from.get(), nullptr, nullptr, nullptr)},
            Key{PEM_read_bio_PrivateKey(key_from.get(), nullptr, nullptr, nullptr)}};
  const bool whole = pair.certificate && pair.key &&
                     X509_check_private_key(pair.certificate.get(), pair.key.get()) == 1;
  ERR_clear_error();
  return whole ? std::move(pair) : Pair{};
}

bool made_by(const Pair& leaf, const Pair& authority) {
  const bool right = X509_verify(leaf.certificate.get(), authority.key.get()) == 1;
  ERR_clear_error();
  return right;
}

/// The key goes first: a crash in between leaves a pair that does not fit, which the next start
/// makes anew.
Result<void, std::string> write_pair(const Pair& pair, const std::string& chain,
                                     const fs::path& certificate_file, const fs::path& key_file) {
  auto written = write_file_atomically(key_file, pem(pair.key.get()), kOwnerOnly);
  if (!written) return written;
  return write_file_atomically(certificate_file, chain, kReadableByAll);
}

}  // namespace

Result<TlsAuthority, std::string> ensure_tls_authority(const fs::path& directory, Instant now) {
  TlsAuthority files{directory / "ca.pem", directory / "tls.pem", directory / "tls.key", now};
  const fs::path ca_key = directory / "ca.key";

  Pair authority = read_pair(files.ca_certificate, ca_key);
  // a leaf must not outlive its issuer
  if (!authority.certificate || not_after(authority.certificate.get()) < now + kServerLifetime) {
    authority = new_authority(now);
    auto written =
        write_pair(authority, pem(authority.certificate.get()), files.ca_certificate, ca_key);
    if (!written) return std::unexpected(written.error());
  }

  Pair leaf = read_pair(files.certificate_chain, files.private_key);
  files.renewed = !leaf.certificate || not_after(leaf.certificate.get()) < now + kRenewBefore ||
                  !made_by(leaf, authority);
  if (files.renewed) {
    leaf = new_server(authority, now);
    const std::string chain = pem(leaf.certificate.get()) + pem(authority.certificate.get());
    auto written = write_pair(leaf, chain, files.certificate_chain, files.private_key);
    if (!written) return std::unexpected(written.error());
  }
  files.leaf_expires = not_after(leaf.certificate.get());
  return files;
}

}  // namespace portvakt::pki
