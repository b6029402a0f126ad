#include "selfservice/authorization.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace portvakt::selfservice {
namespace {

enum class For { scope_holders, operators_scope_holders, any_token, people, command_line };

struct Row {
  Operation operation;
  For who;
  std::array<std::string_view, 4> any_of;  ///< an empty text: no further scope
};

// docs/protocol.md, self-service scopes. Rows follow the enum.
constexpr Row kRows[] = {
    {Operation::list_clients, For::scope_holders, {kDcrRead}},
    {Operation::create_client, For::scope_holders, {kDcrWrite}},
    {Operation::get_client, For::scope_holders, {kDcrRead}},
    {Operation::update_client, For::scope_holders, {kDcrWrite}},
    {Operation::delete_client, For::scope_holders, {kDcrWrite}},
    {Operation::get_keys, For::scope_holders, {kDcrRead}},
    {Operation::replace_keys, For::scope_holders, {kDcrWrite, kDcrModify}},
    {Operation::delete_keys, For::scope_holders, {kDcrWrite, kDcrModify}},
    {Operation::get_key, For::scope_holders, {kDcrRead}},
    {Operation::put_key, For::scope_holders, {kDcrWrite, kDcrModify}},
    {Operation::delete_key, For::scope_holders, {kDcrWrite, kDcrModify}},
    {Operation::add_key, For::scope_holders, {kDcrWrite, kDcrModify}},
    {Operation::list_refusals, For::scope_holders, {kDcrRead}},
    {Operation::explain_grant, For::scope_holders, {kDcrRead}},
    {Operation::list_scopes, For::scope_holders, {kScopesRead, kScopesWrite}},
    {Operation::create_scope, For::scope_holders, {kScopesWrite}},
    {Operation::get_scope, For::scope_holders, {kScopesRead}},
    {Operation::update_scope, For::scope_holders, {kScopesWrite}},
    {Operation::delete_scope, For::scope_holders, {kScopesWrite}},
    {Operation::list_access, For::scope_holders, {kScopesRead}},
    {Operation::list_held_access, For::scope_holders, {kScopesRead}},
    {Operation::grant_access, For::scope_holders, {kScopesWrite}},
    {Operation::revoke_access, For::scope_holders, {kScopesWrite}},
    {Operation::read_access_history, For::scope_holders, {kScopesRead}},
    {Operation::browse_catalogue, For::any_token, {}},
    {Operation::request_access, For::scope_holders, {kDcrWrite}},
    {Operation::list_access_requests, For::scope_holders, {kDcrRead}},
    {Operation::list_received_access_requests, For::scope_holders, {kScopesRead}},
    {Operation::get_access_request, For::scope_holders, {kDcrRead, kScopesRead}},
    {Operation::answer_access_request, For::scope_holders, {kScopesWrite}},
    {Operation::withdraw_access_request, For::scope_holders, {kDcrWrite}},
    {Operation::list_key_expiries, For::scope_holders, {kDcrRead}},
    {Operation::list_notification_points, For::scope_holders, {kDcrRead, kScopesRead}},
    {Operation::change_notification_points, For::scope_holders, {kDcrWrite, kScopesWrite}},
    {Operation::list_delegations, For::scope_holders, {kDcrRead}},
    {Operation::list_received_delegations, For::scope_holders, {kDcrRead}},
    {Operation::delegate, For::scope_holders, {kDcrWrite}},
    {Operation::revoke_delegation, For::scope_holders, {kDcrWrite}},
    {Operation::list_system_users, For::scope_holders, {kDcrRead}},
    {Operation::list_received_system_users, For::scope_holders, {kDcrRead}},
    {Operation::create_system_user, For::scope_holders, {kDcrWrite}},
    {Operation::delete_system_user, For::scope_holders, {kDcrWrite}},
    {Operation::list_prefixes, For::scope_holders, {kScopesRead, kScopesWrite}},
    {Operation::get_user, For::any_token, {}},
    {Operation::switch_organisation, For::people, {}},
    {Operation::list_on_behalf_of, For::scope_holders, {kDcrRead}},
    {Operation::get_on_behalf_of, For::scope_holders, {kDcrRead}},
    {Operation::create_on_behalf_of,
     For::scope_holders,
     {kDcrWrite, kDcrModify, kOnBehalfOfWrite, kOnBehalfOfWriteToo}},
    {Operation::update_on_behalf_of,
     For::scope_holders,
     {kDcrWrite, kDcrModify, kOnBehalfOfWrite, kOnBehalfOfWriteToo}},
    {Operation::delete_on_behalf_of,
     For::scope_holders,
     {kDcrWrite, kDcrModify, kOnBehalfOfWrite, kOnBehalfOfWriteToo}},
    {Operation::manage_made_clients, For::scope_holders, {kDcrAltinn}},
    {Operation::use_datasharing, For::scope_holders, {kDcrDatasharing}},
    {Operation::report, For::operators_scope_holders, {kOperatorRead}},
    {Operation::read_as_operator, For::operators_scope_holders, {kOperatorRead, kOperatorWrite}},
    {Operation::write_as_operator, For::operators_scope_holders, {kOperatorWrite}},
    {Operation::export_changes, For::operators_scope_holders, {kCloudRead}},
    {Operation::read_consumer_statistics, For::scope_holders, {kDcrRead}},
    {Operation::read_owner_statistics, For::scope_holders, {kScopesRead}},
    {Operation::read_supplier_statistics, For::scope_holders, {kDcrRead}},
    {Operation::read_all_statistics, For::operators_scope_holders, {kOperatorRead, kOperatorWrite}},
    {Operation::search_ledger, For::operators_scope_holders, {kOperatorRead, kOperatorWrite}},
    {Operation::list_organisations, For::operators_scope_holders, {kOperatorRead, kOperatorWrite}},
    {Operation::list_signing_keys, For::operators_scope_holders, {kOperatorRead, kOperatorWrite}},
    {Operation::list_admin_clients, For::operators_scope_holders, {kOperatorRead, kOperatorWrite}},
    {Operation::register_organisation, For::command_line, {}},
    {Operation::assign_prefix, For::command_line, {}},
    {Operation::drop_prefix, For::command_line, {}},
    {Operation::make_signing_key, For::command_line, {}},
    {Operation::change_signing_key, For::command_line, {}},
    {Operation::create_admin_client, For::command_line, {}},
};

consteval bool rows_follow_enum() {
  std::size_t next = 0;
  for (const Row& row : kRows) {
    if (static_cast<std::size_t>(row.operation) != next++) return false;
  }
  return next == static_cast<std::size_t>(Operation::count_);
}
static_assert(rows_follow_enum(), "an Operation without its row does not compile");

const Row& row_of(Operation operation) { return kRows[static_cast<std::size_t>(operation)]; }

constexpr std::string_view kNoOperator =
    "Forvaltningens API er ikke slått på: sett operator_orgno i konfigurasjonen til "
    "organisasjonen som driver tjenesten";
constexpr std::string_view kNoSession =
    "Et maskintoken handler alltid for sin egen organisasjon; bare en innlogget bruker kan bytte "
    "syntetisk organisasjon";

std::optional<Refusal> without_scope(const Caller& caller, Operation operation) {
  const auto any_of = scopes_for(operation);
  if (std::ranges::any_of(any_of, [&](auto scope) { return caller.holds(scope); })) {
    return std::nullopt;
  }
  const std::vector<std::string> wanted(any_of.begin(), any_of.end());
  Refusal refusal = forbidden("token", "Tokenet mangler scope: " + join(wanted, " eller "));
  refusal.needed_scopes = join(wanted, " ");
  return refusal;
}

}  // namespace

std::span<const std::string_view> scopes_for(Operation operation) {
  const auto& any_of = row_of(operation).any_of;
  const auto used = std::ranges::count_if(any_of, [](auto scope) { return !scope.empty(); });
  return std::span(any_of).first(static_cast<std::size_t>(used));
}

std::optional<Refusal> refused(const Caller& caller, Operation operation) {
  const For who = row_of(operation).who;
  if (who == For::people) {
    return caller.is_person() ? std::nullopt
                              : std::optional(forbidden("token", std::string(kNoSession)));
  }
  if (caller.is_operator() || who == For::any_token) return std::nullopt;
  if (who == For::command_line) return forbidden("token", "Bare forvaltningen kan gjøre dette");
  if (who == For::operators_scope_holders && caller.standing == Standing::no_operator) {
    return forbidden("token", std::string(kNoOperator));
  }
  if (auto refusal = without_scope(caller, operation)) return refusal;
  if (who == For::operators_scope_holders && caller.standing != Standing::operators_own) {
    return forbidden("token", "Bare organisasjonen som driver tjenesten kan gjøre dette");
  }
  return std::nullopt;
}
Refusal unauthenticated() {
  return {Kind::unauthenticated,
          {{"Mangler gyldig token i Authorization-headeren (Bearer)", "", "token"}},
          {}};
}

Caller as_maker(const Permit<Operation::manage_made_clients>& permit) {
  Caller maker = permit.caller();
  maker.role = Role::maker;
  maker.scopes = {std::string(kDcrRead), std::string(kDcrWrite)};
  return maker;
}

Caller as_operator(const Permit<Operation::write_as_operator>& permit) {
  Caller operator_caller = permit.caller();
  operator_caller.role = Role::operator_api;
  return operator_caller;
}

bool may_handle(const Caller& caller, OrgNumber org, const std::optional<OrgNumber>& supplier) {
  if (caller.is_operator() || org == caller.org) return true;
  return supplier == caller.org && caller.holds(kDcrSupplier);
}
bool may_handle(const Caller& caller, const Client& client) {
  if (caller.role == Role::maker) return client.created_by == caller.client_id;
  return may_handle(caller, client.org, client.supplier);
}

bool may_make_client_for(const Caller& caller, OrgNumber org) {
  return caller.is_operator() || caller.role == Role::maker || org == caller.org ||
         caller.holds(kDcrSupplier);
}

bool may_handle_in_datasharing(const Caller& caller, const Client& client) {
  return client.created_by == caller.client_id && caller.speaks_for(client.org);
}

bool owns(const Caller& caller, const Scope& scope) {
  return caller.is_operator() || scope.owner == caller.org;
}
bool owns(const Caller& caller, const SystemUser& user) {
  return user.owner == caller.org;  // whom the operator acts for is named
}
bool owns(const Caller& caller, const AccessRequest& request) {
  return caller.is_operator() || request.owner == caller.org;
}
bool asked(const Caller& caller, const AccessRequest& request) {
  return request.consumer == caller.org;
}
bool may_read(const Caller& caller, const AccessRequest& request) {
  return caller.is_operator() || (asked(caller, request) && caller.holds(kDcrRead)) ||
         (owns(caller, request) && caller.holds(kScopesRead));
}
bool may_know(const Caller& caller, const Actor& actor) {
  return caller.is_operator() || actor.org == caller.org;
}
bool owns(const Caller& caller, const PrefixRecord& prefix) {
  return caller.is_operator() || prefix.owner == caller.org;
}

}  // namespace portvakt::selfservice
