// RFC 4648 in the two forms JOSE needs. Decoding is canonical: one octet string has exactly one
// text.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portvakt {

std::string base64url(std::span<const std::byte> bytes);  ///< section 5, without padding
std::string base64url(std::string_view octets);
std::string base64(std::span<const std::byte> bytes);  ///< section 4, padded

/// Nothing for padding, white space, foreign characters, impossible lengths or non-zero trailing
/// bits.
std::optional<std::string> from_base64url(std::string_view text);
/// Padded standard alphabet, as `x5c` has it (RFC 7515 section 4.1.6); no white space.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace portvakt
