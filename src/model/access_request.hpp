// An organisation asks for access to a scope, and the scope's owner answers (docs/protocol.md
// §5.16).
#pragma once

#include "model/names.hpp"
#include "model/records.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace portvakt {

/// A closed request stays as it is; whoever asks again makes a new one.
enum class AccessRequestState { requested, approved, denied, withdrawn };

std::string_view word(AccessRequestState);  ///< `REQUESTED`
std::optional<AccessRequestState> access_request_state(std::string_view text);

/// While one is open, the access of its scope and consumer stands as REQUESTED too.
struct AccessRequest {
  Uuid id;
  ScopeName scope;
  OrgNumber consumer;  ///< who asks
  OrgNumber owner;     ///< of the scope
  AccessRequestState state = AccessRequestState::requested;
  std::string reason;
  std::string answer;  ///< empty: none
  Instant created, last_updated;
};

}  // namespace portvakt
