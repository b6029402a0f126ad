// Parts of long lists on the wire, as the operator's API and the change export have them: which
// page was asked for, and the object around its content.
#pragma once

#include "base/json.hpp"
#include "endpoint/api_answer.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <string_view>

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

/// The types that a parameter names, each known, in any case.
Result<std::vector<IntegrationType>, selfservice::Refusal> asked_types(const Query& query,
                                                                       std::string_view name);

}  // namespace portvakt::endpoint
