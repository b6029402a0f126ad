// Names from bytes: what parses keeps its text, and holds nothing that a scope token, a header or a
// log could mistake.
#include "base/text.hpp"
#include "model/names.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// RFC 6749 appendix A.4: %x21 / %x23-5B / %x5D-7E.
bool is_scope_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return c > ' ' && c < 0x7f && c != '"' && c != '\\';
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace portvakt;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto number = OrgNumber::parse(text)) {
    require(number->digits() == text);
    require(OrgNumber::from_value(number->value()) == *number);
  }
  if (const auto scope = ScopeName::parse(text)) {
    require(scope->text() == text && is_scope_token(text) && size <= 255);
    const auto prefix = Prefix::parse(scope->prefix());
    require(prefix && ScopeName::of(*prefix, scope->subscope()) == *scope);
  }
  if (const auto prefix = Prefix::parse(text)) {
    require(prefix->text() == text && text.find(':') == std::string_view::npos);
  }
  if (const auto uri = Uri::parse(text)) {
    require(uri->text() == text && text.find('#') == std::string_view::npos);
    require(std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; }));
  }
  if (const auto id = ClientId::parse(text))
    require(id->text() == text && percent_encoded(text) == text);
  require(ClientId::parse(text).has_value() == KeyId::parse(text).has_value());
  return 0;
}
