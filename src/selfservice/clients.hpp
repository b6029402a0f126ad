// Clients: who may make one for whom, and what a client must look like. Create and update judge the
// resulting object with the same code. Nothing is ever removed: a deleted client is inactive and
// keeps its id.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/client_draft.hpp"
#include "selfservice/services.hpp"

#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// The organisation's own, and with `idporten:dcr.supplier` those it made for others.
Result<std::vector<Client>, Refusal> list_clients(Services&, Permit<Operation::list_clients>,
                                                  store::Inactive);
/// Those that the calling client made, for whomever.
Result<std::vector<Client>, Refusal> list_made_clients(Services&,
                                                       Permit<Operation::manage_made_clients>,
                                                       store::Inactive);
Result<Client, Refusal> create_client(Services&, Permit<Operation::create_client>,
                                      const ClientDraft&);
Result<Client, Refusal> get_client(Services&, Permit<Operation::get_client>, std::string_view id);
/// Replaces everything: what the draft leaves out takes its default, `active` (true) too. Scopes
/// that the client already holds may stay although they could not be added today; new ones must be
/// registrable.
Result<Client, Refusal> update_client(Services&, Permit<Operation::update_client>,
                                      std::string_view id, const ClientDraft&);
/// Whose refused requests the caller wants to see.
Result<Client, Refusal> client_with_refusals(Services&, Permit<Operation::list_refusals>,
                                             std::string_view id);
Result<Done, Refusal> delete_client(Services&, Permit<Operation::delete_client>,
                                    std::string_view id);

/// A new client of the caller's, inside a change that makes more than it.
Result<Client, Refusal> make_client(Services&, const Caller&, const ClientDraft&,
                                    store::Transaction&);
/// The client, if there is one and the caller may handle it; for the other resources below a
/// client.
Result<Client, Refusal> client_of(store::Reader&, const Caller&, std::string_view id);

}  // namespace portvakt::selfservice
