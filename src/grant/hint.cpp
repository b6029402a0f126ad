#include "grant/hint.hpp"

#include <fmt/format.h>

namespace portvakt::grant {
namespace {

constexpr std::size_t kLongestPart = 120;

/// At most `limit` bytes, dots where it was cut; an escape is never cut in two.
std::string ascii(std::string_view text, std::size_t limit) {
  constexpr std::string_view kCut = "...";
  std::string out;
  std::size_t safe = 0;  // how much may stay when the rest must go
  for (const char c : text) {
    if (c >= ' ' && c <= '~') {
      out += c;
    } else {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
    if (out.size() > limit) return out.substr(0, safe).append(kCut);
    if (out.size() + kCut.size() <= limit) safe = out.size();
  }
  return out;
}

}  // namespace

std::string hint(const Refusal& refusal) {
  const auto& [saw, expected] = refusal.observation;
  return ascii(fmt::format("Not so: {}. Seen: {}. Expected: {}. Cure: {}.", refusal.rule,
                           ascii(saw, kLongestPart), ascii(expected, kLongestPart),
                           cure(refusal.denial.reason, refusal.rule)),
               kLongestHint);
}

}  // namespace portvakt::grant
