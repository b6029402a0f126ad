#include "selfservice/catalogue.hpp"

#include "base/text.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

// Each word is looked for in every text of the catalogue.
constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMostWords = 10;

Result<store::CatalogueSearch, Refusal> search_of(const CatalogueFilter& filter, OrgNumber reader) {
  store::CatalogueSearch search{
      .reader = reader, .words = {}, .owner = std::nullopt, .prefix = std::nullopt};
  const auto words = split_white(filter.text);
  if (characters(filter.text) > kLongestText || words.size() > kMostWords) {
    return std::unexpected(invalid("query", "q", "q kan ha høyst 200 tegn og 10 ord"));
  }
  search.words.assign(words.begin(), words.end());
  if (filter.owner) {
    const auto owner = OrgNumber::parse(*filter.owner);
    if (!owner) return std::unexpected(invalid({bad_org_number("query", "owner")}));
    search.owner = *owner;
  }
  if (filter.prefix) {
    const auto prefix = Prefix::parse(*filter.prefix);
    if (!prefix) return std::unexpected(invalid("query", "prefix", "prefix er ikke et prefiks"));
    search.prefix = *prefix;
  }
  return search;
}

}  // namespace

Result<store::Part<CatalogueItem>, Refusal> browse_catalogue(
    Services& services, Permit<Operation::browse_catalogue> permit, const CatalogueFilter& filter,
    store::Slice slice) {
  const auto search = search_of(filter, permit.caller().org);
  if (!search) return std::unexpected(search.error());
  store::Part<store::CatalogueEntry> found;
  services.store.read([&](store::Reader& reader) { found = reader.catalogue(*search, slice); });
  Names names(services.directory);
  store::Part<CatalogueItem> items{.items = {}, .total = found.total};
  for (store::CatalogueEntry& entry : found.items) {
    auto owner_name = names.of(entry.scope.owner);
    items.items.push_back({std::move(entry.scope), std::move(owner_name), entry.access});
  }
  return items;
}

}  // namespace portvakt::selfservice
