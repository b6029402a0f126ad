#include "base/text.hpp"
#include "http/message.hpp"

namespace portvakt::http {

std::optional<std::vector<std::pair<std::string, std::string>>> parse_form(
    std::string_view fields) {
  std::vector<std::pair<std::string, std::string>> form;
  for (const std::string_view field : split(fields, '&')) {
    if (field.empty()) continue;  // "a=1&&b=2" and a trailing "&" are common and harmless
    const std::size_t equals = field.find('=');
    const std::string_view raw_value =
        equals == std::string_view::npos ? std::string_view{} : field.substr(equals + 1);
    auto key = percent_decoded(field.substr(0, equals), Plus::is_blank);
    auto value = percent_decoded(raw_value, Plus::is_blank);
    if (!key || !value) return std::nullopt;
    form.emplace_back(*std::move(key), *std::move(value));
  }
  return form;
}

}  // namespace portvakt::http
