#include "selfservice/access_history.hpp"

#include "selfservice/access.hpp"

#include <utility>

namespace portvakt::selfservice {

std::string_view word(AccessAction action) {
  switch (action) {
    case AccessAction::granted:
      return "granted";
    case AccessAction::revoked:
      return "revoked";
    case AccessAction::requested:
      return "requested";
    case AccessAction::approved:
      return "approved";
    case AccessAction::denied:
      return "denied";
    case AccessAction::withdrawn:
      return "withdrawn";
  }
  std::unreachable();
}

AccessAction action_of(std::optional<AccessState> before, std::optional<AccessState> after) {
  if (!after) return AccessAction::withdrawn;
  const bool was_open = before == AccessState::requested;
  switch (*after) {
    case AccessState::requested:
      return AccessAction::requested;
    case AccessState::approved:
      return was_open ? AccessAction::approved : AccessAction::granted;
    case AccessState::denied:
      return was_open ? AccessAction::denied : AccessAction::revoked;
  }
  std::unreachable();
}

Result<store::Part<AccessEvent>, Refusal> access_history(
    Services& services, Permit<Operation::read_access_history> permit, std::string_view scope_name,
    store::Slice slice) {
  using Changes = store::Part<store::AccessChange>;
  auto changes = look<Changes>(services, [&](store::Reader& reader) -> Result<Changes, Refusal> {
    const auto scope = own_scope(reader, permit.caller(), scope_name);
    if (!scope) return std::unexpected(scope.error());
    return reader.access_history(scope->name, slice);
  });
  if (!changes) return std::unexpected(std::move(changes.error()));
  Names names(services.directory);
  store::Part<AccessEvent> events{.items = {}, .total = changes->total};
  for (store::AccessChange& change : changes->items) {
    if (!may_know(permit.caller(), change.actor)) change.actor.client_id.clear();
    events.items.push_back({change.at, change.consumer, names.of(change.consumer),
                            action_of(change.before, change.after), std::move(change.actor)});
  }
  return events;
}

}  // namespace portvakt::selfservice
