// The catalogue of scopes that an organisation may ask for (docs/protocol.md §5.16).
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>

namespace portvakt::selfservice {

/// Words of the query.
struct CatalogueFilter {
  std::string text;  ///< every word of it must be found
  std::optional<std::string> owner, prefix;
};

struct CatalogueItem {
  Scope scope;
  std::optional<std::string> owner_name;
  std::optional<AccessState> access;  ///< the caller's
};

Result<store::Part<CatalogueItem>, Refusal> browse_catalogue(Services&,
                                                             Permit<Operation::browse_catalogue>,
                                                             const CatalogueFilter&, store::Slice);

}  // namespace portvakt::selfservice
