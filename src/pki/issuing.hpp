// Making certificates, revocation lists and their PEM files: the steps that the sandbox's TLS
// authority and the test authority share. For this folder only. Everything throws
// std::runtime_error when OpenSSL breaks.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "pki/x509_read.hpp"

#include <openssl/x509v3.h>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portvakt::pki {

struct Pair {
  Certificate certificate;
  jose::Pkey key;
};

struct Extension {
  int nid;
  std::string value;  ///< as in an OpenSSL configuration file
};

struct CertificateDraft {
  std::vector<std::pair<std::string, std::string>> subject;  ///< (`CN`, …), in order
  EVP_PKEY& key;
  Instant from, to;
  std::vector<Extension> extensions;
};

void must_hold(bool condition, std::string_view what);

jose::Pkey new_ec_key();  ///< P-256, which costs nothing to make
/// Signed by `issuer`, or by itself; with a random serial number.
Certificate issue(const CertificateDraft& draft, const Pair& issuer);
Certificate issue_root(const CertificateDraft& draft);

std::string pem(const X509& certificate);
std::string pem(const EVP_PKEY& key);  ///< PKCS#8, not encrypted

/// The first certificate of the one file with the key of the other; empty when a file is missing,
/// broken, or they are not each other's.
Pair read_pair(const std::filesystem::path& certificate_file,
               const std::filesystem::path& key_file);
/// The key goes first: a crash in between leaves a pair that does not fit, which the next start
/// makes anew.
Result<void, std::string> write_pair(const Pair& pair, const std::string& chain,
                                     const std::filesystem::path& certificate_file,
                                     const std::filesystem::path& key_file);

}  // namespace portvakt::pki
