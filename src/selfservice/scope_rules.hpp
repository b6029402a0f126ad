// What a scope must look like, whoever made it and however: checked on the object as it would be
// stored.
#pragma once

#include "selfservice/caller.hpp"
#include "selfservice/scope_draft.hpp"
#include "selfservice/services.hpp"

#include <optional>

namespace portvakt::selfservice {

/// Puts the draft's values into `scope`, defaults where it is silent, and returns everything that
/// is wrong with the result. What only the operator decides is left as it is. `scope` has its name
/// and owner already.
Findings apply_draft(store::Reader& reader, const ScopeDraft& draft, Scope& scope);

/// docs/protocol.md, scope: INTERNAL, `protected` and `supports_european_businesses` are the
/// operator's to set. Others may send back what is there, or nothing.
std::optional<Refusal> apply_operator_members(const Caller& caller, const ScopeDraft& draft,
                                              Scope& scope);

}  // namespace portvakt::selfservice
