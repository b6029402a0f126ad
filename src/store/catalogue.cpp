// What an organisation looks for: scopes that it could use, and keys of its own that are about to
// expire.
#include "store/filter.hpp"
#include "store/rows.hpp"
#include "store/search_text.hpp"
#include "store/selects.hpp"
#include "store/sql_transaction.hpp"

#include <fmt/format.h>

#include <string>
#include <tuple>
#include <utility>

namespace portvakt::store {
namespace {

/// The search text of the owner is looked through once, not once for each of its scopes.
Filter filter(const CatalogueSearch& wanted) {
  Filter all;
  all.need("visibility = 'PUBLIC' and active = 1");
  if (wanted.owner) all.need("owner = :owner", Number{wanted.owner->value()});
  if (wanted.prefix) all.need("prefix = :prefix", wanted.prefix->text());
  std::size_t number = 0;
  for (const std::string& word : wanted.words) {
    const std::string text = anywhere(folded(word));
    all.need(fmt::format("(searched like :scope{0} escape '!' or owner in (select orgno from"
                         " organisation where organisation.searched like :owner{0} escape '!'))",
                         number++),
             text, text);
  }
  return all;
}

struct KeyExpiryRow {
  std::string client_id, name, kid;
  Number expires = 0;
  auto columns(this auto& self) {
    return std::tie(self.client_id, self.name, self.kid, self.expires);
  }
  KeyExpiry record() const {
    return {stored_client(client_id), name, stored_key_id(kid), from_epoch(expires)};
  }
};

}  // namespace

Part<CatalogueEntry> SqlTransaction::catalogue(const CatalogueSearch& wanted, Slice slice) {
  auto found = part<ScopeRow, Scope>(connection_, kScope, "scope", "name", filter(wanted), slice);
  Part<CatalogueEntry> entries{.items = {}, .total = found.total};
  for (Scope& scope : found.items) {
    const auto held = access(scope.name, wanted.reader);
    entries.items.push_back({std::move(scope), held ? std::optional(held->state) : std::nullopt});
  }
  return entries;
}

Part<KeyExpiry> SqlTransaction::key_expiries(const KeyExpirySearch& wanted, Slice slice) {
  Filter of_organisation;
  of_organisation.need("client.active = 1");
  if (wanted.as_supplier) {
    of_organisation.need("(client.org = :org or client.supplier = :supplier)",
                         Number{wanted.org.value()}, Number{wanted.org.value()});
  } else {
    of_organisation.need("client.org = :org", Number{wanted.org.value()});
  }
  of_organisation.need("client_key.expires < :before", Number{epoch(wanted.before)});
  const std::string from = "client join client_key on client_key.client_id = client.id";
  return part<KeyExpiryRow, KeyExpiry>(
      connection_,
      "select client_key.client_id, client.name, client_key.kid, client_key.expires from " + from +
          " ",
      from, "client_key.expires, client_key.client_id, client_key.kid", of_organisation, slice);
}

}  // namespace portvakt::store
