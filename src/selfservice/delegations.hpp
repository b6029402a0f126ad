// The built-in register of delegations: a consumer lets a supplier use a scope that the consumer
// has access to. A row is never removed but revoked.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

// What the server calls its own delegation sources; no other exist.
inline constexpr std::string_view kBuiltInSource = "portvakt";
inline constexpr std::string_view kAltinnSource = "altinn";

/// A delegation with the names of both sides, where the directory knows them.
struct NamedDelegation {
  Delegation delegation;
  std::optional<std::string> consumer_name, supplier_name;
  bool counts = false;  ///< now
};

/// When a delegation counts; absent: from now on, without end.
struct Period {
  std::optional<Instant> from, to;
};
/// From the body of a request: `valid_from` and `valid_to`. An empty body says neither.
Result<Period, Refusal> read_period(const Services&, std::string_view body);

/// What the caller delegated, and what was delegated to the caller. Revoked and expired ones only
/// when inactive ones are shown.
Result<std::vector<NamedDelegation>, Refusal> list_delegations(Services&,
                                                               Permit<Operation::list_delegations>,
                                                               store::Inactive);
Result<std::vector<NamedDelegation>, Refusal> list_received_delegations(
    Services&, Permit<Operation::list_received_delegations>, store::Inactive);
/// New, or the same with another period. Idempotent.
Result<NamedDelegation, Refusal> delegate(Services&, Permit<Operation::delegate>,
                                          std::string_view supplier, std::string_view scope,
                                          const Period& period);
/// Idempotent.
Result<NamedDelegation, Refusal> revoke_delegation(Services&, Permit<Operation::revoke_delegation>,
                                                   std::string_view supplier,
                                                   std::string_view scope);

/// Leaves the source in the list that scopes may choose from; whether that changed anything.
bool ensure_delegation_source(store::Transaction&, const Uri& issuer, std::string_view name,
                              Instant now);

}  // namespace portvakt::selfservice
