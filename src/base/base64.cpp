#include "base/base64.hpp"

#include "base/bytes.hpp"

#include <array>
#include <cstdint>

namespace portvakt {
namespace {

constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kForeign = 0xff;
constexpr std::uint32_t kLargest = 63;  // of a sextet

constexpr std::array<std::uint8_t, 256> reverse(std::string_view alphabet) {
  std::array<std::uint8_t, 256> table{};
  table.fill(kForeign);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}
constexpr auto kFromUrl = reverse(kUrl);
constexpr auto kFromStandard = reverse(kStandard);

std::string encode(std::span<const std::byte> bytes, std::string_view alphabet) {
  std::string text((bytes.size() * 4 + 2) / 3, '\0');
  char* to = text.data();
  const auto put = [&](std::uint32_t sextet) { *to++ = alphabet[sextet & 63]; };
  const auto at = [&](std::size_t i) { return std::to_integer<std::uint32_t>(bytes[i]); };
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t bits = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    put(bits >> 18), put(bits >> 12), put(bits >> 6), put(bits);
  }
  if (i + 2 == bytes.size()) put(at(i) >> 2), put(at(i) << 4 | at(i + 1) >> 4), put(at(i + 1) << 2);
  if (i + 1 == bytes.size()) put(at(i) >> 2), put(at(i) << 4);
  return text;
}

std::optional<std::string> decode(std::string_view text,
                                  const std::array<std::uint8_t, 256>& from) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string octets(text.size() * 3 / 4, '\0');
  char* to = octets.data();
  const auto at = [&](std::size_t i) -> std::uint32_t {
    return from[static_cast<unsigned char>(text[i])];
  };
  std::uint32_t seen = 0;  // every value there was, one above the other: a foreign one shows
  std::size_t i = 0;
  for (; i + 4 <= text.size(); i += 4) {
    const std::uint32_t a = at(i), b = at(i + 1), c = at(i + 2), d = at(i + 3);
    seen |= a | b | c | d;
    *to++ = static_cast<char>(a << 2 | b >> 4);
    *to++ = static_cast<char>(b << 4 | c >> 2);
    *to++ = static_cast<char>(c << 6 | d);
  }
  std::uint32_t left_over = 0;  // bits beyond the last octet
  if (const std::size_t rest = text.size() - i; rest > 0) {
    const std::uint32_t a = at(i), b = at(i + 1), c = rest == 3 ? at(i + 2) : 0;
    seen |= a | b | c;
    *to++ = static_cast<char>(a << 2 | b >> 4);
    if (rest == 3) *to++ = static_cast<char>(b << 4 | c >> 2);
    left_over = rest == 3 ? c & 3 : b & 15;
  }
  if (seen > kLargest) return std::nullopt;
  if (left_over != 0) return std::nullopt;  // a second spelling of the same octets
  return octets;
}

}  // namespace

std::string base64url(std::span<const std::byte> bytes) { return encode(bytes, kUrl); }
std::string base64url(std::string_view octets) { return encode(as_bytes(octets), kUrl); }

std::string base64(std::span<const std::byte> bytes) {
  std::string text = encode(bytes, kStandard);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) { return decode(text, kFromUrl); }

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return decode(text, kFromStandard);
}

}  // namespace portvakt
