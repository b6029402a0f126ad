#include "selfservice/authorization.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace portvakt::selfservice {
namespace {

enum class For { scope_holders, any_token, operator_only };

struct Row {
  Operation operation;
  For who;
  std::array<std::string_view, 2> any_of;  ///< an empty text: no further scope
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
    {Operation::register_organisation, For::operator_only, {}},
    {Operation::assign_prefix, For::operator_only, {}},
    {Operation::drop_prefix, For::operator_only, {}},
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

}  // namespace

std::span<const std::string_view> scopes_for(Operation operation) {
  const auto& any_of = row_of(operation).any_of;
  const auto used = std::ranges::count_if(any_of, [](auto scope) { return !scope.empty(); });
  return std::span(any_of).first(static_cast<std::size_t>(used));
}

std::optional<Refusal> refused(const Caller& caller, Operation operation) {
  const For who = row_of(operation).who;
  if (caller.is_operator() || who == For::any_token) return std::nullopt;
  if (who == For::operator_only) {
    return forbidden("token", "Bare forvaltningen kan gjøre dette");
  }
  const auto any_of = scopes_for(operation);
  if (std::ranges::any_of(any_of, [&](auto scope) { return caller.holds(scope); })) {
    return std::nullopt;
  }
  const std::vector<std::string> wanted(any_of.begin(), any_of.end());
  Refusal refusal = forbidden("token", "Tokenet mangler scope: " + join(wanted, " eller "));
  refusal.needed_scopes = join(wanted, " ");
  return refusal;
}

Refusal unauthenticated() {
  return {Kind::unauthenticated,
          {{"Mangler gyldig token i Authorization-headeren (Bearer)", "", "token"}},
          {}};
}

bool may_handle(const Caller& caller, OrgNumber org, const std::optional<OrgNumber>& supplier) {
  if (caller.is_operator() || org == caller.org) return true;
  return supplier == caller.org && caller.holds(kDcrSupplier);
}
bool may_handle(const Caller& caller, const Client& client) {
  return may_handle(caller, client.org, client.supplier);
}

bool may_make_client_for(const Caller& caller, OrgNumber org) {
  return caller.is_operator() || org == caller.org || caller.holds(kDcrSupplier);
}

bool owns(const Caller& caller, const Scope& scope) {
  return caller.is_operator() || scope.owner == caller.org;
}
bool owns(const Caller& caller, const SystemUser& user) {
  return user.owner == caller.org;  // whom the operator acts for is named
}
bool owns(const Caller& caller, const PrefixRecord& prefix) {
  return caller.is_operator() || prefix.owner == caller.org;
}

}  // namespace portvakt::selfservice
