// Compact JWS (RFC 7515 section 7.1), and nothing else of JOSE: no JSON serialisation, no unencoded
// payload.
#pragma once

#include "base/result.hpp"
#include "jose/algorithm.hpp"

#include <string>
#include <string_view>

namespace portvakt::jose {

/// The three parts of a compact JWS, decoded; `signing_input` looks into the caller's text.
struct CompactJws {
  std::string_view signing_input;
  std::string header;     ///< JSON text
  std::string payload;    ///< octets
  std::string signature;  ///< octets
};

enum class JwsFault { not_three_parts, not_base64url, empty_part };
std::string_view sentence(JwsFault);

/// Splits and decodes canonically (RFC 4648 section 5 without padding or trailing bits); looks at
/// no content.
Result<CompactJws, JwsFault> split_compact(std::string_view text);

}  // namespace portvakt::jose
