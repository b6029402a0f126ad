// The two spellings of a P-256 signature: JOSE's r||s of 64 octets (RFC 7518 section 3.4) and
// OpenSSL's DER.
#pragma once

#include <string>
#include <string_view>

namespace portvakt::jose {

inline constexpr std::size_t kEs256Size = 64;

std::string der_of(std::string_view raw);  ///< `raw` has kEs256Size octets
std::string raw_of(std::string_view der);

}  // namespace portvakt::jose
