#include "endpoint/api.hpp"
#include "endpoint/api_handlers.hpp"

#include <algorithm>

namespace portvakt::endpoint {
namespace {

using enum http::Method;

constexpr std::size_t kNone = 4 * 1024;  // bodies that say nothing, as some clients send `{}`
constexpr std::size_t kSmall = 16 * 1024;
constexpr std::size_t kLarge = 64 * 1024;

// Everything the self-service API answers. Each path has its older root path beside it; two rows
// are what only the older generation had (docs/protocol.md, path generations).
// clang-format off
constexpr ApiRoute kRoutes[] = {
    {get,  "/api/v1/clients",                          "listClients",         {{{get,  "/clients"}}},                                                       Auth::bearer, kNone,  handlers::list_clients},
    {post, "/api/v1/clients",                          "createClient",        {{{post, "/clients"}}},                                                       Auth::bearer, kLarge, handlers::create_client},
    {get,  "/api/v1/clients/{client_id}",              "getClient",           {{{get,  "/clients/{client_id}"}}},                                           Auth::bearer, kNone,  handlers::get_client},
    {put,  "/api/v1/clients/{client_id}",              "updateClient",        {{{put,  "/clients/{client_id}"}}},                                           Auth::bearer, kLarge, handlers::update_client},
    {del,  "/api/v1/clients/{client_id}",              "deleteClient",        {{{del,  "/clients/{client_id}"}}},                                           Auth::bearer, kNone,  handlers::delete_client},
    {get,  "/api/v1/clients/{client_id}/jwks",         "getClientKeys",       {{{get,  "/clients/{client_id}/jwks"}}},                                      Auth::bearer, kNone,  handlers::get_keys},
    {post, "/api/v1/clients/{client_id}/jwks",         "replaceClientKeys",   {{{post, "/clients/{client_id}/jwks"}}},                                      Auth::bearer, kLarge, handlers::replace_keys},
    {put,  "/clients/{client_id}/jwks",                "replaceClientKeysByPut", {{}},                                                                      Auth::bearer, kLarge, handlers::replace_keys},
    {del,  "/api/v1/clients/{client_id}/jwks",         "deleteClientKeys",    {{{del,  "/clients/{client_id}/jwks"}}},                                      Auth::bearer, kNone,  handlers::delete_keys},
    {get,  "/api/v1/clients/{client_id}/jwks/{kid}",   "getClientKey",        {{{get,  "/clients/{client_id}/jwks/{kid}"}}},                                Auth::bearer, kNone,  handlers::get_key},
    {put,  "/api/v1/clients/{client_id}/jwks/{kid}",   "putClientKey",        {{{put,  "/clients/{client_id}/jwks/{kid}"}}},                                Auth::bearer, kSmall, handlers::put_key},
    {del,  "/api/v1/clients/{client_id}/jwks/{kid}",   "deleteClientKey",     {{{del,  "/clients/{client_id}/jwks/{kid}"}}},                                Auth::bearer, kNone,  handlers::delete_key},
    {post, "/api/v2/clients/{client_id}/key",          "addClientKey",        {{}},                                                                         Auth::bearer, kSmall, handlers::add_key},
    {get,  "/api/v1/clients/{client_id}/refusals",     "listClientRefusals",  {{}},                                                                         Auth::bearer, kNone,  handlers::list_refusals},
    {post, "/api/v1/explain",                          "explainGrant",        {{}},                                                                         Auth::bearer, kLarge, handlers::explain_grant},
    {get,  "/api/v1/scopes",                           "listScopes",          {{}},                                                                         Auth::bearer, kNone,  handlers::list_scopes},
    {get,  "/scopes",                                  "findScopes",          {{}},                                                                         Auth::bearer, kNone,  handlers::find_scopes},
    {post, "/api/v1/scopes",                           "createScope",         {{{post, "/scopes"}}},                                                        Auth::bearer, kLarge, handlers::create_scope},
    {put,  "/api/v1/scopes",                           "updateScope",         {{{put,  "/scopes"}}},                                                        Auth::bearer, kLarge, handlers::update_scope},
    {del,  "/api/v1/scopes",                           "deleteScope",         {{{del,  "/scopes"}}},                                                        Auth::bearer, kNone,  handlers::delete_scope},
    {get,  "/api/v1/scopes/scope",                     "getScope",            {{{get,  "/scopes/scope"}}},                                                  Auth::bearer, kNone,  handlers::get_scope},
    {get,  "/api/v1/scopes/all",                       "listPublicScopes",    {{{get,  "/scopes/all"}}},                                                    Auth::anyone, kNone,  handlers::list_public_scopes},
    {get,  "/api/v1/scopes/access",                    "listScopeAccess",     {{{get,  "/scopes/access"}}},                                                 Auth::bearer, kNone,  handlers::list_access},
    {get,  "/api/v1/scopes/access/all",                "listHeldAccess",      {{{get,  "/scopes/access/all"}}},                                             Auth::bearer, kNone,  handlers::list_held_access},
    {put,  "/api/v1/scopes/access/{consumer_orgno}",   "grantAccess",         {{{put,  "/scopes/access/{consumer_orgno}"}}},                                Auth::bearer, kNone,  handlers::grant_access},
    {del,  "/api/v1/scopes/access/{consumer_orgno}",   "revokeAccess",        {{{del,  "/scopes/access/{consumer_orgno}"}}},                                Auth::bearer, kNone,  handlers::revoke_access},
    {get,  "/api/v1/delegations",                      "listDelegations",     {{}},                                                                         Auth::bearer, kNone,  handlers::list_delegations},
    {get,  "/api/v1/delegations/received",             "listReceivedDelegations", {{}},                                                                     Auth::bearer, kNone,  handlers::list_received_delegations},
    {put,  "/api/v1/delegations/{supplier_orgno}",     "delegate",            {{}},                                                                         Auth::bearer, kNone,  handlers::delegate},
    {del,  "/api/v1/delegations/{supplier_orgno}",     "revokeDelegation",    {{}},                                                                         Auth::bearer, kNone,  handlers::revoke_delegation},
    {get,  "/api/v1/systemusers",                      "listSystemUsers",     {{}},                                                                         Auth::bearer, kNone,  handlers::list_system_users},
    {get,  "/api/v1/systemusers/received",             "listReceivedSystemUsers", {{}},                                                                     Auth::bearer, kNone,  handlers::list_received_system_users},
    {post, "/api/v1/systemusers",                      "createSystemUser",    {{}},                                                                         Auth::bearer, kNone,  handlers::create_system_user},
    {del,  "/api/v1/systemusers/{id}",                 "deleteSystemUser",    {{}},                                                                         Auth::bearer, kNone,  handlers::delete_system_user},
    {get,  "/api/v1/prefix",                           "listPrefixes",        {{{get,  "/prefix"}}},                                                        Auth::bearer, kNone,  handlers::list_prefixes},
    {get,  "/api/v1/prefix/all",                       "listAllPrefixes",     {{{get,  "/prefix/all"}}},                                                    Auth::anyone, kNone,  handlers::list_all_prefixes},
    {get,  "/api/v1/organizations/{orgnr}",            "getOrganization",     {{{get,  "/organizations/{orgnr}"}}},                                         Auth::anyone, kNone,  handlers::get_organisation},
    {get,  "/api/v1/delegationsources",                "listDelegationSources", {{{get, "/delegationsources"}}},                                            Auth::anyone, kNone,  handlers::list_delegation_sources},
    {get,  "/api/v1/auth/user",                        "getAuthenticatedUser", {{{get,  "/auth/user"}}},                                                    Auth::bearer, kNone,  handlers::get_user},

    // what a consumer finds and asks for
    {get,  "/api/v1/catalogue",               "browseCatalogue",            {{}}, Auth::bearer, kNone,  handlers::browse_catalogue},
    {get,  "/api/v1/accessrequests",          "listAccessRequests",         {{}}, Auth::bearer, kNone,  handlers::list_access_requests},
    {post, "/api/v1/accessrequests",          "requestAccess",              {{}}, Auth::bearer, kSmall, handlers::request_access},
    {get,  "/api/v1/accessrequests/received", "listReceivedAccessRequests", {{}}, Auth::bearer, kNone,  handlers::list_received_access_requests},
    {get,  "/api/v1/accessrequests/{id}",     "getAccessRequest",           {{}}, Auth::bearer, kNone,  handlers::get_access_request},
    {put,  "/api/v1/accessrequests/{id}",     "answerAccessRequest",        {{}}, Auth::bearer, kSmall, handlers::answer_access_request},
    {del,  "/api/v1/accessrequests/{id}",     "withdrawAccessRequest",      {{}}, Auth::bearer, kNone,  handlers::withdraw_access_request},
    {get,  "/api/v1/scopes/access/history",   "listAccessHistory",          {{}}, Auth::bearer, kNone,  handlers::list_access_history},
    {get,  "/api/v1/clientkeys",              "listKeyExpiries",            {{}}, Auth::bearer, kNone,  handlers::list_key_expiries},

    // being told of what happens
    {get,  "/api/v1/notificationpoints",              "listNotificationPoints",  {{}}, Auth::bearer, kNone,  handlers::list_notification_points},
    {post, "/api/v1/notificationpoints",              "createNotificationPoint", {{}}, Auth::bearer, kSmall, handlers::create_notification_point},
    {del,  "/api/v1/notificationpoints/{id}",         "deleteNotificationPoint", {{}}, Auth::bearer, kNone,  handlers::delete_notification_point},
    {post, "/api/v1/notificationpoints/{id}/test",    "testNotificationPoint",   {{}}, Auth::bearer, kNone,  handlers::test_notification_point},
    {get,  "/api/v1/notificationpoints/{id}/notices", "listNotices",             {{}}, Auth::bearer, kNone,  handlers::list_notices},
    {get,  "/api/v1/calendar/{secret}",               "getCalendar",             {{}}, Auth::anyone, kNone,  handlers::get_calendar},

    // onbehalfof
    {get,  "/api/v1/clients/{client_id}/onbehalfof",      "listOnBehalfOf",   {{{get, "/clients/{client_id}/onbehalfof"}}},      Auth::bearer, kNone,  handlers::list_on_behalf_of},
    {post, "/api/v1/clients/{client_id}/onbehalfof",      "createOnBehalfOf", {{{post, "/clients/{client_id}/onbehalfof"}}},     Auth::bearer, kSmall, handlers::create_on_behalf_of},
    {get,  "/api/v1/clients/{client_id}/onbehalfof/{id}", "getOnBehalfOf",    {{{get, "/clients/{client_id}/onbehalfof/{id}"}}}, Auth::bearer, kNone,  handlers::get_on_behalf_of},
    {put,  "/api/v1/clients/{client_id}/onbehalfof/{id}", "updateOnBehalfOf", {{{put, "/clients/{client_id}/onbehalfof/{id}"}}}, Auth::bearer, kSmall, handlers::update_on_behalf_of},
    {del,  "/api/v1/clients/{client_id}/onbehalfof/{id}", "deleteOnBehalfOf", {{{del, "/clients/{client_id}/onbehalfof/{id}"}}}, Auth::bearer, kNone,  handlers::delete_on_behalf_of},

    // Altinn's twin of clients and keys
    {get,  "/api/v1/altinn/admin/clients",                  "listMadeClients",       {{}}, Auth::bearer, kNone,  handlers::list_made_clients},
    {post, "/api/v1/altinn/admin/clients",                  "createMadeClient",      {{}}, Auth::bearer, kLarge, handlers::create_made_client},
    {put,  "/api/v1/altinn/admin/clients/{client_id}",      "updateMadeClient",      {{}}, Auth::bearer, kLarge, handlers::update_made_client},
    {del,  "/api/v1/altinn/admin/clients/{client_id}",      "deleteMadeClient",      {{}}, Auth::bearer, kNone,  handlers::delete_made_client},
    {get,  "/api/v1/altinn/admin/clients/{client_id}/jwks", "getMadeClientKeys",     {{}}, Auth::bearer, kNone,  handlers::get_made_client_keys},
    {post, "/api/v1/altinn/admin/clients/{client_id}/jwks", "replaceMadeClientKeys", {{}}, Auth::bearer, kLarge, handlers::replace_made_client_keys},

    // simplified onboarding, under the path of the OpenAPI document too, which differs by a letter
    {get,  "/api/v1/datasharing/consumer/scope/access", "listOnboardingAccess",  {{{get, "/api/vw1/datasharing/consumer/scope/access"}, {get, "/datasharing/consumer/scope/access"}}}, Auth::bearer, kNone,  handlers::list_onboarding_access},
    {get,  "/api/v1/datasharing/consumer/client",       "listOnboardedClients",  {{{get, "/api/vw1/datasharing/consumer/client"}, {get, "/datasharing/consumer/client"}}},             Auth::bearer, kNone,  handlers::list_onboarded_clients},
    {post, "/api/v1/datasharing/consumer/client",       "onboardClient",         {{{post, "/api/vw1/datasharing/consumer/client"}, {post, "/datasharing/consumer/client"}}},           Auth::bearer, kLarge, handlers::onboard_client},
    {del,  "/api/v1/datasharing/consumer/client",       "deleteOnboardedClient", {{{del, "/api/vw1/datasharing/consumer/client"}, {del, "/datasharing/consumer/client"}}},             Auth::bearer, kNone,  handlers::delete_onboarded_client},

    // people's sessions
    {get,  "/api/v1/session",               "getSession",           {{}},                                Auth::anyone, kNone, handlers::get_session},
    {put,  "/api/v1/session/organisation",  "actForOrganisation",   {{}},                                Auth::anyone, kNone, handlers::act_for_organisation},
    {post, "/api/v1/auth/switch-synth-org", "switchOrganization", {{{post, "/auth/switch-synth-org"}}}, Auth::bearer, kNone, handlers::switch_organisation},
    {post, "/session/test-login",           "testLogin",            {{}},                                Auth::anyone, kNone, handlers::test_login},
    {post, "/session/logout",               "logOut",               {{}},                                Auth::anyone, kNone, handlers::log_out},

    // what the operator's organisation reads
    {get,  "/api/v1/integrations",          "listIntegrations",   {{}},                                 Auth::bearer, kNone, handlers::list_integrations},
    {get,  "/api/v1/apis",                  "listApis",           {{}},                                 Auth::bearer, kNone, handlers::list_apis},

    // the operator's API
    {get,  "/internal/api/v1/clients",                               "operatorListClients",          {{}}, Auth::bearer, kNone,  handlers::operator_list_clients},
    {post, "/internal/api/v1/clients",                               "operatorCreateClient",         {{}}, Auth::bearer, kLarge, handlers::operator_create_client},
    {get,  "/internal/api/v1/clients/{client_id}",                   "operatorGetClient",            {{}}, Auth::bearer, kNone,  handlers::operator_get_client},
    {put,  "/internal/api/v1/clients/{client_id}",                   "operatorUpdateClient",         {{}}, Auth::bearer, kLarge, handlers::operator_update_client},
    {del,  "/internal/api/v1/clients/{client_id}",                   "operatorDeleteClient",         {{}}, Auth::bearer, kNone,  handlers::operator_delete_client},
    {post, "/internal/api/v1/clients/{client_id}/jwk",               "operatorAddKey",               {{}}, Auth::bearer, kSmall, handlers::operator_add_key},
    {post, "/internal/api/v1/clients/{client_id}/jwk/renew/{kid}",   "operatorRenewKey",             {{}}, Auth::bearer, kNone,  handlers::operator_renew_key},
    {del,  "/internal/api/v1/clients/{client_id}/jwk/{kid}",         "operatorDeleteKey",            {{}}, Auth::bearer, kNone,  handlers::operator_delete_key},
    {post, "/internal/api/v1/clients/{client_id}/onbehalfof/update", "operatorUpdateOnBehalfOf",     {{}}, Auth::bearer, kSmall, handlers::operator_update_on_behalf_of},
    {get,  "/internal/api/v1/scopes",                                "operatorListScopes",           {{}}, Auth::bearer, kNone,  handlers::operator_list_scopes},
    {post, "/internal/api/v1/scopes",                                "operatorCreateScope",          {{}}, Auth::bearer, kLarge, handlers::operator_create_scope},
    {put,  "/internal/api/v1/scopes",                                "operatorUpdateScope",          {{}}, Auth::bearer, kLarge, handlers::operator_update_scope},
    {del,  "/internal/api/v1/scopes",                                "operatorDeleteScope",          {{}}, Auth::bearer, kNone,  handlers::operator_delete_scope},
    {get,  "/internal/api/v1/scopes/scope",                          "operatorGetScope",             {{}}, Auth::bearer, kNone,  handlers::operator_get_scope},
    {get,  "/internal/api/v1/scope_prefix",                          "operatorListPrefixes",         {{}}, Auth::bearer, kNone,  handlers::operator_list_prefixes},
    {post, "/internal/api/v1/scope_prefix",                          "operatorCreatePrefix",         {{}}, Auth::bearer, kSmall, handlers::operator_create_prefix},
    {get,  "/internal/api/v1/scope_prefix/{prefix}",                 "operatorGetPrefix",            {{}}, Auth::bearer, kNone,  handlers::operator_get_prefix},
    {put,  "/internal/api/v1/scope_prefix/{prefix}",                 "operatorUpdatePrefix",         {{}}, Auth::bearer, kSmall, handlers::operator_update_prefix},
    {del,  "/internal/api/v1/scope_prefix/{prefix}",                 "operatorDeletePrefix",         {{}}, Auth::bearer, kNone,  handlers::operator_delete_prefix},
    {get,  "/internal/api/v1/organization-statistics",               "operatorListStatistics",       {{}}, Auth::bearer, kNone,  handlers::operator_list_statistics},
    {get,  "/internal/api/v1/organization-statistics/{orgno}/keys",  "operatorListOrganizationKeys", {{}}, Auth::bearer, kNone,  handlers::operator_list_organisation_keys},

    // statistics, and what the operator's own screens need
    {get,  "/api/v1/statistics",                     "getStatistics",             {{}}, Auth::bearer, kNone,  handlers::get_statistics},
    {get,  "/api/v1/operator/ledger",                "operatorSearchLedger",      {{}}, Auth::bearer, kNone,  handlers::search_ledger},
    {get,  "/api/v1/operator/organisations",         "operatorListOrganisations", {{}}, Auth::bearer, kNone,  handlers::list_organisations},
    {get,  "/api/v1/operator/organisations/{orgno}", "operatorGetOrganisation",   {{}}, Auth::bearer, kNone,  handlers::get_registered_organisation},
    {put,  "/api/v1/operator/organisations/{orgno}", "operatorPutOrganisation",   {{}}, Auth::bearer, kSmall, handlers::put_organisation},
    {get,  "/api/v1/operator/signing-keys",          "operatorListSigningKeys",   {{}}, Auth::bearer, kNone,  handlers::list_signing_keys},
    {post, "/api/v1/operator/signing-keys",          "operatorMakeSigningKey",    {{}}, Auth::bearer, kNone,  handlers::make_signing_key},
    {put,  "/api/v1/operator/signing-keys/{kid}",    "operatorChangeSigningKey",  {{}}, Auth::bearer, kSmall, handlers::change_signing_key},
    {get,  "/api/v1/operator/adminclients",          "operatorListAdminClients",  {{}}, Auth::bearer, kNone,  handlers::list_admin_clients},
    {post, "/api/v1/operator/adminclients",          "operatorCreateAdminClient", {{}}, Auth::bearer, kSmall, handlers::create_admin_client},

    // the change export
    {get,  "/cloudsync/api/v1/cloud/sync/scopes",               "exportScopes",       {{}}, Auth::bearer, kNone, handlers::export_scopes},
    {get,  "/cloudsync/api/v1/cloud/sync/scopeaccess",          "exportScopeAccess",  {{}}, Auth::bearer, kNone, handlers::export_accesses},
    {get,  "/cloudsync/api/v1/cloud/sync/prefixes",             "exportPrefixes",     {{}}, Auth::bearer, kNone, handlers::export_prefixes},
    {get,  "/cloudsync/api/v1/cloud/sync/clients/maskinporten", "exportClients",      {{}}, Auth::bearer, kNone, handlers::export_clients},
    {get,  "/cloudsync/api/v1/cloud/sync/clients/idporten",     "exportLoginClients", {{}}, Auth::bearer, kNone, handlers::export_login_clients},
};
// clang-format on

TrailingSlash slash_of(std::string_view path) {
  constexpr std::string_view kExact[] = {"/api/", "/internal/api/", "/cloudsync/api/"};
  const auto begins = [&](std::string_view root) { return path.starts_with(root); };
  return std::ranges::any_of(kExact, begins) ? TrailingSlash::refused : TrailingSlash::accepted;
}

}  // namespace

std::span<const ApiRoute> api_routes() { return kRoutes; }

std::vector<RoutePattern> api_patterns(std::size_t first) {
  std::vector<RoutePattern> patterns;
  for (std::size_t i = 0; i < std::size(kRoutes); ++i) {
    patterns.push_back({kRoutes[i].method, kRoutes[i].path, first + i, slash_of(kRoutes[i].path)});
    for (const OlderPath& older : kRoutes[i].older) {
      if (older.path.empty()) continue;
      patterns.push_back({older.method, older.path, first + i, slash_of(older.path)});
    }
  }
  return patterns;
}

bool is_api_path(std::string_view path) {
  constexpr std::string_view kRoots[] = {
      "api",           "clients",           "scopes",      "prefix",   "auth",
      "organizations", "delegationsources", "datasharing", "internal", "cloudsync",
      "session"};
  if (!path.starts_with('/')) return false;
  const std::string_view root = path.substr(1, path.find('/', 1) - 1);
  for (const std::string_view known : kRoots) {
    if (root == known) return true;
  }
  return false;
}

}  // namespace portvakt::endpoint
