// The keys of a client: at most five, each for at most a year from when it was posted.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/key_draft.hpp"
#include "selfservice/services.hpp"

#include <string_view>
#include <vector>

namespace portvakt::selfservice {

using Keys = std::vector<ClientKey>;

/// A client without keys has no key set: not found.
Result<Keys, Refusal> get_keys(Services&, Permit<Operation::get_keys>, std::string_view client);
/// The whole set is replaced. A key that was there already is renewed and keeps the time it was
/// made.
Result<Keys, Refusal> replace_keys(Services&, Permit<Operation::replace_keys>,
                                   std::string_view client, const std::vector<KeyDraft>&);
Result<Done, Refusal> delete_keys(Services&, Permit<Operation::delete_keys>,
                                  std::string_view client);
Result<ClientKey, Refusal> get_key(Services&, Permit<Operation::get_key>, std::string_view client,
                                   std::string_view kid);
/// Adds the key or puts it in the place of the one with that kid; others stay as they are.
Result<ClientKey, Refusal> put_key(Services&, Permit<Operation::put_key>, std::string_view client,
                                   std::string_view kid, const KeyDraft&);
Result<Done, Refusal> delete_key(Services&, Permit<Operation::delete_key>, std::string_view client,
                                 std::string_view kid);
/// As put_key, under the draft's own kid.
Result<ClientKey, Refusal> add_key(Services&, Permit<Operation::add_key>, std::string_view client,
                                   const KeyDraft&);

/// Another year for a key that is there, as sending it again gives.
Result<ClientKey, Refusal> renew_key(Services&, Permit<Operation::put_key>, std::string_view client,
                                     std::string_view kid);

/// The drafts as a client's whole set, `before` being what it has now.
Result<Keys, Refusal> key_set(const std::vector<KeyDraft>&, const Keys& before, Instant now);

}  // namespace portvakt::selfservice
