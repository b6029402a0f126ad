// The signature algorithms this server can do (RFC 7518 section 3). HMAC and `none` do not exist
// here.
#pragma once

#include <optional>
#include <string_view>

namespace portvakt::jose {

enum class Algorithm { rs256, rs384, rs512, ps256, es256 };

std::string_view word(Algorithm);                           ///< `RS256`
std::optional<Algorithm> algorithm(std::string_view word);  ///< case-sensitive

}  // namespace portvakt::jose
