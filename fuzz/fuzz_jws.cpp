// A compact JWS from bytes: what splits has one spelling, so its parts join back to the same text.
#include "base/base64.hpp"
#include "jose/jws.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto jws = portvakt::jose::split_compact(text);
  if (!jws) return 0;
  using portvakt::base64url;
  const std::string input = base64url(jws->header) + '.' + base64url(jws->payload);
  if (jws->signing_input != input || input + '.' + base64url(jws->signature) != text) std::abort();
  if (jws->header.empty() || jws->signature.empty()) std::abort();
  return 0;
}
