// Certificates as OpenSSL's objects. For the folders that are walls around OpenSSL (this one and
// pki); nothing above them includes it.
#pragma once

#include "jose/evp.hpp"

#include <openssl/x509.h>

#include <string_view>

namespace portvakt::jose {

using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

/// One certificate of an `x5c`: padded base64 of DER, whole and at most kLargestCertificate long;
/// null for anything else.
Certificate read_certificate(std::string_view base64_der);

}  // namespace portvakt::jose
