// The qualified certificate statements of a certificate (RFC 3739 section 3.2.6, ETSI EN 319
// 412-5): the two that decide `client_amr`. For this folder only.
#pragma once

#include "jose/x509.hpp"

namespace portvakt::pki {

struct QcStatements {
  bool compliance = false;  ///< QcCompliance: a qualified certificate
  bool eseal = false;       ///< QcType names electronic seals

  bool operator==(const QcStatements&) const = default;
};

/// What cannot be read says nothing.
QcStatements qc_statements(const X509& certificate);

}  // namespace portvakt::pki
