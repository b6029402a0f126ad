// What happened to the accesses of a scope, as the record of changes tells it: who was granted
// access, who asked, and who lost it (docs/protocol.md §5.8).
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace portvakt::selfservice {

enum class AccessAction { granted, revoked, requested, approved, denied, withdrawn };
std::string_view word(AccessAction);  ///< `granted`

/// What a change of the state meant.
AccessAction action_of(std::optional<AccessState> before, std::optional<AccessState> after);

struct AccessEvent {
  Instant at;
  OrgNumber consumer;
  std::optional<std::string> consumer_name;
  AccessAction action;
  Actor by;  ///< others' clients are not named
};

/// Of a scope of the caller's, the newest first.
Result<store::Part<AccessEvent>, Refusal> access_history(Services&,
                                                         Permit<Operation::read_access_history>,
                                                         std::string_view scope, store::Slice);

}  // namespace portvakt::selfservice
