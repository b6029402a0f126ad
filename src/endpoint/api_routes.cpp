#include "endpoint/api.hpp"
#include "endpoint/api_handlers.hpp"

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
};
// clang-format on

TrailingSlash slash_of(std::string_view path) {
  return path.starts_with("/api/") ? TrailingSlash::refused : TrailingSlash::accepted;
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
  constexpr std::string_view kRoots[] = {"api",  "clients",       "scopes",           "prefix",
                                         "auth", "organizations", "delegationsources"};
  if (!path.starts_with('/')) return false;
  const std::string_view root = path.substr(1, path.find('/', 1) - 1);
  for (const std::string_view known : kRoots) {
    if (root == known) return true;
  }
  return false;
}

}  // namespace portvakt::endpoint
