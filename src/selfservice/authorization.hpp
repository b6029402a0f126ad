// Who may do what: the one place where self-service decides it. Two questions, asked in this order:
// does the caller hold an OAuth scope for the operation (a table), and does the object belong to
// the caller's organisation (functions). An operation's function takes a Permit for just that
// operation, which only `authorize` makes: forgetting to ask does not compile.
#pragma once

#include "base/result.hpp"
#include "model/access_request.hpp"
#include "model/records.hpp"
#include "selfservice/caller.hpp"
#include "selfservice/refusal.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace portvakt::selfservice {

inline constexpr std::string_view kDcrRead = "idporten:dcr.read";
inline constexpr std::string_view kDcrModify = "idporten:dcr.modify";
inline constexpr std::string_view kDcrWrite = "idporten:dcr.write";
inline constexpr std::string_view kDcrSupplier = "idporten:dcr.supplier";
inline constexpr std::string_view kScopesRead = "idporten:scopes.read";
inline constexpr std::string_view kScopesWrite = "idporten:scopes.write";
// the documentation and the OpenAPI document spell it differently, so both exist
inline constexpr std::string_view kOnBehalfOfWrite = "idporten:dcr/onbehalfof.write";
inline constexpr std::string_view kOnBehalfOfWriteToo = "idporten:dcr/onbehalfof:write";
inline constexpr std::string_view kDcrAltinn = "idporten:dcr.altinn";
inline constexpr std::string_view kDcrDatasharing = "idporten:dcr.datasharing";
inline constexpr std::string_view kCloudRead = "idporten:cloud.read";
inline constexpr std::string_view kOperatorRead = "idporten:operator.read";
inline constexpr std::string_view kOperatorWrite = "idporten:operator.write";

/// Everything that needs a caller. What anyone may ask (public scopes, all prefixes, …) is not
/// here.
enum class Operation {
  list_clients,
  create_client,
  get_client,
  update_client,
  delete_client,
  get_keys,
  replace_keys,
  delete_keys,
  get_key,
  put_key,
  delete_key,
  add_key,
  list_refusals,
  explain_grant,
  list_scopes,
  create_scope,
  get_scope,
  update_scope,
  delete_scope,
  list_access,
  list_held_access,
  grant_access,
  revoke_access,
  read_access_history,
  browse_catalogue,
  request_access,
  list_access_requests,
  list_received_access_requests,
  get_access_request,
  answer_access_request,
  withdraw_access_request,
  list_key_expiries,
  list_notification_points,
  change_notification_points,
  list_delegations,
  list_received_delegations,
  delegate,
  revoke_delegation,
  list_system_users,
  list_received_system_users,
  create_system_user,
  delete_system_user,
  list_prefixes,
  get_user,
  switch_organisation,
  list_on_behalf_of,
  get_on_behalf_of,
  create_on_behalf_of,
  update_on_behalf_of,
  delete_on_behalf_of,
  manage_made_clients,
  use_datasharing,
  report,
  read_as_operator,
  write_as_operator,
  export_changes,
  read_consumer_statistics,
  read_owner_statistics,
  read_supplier_statistics,
  read_all_statistics,
  search_ledger,
  list_organisations,
  list_signing_keys,
  list_admin_clients,
  register_organisation,
  assign_prefix,
  drop_prefix,
  make_signing_key,
  change_signing_key,
  create_admin_client,
  count_,
};

/// OAuth scopes of which one is enough; empty: any token will do (or, for the last six, only the
/// command line and the operator's API).
std::span<const std::string_view> scopes_for(Operation operation);
/// Nothing when the caller may try; the object's own rules come later.
std::optional<Refusal> refused(const Caller& caller, Operation operation);

template <Operation operation>
class Permit {
 public:
  const Caller& caller() const { return *caller_; }

 private:
  explicit Permit(const Caller& caller) : caller_(&caller) {}
  template <Operation asked>
  friend Result<Permit<asked>, Refusal> authorize(const Caller& caller);
  const Caller* caller_;
};

/// The permit looks at `caller`, which must outlive it.
template <Operation operation>
Result<Permit<operation>, Refusal> authorize(const Caller& caller) {
  if (auto refusal = refused(caller, operation)) return std::unexpected(*std::move(refusal));
  return Permit<operation>{caller};
}
/// For callers that may be absent because no valid token came: then the refusal is
/// `unauthenticated`.
Refusal unauthenticated();
template <Operation operation>
Result<Permit<operation>, Refusal> authorize(const std::optional<Caller>& caller) {
  if (!caller) return std::unexpected(unauthenticated());
  return authorize<operation>(*caller);
}

/// Whoever may manage what it made does so with the rules for everybody's own clients.
Caller as_maker(const Permit<Operation::manage_made_clients>& permit);
/// In the operator's API the rules are those of the operator's command line. What is read there is
/// not changed there: a permit to read makes no caller.
Caller as_operator(const Permit<Operation::write_as_operator>& permit);

/// The client's own organisation, and the supplier that made it as long as it may act as one
/// (docs/protocol.md, clients).
bool may_handle(const Caller& caller, OrgNumber org, const std::optional<OrgNumber>& supplier);
bool may_handle(const Caller& caller, const Client& client);
/// Whether the caller may make a client for that organisation: its own, or any other as a supplier.
bool may_make_client_for(const Caller& caller, OrgNumber org);
/// In simplified onboarding: what was made there, for an organisation that the caller speaks for.
bool may_handle_in_datasharing(const Caller& caller, const Client& client);
bool owns(const Caller& caller, const Scope& scope);
bool owns(const Caller& caller, const PrefixRecord& prefix);
bool owns(const Caller& caller, const SystemUser& user);
/// The owner of the scope answers, who asked withdraws.
bool owns(const Caller& caller, const AccessRequest& request);
bool asked(const Caller& caller, const AccessRequest& request);
/// Who asked reads it with what opens its clients, the owner with what opens its scopes.
bool may_read(const Caller& caller, const AccessRequest& request);
/// Which client or person did something is for its own organisation to know.
bool may_know(const Caller& caller, const Actor& actor);

}  // namespace portvakt::selfservice
