// The operator's own scopes, `idporten:…`, which open the self-service API (docs/protocol.md,
// authentication). They are scopes like any other, under the operator's organisation; only the
// operator grants them and puts them on clients.
#pragma once

#include "base/result.hpp"
#include "store/store.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

constexpr std::string_view kOperatorPrefix = "idporten";
/// The operator's organisation where nobody configured one: a synthetic number, so it can only be a
/// sandbox's.
constexpr std::string_view kSandboxOperatorOrgno = "312345692";
constexpr std::string_view kSandboxOperatorName = "PORTVAKT OPERATØR";

/// Every operator scope, by its full name, with the description it is made with.
struct OperatorScope {
  std::string_view name, description;
};
std::span<const OperatorScope> operator_scopes();
bool is_operator_scope(const ScopeName& scope);
/// What an admin client gets unless told otherwise: to manage one's own clients, keys, scopes and
/// accesses.
std::span<const std::string_view> default_admin_scopes();

/// Makes the organisation, the prefix and the scopes that are missing. The error is a sentence: the
/// prefix belongs to someone else.
Result<void, std::string> ensure_operator_scopes(store::Transaction& transaction,
                                                 OrgNumber operator_org, Instant now);
/// APPROVED access to an operator scope that exists; false when it is not one of them or is not
/// there.
bool grant_operator_scope(store::Transaction& transaction, const ScopeName& scope,
                          OrgNumber consumer, Instant now);

/// Both of them for what an admin client is to hold.
Result<void, std::string> give_operator_scopes(store::Transaction& transaction,
                                               OrgNumber operator_org, OrgNumber consumer,
                                               const std::vector<ScopeName>& scopes, Instant now);

}  // namespace portvakt::selfservice
