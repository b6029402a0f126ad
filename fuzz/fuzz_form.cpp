// A form from bytes: what is accepted is UTF-8 without NUL and survives being written and read
// again.
#include "base/text.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto form = portvakt::http::parse_form(text);
  if (!form) return 0;
  std::string again;
  for (const auto& [name, value] : *form) {
    if (!portvakt::is_utf8(name) || !portvakt::is_utf8(value)) std::abort();
    if ((name + value).find('\0') != std::string::npos) std::abort();
    if (!again.empty()) again += '&';
    again += portvakt::percent_encoded(name) + '=' + portvakt::percent_encoded(value);
  }
  if (portvakt::http::parse_form(again) != form) std::abort();
  return 0;
}
