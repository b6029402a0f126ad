// Making revocation lists for the test authority. For this folder only.
#pragma once

#include "pki/issuing.hpp"

#include <string>
#include <string_view>

namespace portvakt::pki {

/// A list in DER that holds what `before` held (DER, or empty for the first list) and, unless null,
/// `revoked`; good for thirty days.
std::string revocation_list(const Pair& issuer, std::string_view before, const X509* revoked,
                            Instant now);

}  // namespace portvakt::pki
