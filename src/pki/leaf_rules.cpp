#include "pki/leaf_rules.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace portvakt::pki {
namespace {

using Verdict = Result<void, CertificateFault>;

Verdict check_validity(X509& leaf, Instant now) {
  switch (validity(leaf, now)) {
    case Validity::early:
      return std::unexpected(CertificateFault::not_valid_yet);
    case Validity::over:
      return std::unexpected(CertificateFault::expired);
    case Validity::current:
      break;
  }
  return {};
}

Verdict check_not_self_signed(X509& leaf, Instant) {
  if (X509_NAME_cmp(X509_get_subject_name(&leaf), X509_get_issuer_name(&leaf)) == 0)
    return std::unexpected(CertificateFault::self_signed);
  return {};
}

bool is_known_critical(int nid) { return nid == NID_key_usage || nid == NID_basic_constraints; }

Verdict check_critical_extensions(X509& leaf, Instant) {
  if ((X509_get_extension_flags(&leaf) & EXFLAG_INVALID) != 0)
    return std::unexpected(CertificateFault::critical_extension);
  for (int i = 0; i < X509_get_ext_count(&leaf); ++i) {
    X509_EXTENSION* extension = X509_get_ext(&leaf, i);
    const int nid = OBJ_obj2nid(X509_EXTENSION_get_object(extension));
    if (X509_EXTENSION_get_critical(extension) == 1 && !is_known_critical(nid))
      return std::unexpected(CertificateFault::critical_extension);
  }
  return {};
}

/// Of the certificates that organisations have in pairs, both the one for authentication and the
/// one for signing are in use; neither needs an extended usage.
Verdict check_key_usage(X509& leaf, Instant) {
  const int at = X509_get_ext_by_NID(&leaf, NID_key_usage, -1);
  const bool critical = at >= 0 && X509_EXTENSION_get_critical(X509_get_ext(&leaf, at)) == 1;
  if (!critical || (X509_get_key_usage(&leaf) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) == 0)
    return std::unexpected(CertificateFault::key_usage);
  return {};
}

Verdict check_no_authority(X509& leaf, Instant) {
  const bool authority = (X509_get_extension_flags(&leaf) & EXFLAG_CA) != 0;
  if (authority || (X509_get_key_usage(&leaf) & KU_KEY_CERT_SIGN) != 0)
    return std::unexpected(CertificateFault::authority);
  return {};
}

// Top to bottom is the order they are asked in.
constexpr Verdict (*kRules[])(X509&, Instant) = {
    check_validity,  check_not_self_signed, check_critical_extensions,
    check_key_usage, check_no_authority,
};

}  // namespace

Result<void, CertificateFault> check_leaf(const Certificate& leaf, Instant now) {
  for (const auto rule : kRules) {
    if (const Verdict verdict = rule(*leaf, now); !verdict) return verdict;
  }
  ERR_clear_error();
  return {};
}

}  // namespace portvakt::pki
