#include "model/names.hpp"

#include "base/text.hpp"

#include <boost/url/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace portvakt {
namespace {

constexpr std::size_t kLongestName = 255;
constexpr std::size_t kLongestPrefix = 64;
constexpr std::size_t kLongestUri = 2048;
constexpr std::size_t kOrgDigits = 9;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_id_char(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-'; }
bool is_prefix_char(char c) {
  return is_lower(c) || is_digit(c) || c == '.' || c == '_' || c == '-';
}
bool is_subscope_char(char c) { return is_id_char(c) || c == '/' || c == ':'; }

bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, is_id_char);
}

bool check_digit_holds(std::uint32_t value) {
  constexpr std::array<std::uint32_t, 8> kWeights{3, 2, 7, 6, 5, 4, 3, 2};
  std::uint32_t rest = value / 10;
  std::uint32_t sum = 0;
  for (auto weight = kWeights.rbegin(); weight != kWeights.rend(); ++weight, rest /= 10) {
    sum += *weight * (rest % 10);
  }
  return (11 - sum % 11) % 11 == value % 10;  // 10 has no digit, so such a number is never issued
}

}  // namespace

Result<OrgNumber, Invalid> OrgNumber::parse(std::string_view text) {
  if (text.size() != 9 || !std::ranges::all_of(text, is_digit)) {
    return std::unexpected(Invalid::org_number);
  }
  std::uint32_t value = 0;
  for (const char c : text) value = value * 10 + static_cast<std::uint32_t>(c - '0');
  return from_value(value);
}

Result<OrgNumber, Invalid> OrgNumber::from_value(std::uint32_t value) {
  // nine zeros add up, but are what an empty field looks like and nobody's number
  const bool right = value > 0 && value <= 999'999'999 && check_digit_holds(value);
  if (!right) return std::unexpected(Invalid::org_number);
  return OrgNumber{value};
}

std::string OrgNumber::digits() const { return fmt::format("{:09}", value_); }

Result<Prefix, Invalid> Prefix::parse(std::string_view text) {
  const bool right = !text.empty() && text.size() <= kLongestPrefix &&
                     (is_lower(text.front()) || is_digit(text.front())) &&
                     std::ranges::all_of(text, is_prefix_char);
  if (!right) return std::unexpected(Invalid::prefix);
  return Prefix{std::string(text)};
}

Result<ScopeName, Invalid> ScopeName::parse(std::string_view text) {
  const auto prefix = Prefix::parse(text.substr(0, text.find(':')));
  if (!prefix || text.find(':') == std::string_view::npos) {
    return std::unexpected(Invalid::scope_name);
  }
  return of(*prefix, text.substr(text.find(':') + 1));
}

Result<ScopeName, Invalid> ScopeName::of(const Prefix& prefix, std::string_view subscope) {
  const bool right = !subscope.empty() &&
                     (is_letter(subscope.front()) || is_digit(subscope.front())) &&
                     std::ranges::all_of(subscope, is_subscope_char) &&
                     prefix.text().size() + 1 + subscope.size() <= kLongestName;
  if (!right) return std::unexpected(Invalid::subscope);
  return ScopeName{prefix.text() + ":" + std::string(subscope)};
}

Result<ClientId, Invalid> ClientId::parse(std::string_view text) {
  if (!is_identifier(text)) return std::unexpected(Invalid::client_id);
  return ClientId{std::string(text)};
}

Result<KeyId, Invalid> KeyId::parse(std::string_view text) {
  if (!is_identifier(text)) return std::unexpected(Invalid::key_id);
  return KeyId{std::string(text)};
}

Result<Uuid, Invalid> Uuid::parse(std::string_view text) {
  constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  std::string lowered = lower(text);
  const bool right = std::ranges::equal(lowered, kShape, [](char c, char wanted) {
    return wanted == 'x' ? is_hex(std::string_view(&c, 1)) : c == wanted;
  });
  if (!right) return std::unexpected(Invalid::uuid);
  return Uuid{std::move(lowered)};
}

Result<SystemId, Invalid> SystemId::parse(std::string_view text) {
  const auto vendor = OrgNumber::parse(text.substr(0, kOrgDigits));
  const std::string_view name = text.substr(std::min(text.size(), kOrgDigits));
  const bool right = vendor && name.starts_with('_') && name.size() > 1 && is_identifier(text);
  if (!right) return std::unexpected(Invalid::system_id);
  return SystemId{std::string(text), *vendor};
}

Result<ExternalRef, Invalid> ExternalRef::parse(std::string_view text) {
  if (text.empty() || !is_plain_text(text) || characters(text) > kLongestName)
    return std::unexpected(Invalid::external_ref);
  return ExternalRef{std::string(text)};
}

Result<OnBehalfOfId, Invalid> OnBehalfOfId::parse(std::string_view text) {
  if (!is_identifier(text)) return std::unexpected(Invalid::on_behalf_of);
  return OnBehalfOfId{std::string(text)};
}

Result<Uri, Invalid> Uri::parse(std::string_view text) {
  if (text.size() > kLongestUri || !boost::urls::parse_absolute_uri(text)) {
    return std::unexpected(Invalid::uri);
  }
  return Uri{std::string(text)};
}

}  // namespace portvakt
