// What relying parties read: the RFC 8414 documents. The key set lives in grant/signing_keys.
#pragma once

#include "endpoint/document.hpp"

#include <span>
#include <string>
#include <string_view>

namespace portvakt::endpoint {

/// The members the real service publishes, in their order; `issuer` ends in a slash.
/// `details_types` are those of `authorization_details` that are served.
Document metadata(std::string_view issuer, std::span<const std::string> details_types);

/// Skyporten's document (docs/protocol.md §6.5): the same and what OpenID Connect Discovery section
/// 3 requires beside it, since clouds look for that; `issuer` ends without a slash.
Document skyporten_metadata(std::string_view issuer, std::string_view signature_alg,
                            std::span<const std::string> details_types);

}  // namespace portvakt::endpoint
