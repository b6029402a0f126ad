#include "endpoint/api_page.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace portvakt::endpoint {
namespace {

using selfservice::Refusal;

constexpr std::int64_t kLargestPage = 1000;
constexpr std::int64_t kLastPage = 1'000'000'000;
constexpr std::int64_t kUsualSlice = 50;
constexpr std::int64_t kLargestSlice = 200;
constexpr std::int64_t kLastOffset = 1'000'000'000;

}  // namespace

Result<std::int64_t, Refusal> asked_whole(const Query& query, std::string_view name,
                                          std::int64_t least, std::int64_t most,
                                          std::int64_t usual) {
  const auto text = query.text(name);
  if (!text) return usual;
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool right = fault == std::errc() && end == text->data() + text->size();
  if (right && value >= least && value <= most) return value;
  return std::unexpected(selfservice::invalid("query", std::string(name),
                                              std::string(name) + " må være et heltall fra " +
                                                  std::to_string(least) + " til " +
                                                  std::to_string(most)));
}

Result<AskedPage, Refusal> asked_page(const Query& query, std::string_view size_name,
                                      std::int64_t usual) {
  const auto number = asked_whole(query, "page", 0, kLastPage, 0);
  if (!number) return std::unexpected(number.error());
  const auto size = asked_whole(query, size_name, 1, kLargestPage, usual);
  if (!size) return std::unexpected(size.error());
  return AskedPage{*number, *size};
}

json::object page_json(json::array content, AskedPage page, std::int64_t total) {
  json::object out;
  out["content"] = std::move(content);
  out["page"] = {{"size", page.size},
                 {"number", page.number},
                 {"totalElements", total},
                 {"totalPages", (total + page.size - 1) / page.size}};
  return out;
}

Result<store::Slice, Refusal> asked_slice(const Query& query) {
  const auto limit = asked_whole(query, "limit", 1, kLargestSlice, kUsualSlice);
  if (!limit) return std::unexpected(limit.error());
  const auto offset = asked_whole(query, "offset", 0, kLastOffset, 0);
  if (!offset) return std::unexpected(offset.error());
  return store::Slice{.skip = *offset, .take = *limit};
}

Result<std::vector<IntegrationType>, Refusal> asked_types(const Query& query,
                                                          std::string_view name) {
  std::vector<IntegrationType> types;
  for (const std::string& text : query.texts(name)) {
    const auto type = integration_type(text);
    if (!type) {
      return std::unexpected(selfservice::invalid(
          "query", std::string(name),
          std::string(name) + " må være en av: maskinporten, idporten, api_klient, krr, "
                              "eformidling, ansattporten, idporten_saml2"));
    }
    types.push_back(*type);
  }
  return types;
}

}  // namespace portvakt::endpoint
