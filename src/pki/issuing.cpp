#include "pki/issuing.hpp"

#include "base/files.hpp"

#include <fmt/format.h>
#include <openssl/conf.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <stdexcept>

namespace portvakt::pki {
namespace {

namespace fs = std::filesystem;

void set_serial(X509* certificate) {
  // 159 random bits: positive, never zero in practice, within RFC 5280's 20 octets
  const std::unique_ptr<BIGNUM, Freed<BN_free>> serial{BN_new()};
  must_hold(serial && BN_rand(serial.get(), 159, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
                BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) != nullptr,
            "make a serial number");
}

void set_time(ASN1_TIME* field, Instant at) {
  must_hold(ASN1_TIME_set(field, static_cast<time_t>(epoch(at))) != nullptr, "set a time");
}

void add_extension(X509* certificate, X509* issuer, const Extension& extension) {
  // Policies are read by way of a configuration, even when they need nothing of it.
  const std::unique_ptr<CONF, Freed<NCONF_free>> empty(NCONF_new(nullptr));
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509V3_set_nconf(&context, empty.get());
  const std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>> made{
      X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value.c_str())};
  must_hold(made && X509_add_ext(certificate, made.get(), -1) == 1, "add an extension");
}

void set_subject(X509* certificate, const CertificateDraft& draft) {
  for (const auto& [attribute, value] : draft.subject) {
    must_hold(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), attribute.c_str(),
                                         MBSTRING_UTF8, jose::octets_in(value),
                                         static_cast<int>(value.size()), -1, 0) == 1,
              "name a certificate");
  }
}

Certificate signed_by(const CertificateDraft& draft, X509* issuer, EVP_PKEY* issuer_key) {
  Certificate made{X509_new()};
  must_hold(made && X509_set_version(made.get(), X509_VERSION_3) == 1 &&
                X509_set_pubkey(made.get(), &draft.key) == 1,
            "make a certificate");
  if (issuer == nullptr) issuer = made.get();
  set_serial(made.get());
  set_subject(made.get(), draft);
  set_time(X509_getm_notBefore(made.get()), draft.from);
  set_time(X509_getm_notAfter(made.get()), draft.to);
  for (const Extension& extension : draft.extensions) add_extension(made.get(), issuer, extension);
  must_hold(X509_set_issuer_name(made.get(), X509_get_subject_name(issuer)) == 1 &&
                X509_sign(made.get(), issuer_key, EVP_sha256()) != 0,
            "sign a certificate");
  return made;
}

std::string contents(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

void must_hold(bool condition, std::string_view what) {
  if (!condition) throw std::runtime_error(fmt::format("OpenSSL cannot {}", what));
}

jose::Pkey new_ec_key() {
  jose::Pkey key{EVP_EC_gen("P-256")};
  must_hold(key != nullptr, "make a P-256 key");
  return key;
}

Certificate issue(const CertificateDraft& draft, const Pair& issuer) {
  return signed_by(draft, issuer.certificate.get(), issuer.key.get());
}
Certificate issue_root(const CertificateDraft& draft) {
  return signed_by(draft, nullptr, &draft.key);
}

std::string pem(const X509& certificate) {
  const jose::Bio memory{BIO_new(BIO_s_mem())};
  must_hold(memory && PEM_write_bio_X509(memory.get(), &certificate) == 1, "write a certificate");
  return contents(memory.get());
}

std::string pem(const EVP_PKEY& key) {
  const jose::Bio memory{BIO_new(BIO_s_mem())};
  must_hold(memory && PEM_write_bio_PKCS8PrivateKey(memory.get(), &key, nullptr, nullptr, 0,
                                                    nullptr, nullptr) == 1,
            "write a key");
  return contents(memory.get());
}

Pair read_pair(const fs::path& certificate_file, const fs::path& key_file) {
  const auto certificate_text = read_file(certificate_file);
  const auto key_text = read_file(key_file);
  if (!certificate_text || !key_text) return {};
  const jose::Bio from{
      BIO_new_mem_buf(certificate_text->data(), static_cast<int>(certificate_text->size()))};
  const jose::Bio key_from{BIO_new_mem_buf(key_text->data(), static_cast<int>(key_text->size()))};
  Pair pair{Certificate{PEM_read_bio_X509(from.get(), nullptr, nullptr, nullptr)},
            jose::Pkey{PEM_read_bio_PrivateKey(key_from.get(), nullptr, nullptr, nullptr)}};
  const bool whole = pair.certificate && pair.key &&
                     X509_check_private_key(pair.certificate.get(), pair.key.get()) == 1;
  ERR_clear_error();
  return whole ? std::move(pair) : Pair{};
}

Result<void, std::string> write_pair(const Pair& pair, const std::string& chain,
                                     const fs::path& certificate_file, const fs::path& key_file) {
  auto written = write_file_lightly(key_file, pem(*pair.key), kOwnerOnly);
  if (!written) return written;
  return write_file_lightly(certificate_file, chain, kReadableByAll);
}

}  // namespace portvakt::pki
