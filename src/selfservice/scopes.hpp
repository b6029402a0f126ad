// Scopes: made under a prefix that the caller owns, then changed in everything but their name.
// Nothing is ever removed: a deleted scope is inactive, keeps its name taken and its accesses
// granted.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/scope_draft.hpp"
#include "selfservice/services.hpp"

#include <string_view>
#include <vector>

namespace portvakt::selfservice {

Result<std::vector<Scope>, Refusal> list_scopes(Services&, Permit<Operation::list_scopes>,
                                                store::Inactive);
Result<Scope, Refusal> create_scope(Services&, Permit<Operation::create_scope>, const ScopeDraft&);
Result<Scope, Refusal> get_scope(Services&, Permit<Operation::get_scope>, std::string_view name);
/// Replaces everything but the name: what the draft leaves out takes its default, `active` (true)
/// too.
Result<Scope, Refusal> update_scope(Services&, Permit<Operation::update_scope>,
                                    std::string_view name, const ScopeDraft&);
Result<Scope, Refusal> delete_scope(Services&, Permit<Operation::delete_scope>,
                                    std::string_view name);

/// For anyone.
Result<std::vector<Scope>, Refusal> public_scopes(Services&, const store::PublicScopes&);

/// The scope, if the caller owns it. What lies under another's prefix is forbidden whether it
/// exists or not, so that nobody learns the names of scopes that are not public.
Result<Scope, Refusal> scope_of(store::Reader&, const Caller&, std::string_view name);

}  // namespace portvakt::selfservice
