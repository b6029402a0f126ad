#include "selfservice/rights.hpp"

#include "selfservice/authorization.hpp"

#include <algorithm>
#include <array>

namespace portvakt::selfservice {
namespace {

struct Row {
  Right right;
  std::array<std::string_view, 6> scopes;  ///< an empty text: no further scope
};

// docs/protocol.md §8.1. Rows follow the enum.
constexpr Row kRows[] = {
    {Right::clients,
     {kDcrRead, kDcrWrite, kDcrModify, kOnBehalfOfWrite, kDcrDatasharing, kScopesRead}},
    {Right::scopes, {kScopesRead, kScopesWrite}},
    {Right::supplier, {kDcrSupplier}},
    {Right::operator_, {kOperatorRead, kOperatorWrite, kCloudRead}},
};
static_assert(std::size(kRows) == std::size(kRights));

bool counts(Right right, std::span<const Right> rights, Standing standing) {
  if (right == Right::supplier) return contains(rights, Right::clients);
  if (right == Right::operator_) return standing == Standing::operators_own;
  return true;
}

}  // namespace

std::vector<std::string> scopes_of(std::span<const Right> rights, Standing standing) {
  std::vector<std::string> scopes;
  for (const Row& row : kRows) {
    if (!contains(rights, row.right) || !counts(row.right, rights, standing)) continue;
    for (const std::string_view scope : row.scopes) {
      if (scope.empty() || std::ranges::find(scopes, scope) != scopes.end()) continue;
      scopes.emplace_back(scope);
    }
  }
  return scopes;
}

Caller person_caller(std::string_view subject, OrgNumber org,
                     std::span<const Representation> organisations, Standing standing,
                     std::string_view trace) {
  Caller caller{.org = org,
                .client_id = std::string(kPeoplesClient),
                .scopes = {},
                .trace = std::string(trace),
                .standing = standing};
  caller.person = subject;
  for (const Representation& each : organisations) {
    if (each.org == org) caller.scopes = scopes_of(each.rights, standing);
    // Simplified onboarding makes clients, so that is the right which lets one speak there.
    if (each.org != org && contains(each.rights, Right::clients)) {
      caller.also_for.push_back(each.org);
    }
  }
  return caller;
}

}  // namespace portvakt::selfservice
