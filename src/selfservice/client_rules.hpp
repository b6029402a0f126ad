// What a client must look like, whoever made it and however: checked on the object as it would be
// stored.
#pragma once

#include "selfservice/caller.hpp"
#include "selfservice/client_draft.hpp"
#include "selfservice/services.hpp"

namespace portvakt::selfservice {

/// Puts the draft's values into `client`, defaults where it is silent, and returns everything that
/// is wrong with the result. `client` has its organisation already; `before` is what is stored now,
/// nullptr for a new client.
Findings apply_draft(store::Reader& reader, const Caller& caller, const Policy& policy,
                     const ClientDraft& draft, const Client* before, Client& client);

}  // namespace portvakt::selfservice
