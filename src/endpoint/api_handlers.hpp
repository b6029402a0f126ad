// One handler for each operation of the self-service API: wire to domain, domain decides, domain to
// wire.
#pragma once

#include "endpoint/api.hpp"

namespace portvakt::endpoint::handlers {

using Handler = http::Response(ApiServices&, const ApiCall&);

Handler list_clients, create_client, get_client, update_client, delete_client;
Handler get_keys, replace_keys, delete_keys, get_key, put_key, delete_key, add_key;
Handler explain_grant, list_refusals;
Handler list_scopes, find_scopes, create_scope, get_scope, update_scope, delete_scope,
    list_public_scopes;
Handler list_access, list_held_access, grant_access, revoke_access;
Handler list_delegations, list_received_delegations, delegate, revoke_delegation;
Handler list_system_users, list_received_system_users, create_system_user, delete_system_user;
Handler list_prefixes, list_all_prefixes, get_organisation, list_delegation_sources, get_user;

}  // namespace portvakt::endpoint::handlers
