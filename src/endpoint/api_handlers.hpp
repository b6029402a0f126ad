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
Handler list_access_history, list_access_requests, list_received_access_requests,
    get_access_request, request_access, answer_access_request, withdraw_access_request;
Handler browse_catalogue, list_key_expiries;
Handler list_notification_points, create_notification_point, delete_notification_point,
    test_notification_point, list_notices, get_calendar;
Handler list_on_behalf_of, get_on_behalf_of, create_on_behalf_of, update_on_behalf_of,
    delete_on_behalf_of;
Handler list_made_clients, create_made_client, update_made_client, delete_made_client,
    get_made_client_keys, replace_made_client_keys;
Handler list_onboarding_access, list_onboarded_clients, onboard_client, delete_onboarded_client;
Handler list_integrations, list_apis;
// people's sessions
Handler get_session, act_for_organisation, switch_organisation, test_login, log_out;
// the operator's API
Handler operator_list_clients, operator_create_client, operator_get_client, operator_update_client,
    operator_delete_client, operator_add_key, operator_renew_key, operator_delete_key,
    operator_update_on_behalf_of;
Handler operator_list_scopes, operator_create_scope, operator_get_scope, operator_update_scope,
    operator_delete_scope;
Handler operator_list_prefixes, operator_create_prefix, operator_get_prefix, operator_update_prefix,
    operator_delete_prefix;
Handler operator_list_statistics, operator_list_organisation_keys;
Handler search_ledger, list_organisations, get_registered_organisation, put_organisation,
    list_signing_keys, make_signing_key, change_signing_key, list_admin_clients,
    create_admin_client;
Handler get_statistics;
// the change export
Handler export_scopes, export_accesses, export_prefixes, export_clients, export_login_clients;
Handler list_prefixes, list_all_prefixes, get_organisation, list_delegation_sources, get_user;

}  // namespace portvakt::endpoint::handlers
