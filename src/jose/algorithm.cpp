#include "jose/algorithm.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace portvakt::jose {
namespace {

constexpr std::array<std::pair<Algorithm, std::string_view>, 5> kWords{{
    {Algorithm::rs256, "RS256"},
    {Algorithm::rs384, "RS384"},
    {Algorithm::rs512, "RS512"},
    {Algorithm::ps256, "PS256"},
    {Algorithm::es256, "ES256"},
}};

}  // namespace

std::string_view word(Algorithm value) {
  return std::ranges::find(kWords, value, &std::pair<Algorithm, std::string_view>::first)->second;
}

std::optional<Algorithm> algorithm(std::string_view text) {
  const auto it = std::ranges::find(kWords, text, &std::pair<Algorithm, std::string_view>::second);
  if (it == kWords.end()) return std::nullopt;
  return it->first;
}

}  // namespace portvakt::jose
