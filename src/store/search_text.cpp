#include "store/search_text.hpp"

#include "base/text.hpp"

namespace portvakt::store {
namespace {

/// Of U+00C0 to U+017F. The upper blocks are pairs of a capital and its small letter, except for
/// those that are named here.
unsigned small_letter(unsigned letter) {
  if (letter < 0x100) {
    const bool capital = letter <= 0xDE && letter != 0xD7;
    return capital ? letter + 0x20 : letter;
  }
  if (letter == 0x130 || letter == 0x131 || letter == 0x138 || letter == 0x149) return letter;
  if (letter == 0x178) return 0xFF;
  if (letter == 0x17F) return letter;
  const bool odd_capitals = (letter >= 0x139 && letter <= 0x148) || letter >= 0x179;
  const bool is_odd = letter % 2 == 1;
  return is_odd == odd_capitals ? letter + 1 : letter;
}

}  // namespace

std::string folded(std::string_view utf8) {
  std::string out = lower(utf8);
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    const auto first = static_cast<unsigned char>(out[i]);
    if (first < 0xC3 || first > 0xC5) continue;
    const auto second = static_cast<unsigned char>(out[i + 1]);
    const unsigned letter = small_letter(((first & 0x1FU) << 6U) | (second & 0x3FU));
    out[i] = static_cast<char>(0xC0U | (letter >> 6U));
    out[++i] = static_cast<char>(0x80U | (letter & 0x3FU));
  }
  return out;
}

std::string search_text(const Scope& scope) {
  std::string text = scope.name.text() + '\n' + scope.description + '\n' + scope.long_description;
  for (const auto& [name, translation] : scope.translations) text += '\n' + translation;
  return folded(text);
}

std::string anywhere(std::string_view text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c;
  }
  return out + "%";
}

}  // namespace portvakt::store
