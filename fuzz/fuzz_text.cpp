// Text from bytes: percent-decoding, UTF-8, base64 and what goes into logs.
#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "base/trace.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace portvakt;

void require(bool holds) {
  if (!holds) std::abort();
}

class Zeros final : public Random {
 public:
  void fill(std::span<std::byte> out) override { std::ranges::fill(out, std::byte{}); }
};

void check_percent(std::string_view text) {
  for (const Plus plus : {Plus::is_plus, Plus::is_blank}) {
    const auto decoded = percent_decoded(text, plus);
    if (!decoded) continue;
    require(is_utf8(*decoded) && decoded->find('\0') == std::string::npos);
    require(percent_decoded(percent_encoded(*decoded), plus) == *decoded);
  }
}

void check_base64(std::string_view text) {
  if (const auto octets = from_base64url(text)) require(base64url(*octets) == text);
  if (const auto octets = from_base64(text)) require(base64(as_bytes(*octets)) == text);
  require(from_base64url(base64url(text)) == text);
}

void check_printable(std::string_view text) {
  const std::string shown = printable(text, 64);
  require(is_plain_text(shown) && shown.size() <= 64 + std::string_view("…").size());
  if (is_plain_text(text)) require(is_utf8(text) && printable(text, text.size()) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_percent(text);
  check_base64(text);
  check_printable(text);
  if (is_utf8(text)) require(characters(text) <= size);
  std::vector<std::string> parts;
  for (const std::string_view part : split(text, '.')) parts.emplace_back(part);
  require(join(parts, ".") == text);
  Zeros random;
  const std::string trace = trace_id_of(text, random);
  require(trace.size() == 32 && is_hex(trace));
  return 0;
}
