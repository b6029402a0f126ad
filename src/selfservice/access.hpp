// Access: which organisations may use a scope. The owner of the scope decides; a row is never
// removed but denied.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// An access with the names of both sides, where the directory knows them.
struct NamedAccess {
  Access access;
  std::optional<std::string> owner_name, consumer_name;
};

struct AccessFilter {
  std::optional<std::string> scope, consumer_orgno;  ///< at least one
  store::Inactive inactive = store::Inactive::hidden;
};

/// What the caller granted: on one scope, to one consumer, or both.
Result<std::vector<NamedAccess>, Refusal> list_access(Services&, Permit<Operation::list_access>,
                                                      const AccessFilter&);
/// What the caller was granted.
Result<std::vector<NamedAccess>, Refusal> list_held_access(Services&,
                                                           Permit<Operation::list_held_access>,
                                                           store::Inactive);
/// Idempotent, and the answer to an open request. The consumer need not be known here; its number
/// must be right.
Result<NamedAccess, Refusal> grant_access(Services&, Permit<Operation::grant_access>,
                                          std::string_view consumer, std::string_view scope);
Result<NamedAccess, Refusal> revoke_access(Services&, Permit<Operation::revoke_access>,
                                           std::string_view consumer, std::string_view scope);

/// The scope, if the caller owns it. An unknown one is refused as a foreign one is: access can only
/// be handled on scopes that the caller has.
Result<Scope, Refusal> own_scope(store::Reader&, const Caller&, std::string_view name);

}  // namespace portvakt::selfservice
