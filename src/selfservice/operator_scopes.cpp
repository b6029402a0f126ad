#include "selfservice/operator_scopes.hpp"

#include "selfservice/access_requests.hpp"
#include "selfservice/authorization.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace portvakt::selfservice {
namespace {

constexpr OperatorScope kScopes[] = {
    {kDcrRead, "Lese egne klienter og nøkler"},
    {kDcrModify, "Endre nøklene til egne klienter"},
    {kDcrWrite, "Opprette, endre og slette egne klienter og nøkler"},
    {kOnBehalfOfWrite, "Endre onbehalfof på egne klienter"},
    {kOnBehalfOfWriteToo, "Endre onbehalfof på egne klienter"},
    {kDcrSupplier, "Forvalte klienter for andre organisasjoner som leverandør"},
    {kDcrAltinn, "Forvalte klienter for tjenesteeiere i Altinn"},
    {kDcrDatasharing, "Forenklet tilkobling for datadeling"},
    {kScopesRead, "Lese egne scopes og tilganger"},
    {kScopesWrite, "Opprette og endre egne scopes og gi tilgang til dem"},
    {kCloudRead, "Intern replikering"},
    {kOperatorRead, "Lese alt i forvaltningens API"},
    {kOperatorWrite, "Endre alt i forvaltningens API"},
};
constexpr std::array kAdminScopes{kDcrRead, kDcrModify, kDcrWrite, kScopesRead, kScopesWrite};

Scope made(const OperatorScope& row, OrgNumber owner, Instant now) {
  return {.name = must(ScopeName::parse(row.name)),
          .owner = owner,
          .description = std::string(row.description),
          .long_description = {},
          .translations = {},
          .visibility = Visibility::internal,
          .allowed_integration_types = {IntegrationType::maskinporten},
          .delegation_source = std::nullopt,
          .enforced_aud = {},
          .created = now,
          .last_updated = now};
}

}  // namespace

std::span<const OperatorScope> operator_scopes() { return kScopes; }

bool is_operator_scope(const ScopeName& scope) {
  return std::ranges::any_of(kScopes, [&](const auto& row) { return row.name == scope.text(); });
}

std::span<const std::string_view> default_admin_scopes() { return kAdminScopes; }

Result<void, std::string> ensure_operator_scopes(store::Transaction& transaction,
                                                 OrgNumber operator_org, Instant now) {
  const Prefix prefix = must(Prefix::parse(kOperatorPrefix));
  const auto held = transaction.prefix(prefix);
  if (held && held->owner != operator_org) {
    return std::unexpected(fmt::format("the prefix {} belongs to {}, not to the operator {}",
                                       kOperatorPrefix, held->owner.digits(),
                                       operator_org.digits()));
  }
  if (!transaction.organisation(operator_org)) {
    transaction.put(Organisation{operator_org, std::string(kSandboxOperatorName), now, now});
  }
  if (!held) transaction.put(PrefixRecord{prefix, operator_org, true, now, now});
  for (const OperatorScope& row : kScopes) {
    const Scope scope = made(row, operator_org, now);
    if (!transaction.scope(scope.name)) transaction.put(scope);
  }
  return {};
}

bool grant_operator_scope(store::Transaction& transaction, const ScopeName& name,
                          OrgNumber consumer, Instant now) {
  const auto scope = is_operator_scope(name) ? transaction.scope(name) : std::nullopt;
  if (!scope) return false;
  const auto held = transaction.access(name, consumer);
  if (held && held->state == AccessState::approved) return true;
  const Access access{.scope = name,
                      .owner = scope->owner,
                      .consumer = consumer,
                      .state = AccessState::approved,
                      .created = held ? held->created : now,
                      .last_updated = now};
  transaction.put(access);
  close_open_request(transaction, access, AccessRequestState::approved);
  return true;
}

Result<void, std::string> give_operator_scopes(store::Transaction& transaction,
                                               OrgNumber operator_org, OrgNumber consumer,
                                               const std::vector<ScopeName>& scopes, Instant now) {
  auto made = ensure_operator_scopes(transaction, operator_org, now);
  if (!made) return made;
  for (const ScopeName& scope : scopes) grant_operator_scope(transaction, scope, consumer, now);
  return {};
}

}  // namespace portvakt::selfservice
