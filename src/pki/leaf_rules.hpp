// What a business certificate must be by itself, whoever issued it (docs/protocol.md §7.3). For
// this folder only.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "pki/certificate_fault.hpp"
#include "pki/x509_read.hpp"

namespace portvakt::pki {

Result<void, CertificateFault> check_leaf(const Certificate& leaf, Instant now);

}  // namespace portvakt::pki
