// For tests only: a certificate that nobody else trusts.
#pragma once

#include "http/tls.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace portvakt::http {

struct OpensslEnd {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};

/// A self-signed certificate of a fresh P-256 key, as two PEM files in a directory of its own.
class CertificateFiles {
 public:
  CertificateFiles() {
    std::string pattern = (std::filesystem::temp_directory_path() / "portvakt-tls-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
    renew(1);
  }
  ~CertificateFiles() { std::filesystem::remove_all(directory_); }
  CertificateFiles(const CertificateFiles&) = delete;
  CertificateFiles& operator=(const CertificateFiles&) = delete;

  TlsFiles files() const {
    return {(directory_ / "chain.pem").string(), (directory_ / "key.pem").string()};
  }
  void renew(long serial) const {
    const std::unique_ptr<EVP_PKEY, OpensslEnd> key(EVP_EC_gen("P-256"));
    const std::unique_ptr<X509, OpensslEnd> certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    const std::unique_ptr<BIO, OpensslEnd> chain(
        BIO_new_file(files().certificate_chain.c_str(), "w"));
    PEM_write_bio_X509(chain.get(), certificate.get());
    const std::unique_ptr<BIO, OpensslEnd> pem(BIO_new_file(files().private_key.c_str(), "w"));
    PEM_write_bio_PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  }
  void spoil() const { std::ofstream(files().private_key) << "no key"; }

 private:
  std::filesystem::path directory_;
};

}  // namespace portvakt::http
