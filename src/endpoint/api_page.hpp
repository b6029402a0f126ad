// Parts of long lists on the wire: which page or slice was asked for, and the object around its
// content.
#pragma once

#include "base/json.hpp"
#include "endpoint/api_answer.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

namespace portvakt::endpoint {

struct AskedPage {
  std::int64_t number = 0, size = 0;

  store::Slice slice() const { return {.skip = number * size, .take = size}; }
};

/// `page` counts from 0; the size is 1 to 1000, `usual` where nothing is said.
Result<AskedPage, selfservice::Refusal> asked_page(const Query& query, std::string_view size_name,
                                                   std::int64_t usual);

/// `{"content":[…],"page":{"size","number","totalElements","totalPages"}}`.
json::object page_json(json::array content, AskedPage page, std::int64_t total);

template <class T, class F>
json::object page_json(const store::Part<T>& part, AskedPage page, F one) {
  json::array content;
  content.reserve(part.items.size());
  for (const T& item : part.items) content.emplace_back(one(item));
  return page_json(std::move(content), page, part.total);
}

/// A whole number from `least` to `most`.
Result<std::int64_t, selfservice::Refusal> asked_whole(const Query& query, std::string_view name,
                                                       std::int64_t least, std::int64_t most,
                                                       std::int64_t usual);

/// `limit`, 1 to 200 and 50 unless told, and `offset`: how lists of `{"total","items"}` are cut.
Result<store::Slice, selfservice::Refusal> asked_slice(const Query& query);

/// `{"total","items":[…]}`.
template <class T, class F>
json::object slice_json(const store::Part<T>& part, F one) {
  json::array items;
  items.reserve(part.items.size());
  for (const T& item : part.items) items.emplace_back(one(item));
  return {{"total", part.total}, {"items", std::move(items)}};
}

/// The types that a parameter names, each known, in any case.
Result<std::vector<IntegrationType>, selfservice::Refusal> asked_types(const Query& query,
                                                                       std::string_view name);

}  // namespace portvakt::endpoint
