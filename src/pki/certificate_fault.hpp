// Why a business certificate was not accepted. A stranger reads MP-120 for all but the first
// (MP-123) and an organisation that is another (MP-122); the sentence is for the client's owner.
#pragma once

#include <string_view>

namespace portvakt::pki {

enum class CertificateFault {
  unreadable,
  not_configured,
  not_valid_yet,
  expired,
  self_signed,
  critical_extension,
  key_usage,
  authority,
  no_path,
  weak_key,
  policy,
  no_seal,
  revoked,
  revocation_unknown,
  no_organisation,
};
std::string_view sentence(CertificateFault fault);

}  // namespace portvakt::pki
