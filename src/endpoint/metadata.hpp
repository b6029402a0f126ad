// What relying parties read: the RFC 8414 document. The key set lives in grant/signing_keys.
#pragma once

#include "endpoint/document.hpp"

#include <string_view>

namespace portvakt::endpoint {

/// The members the real service publishes, in their order; `issuer` ends in a slash.
Document metadata(std::string_view issuer);

}  // namespace portvakt::endpoint
