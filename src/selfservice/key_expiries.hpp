// Which keys of the caller's clients expire before a day (docs/protocol.md §5.5).
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <string_view>

namespace portvakt::selfservice {

struct ExpiringKey {
  store::KeyExpiry key;
  bool expired = false;  ///< already
};

/// The next to expire first, those that have expired before them. `day` is `2026-03-02`, and begins
/// at midnight UTC. Of clients that the caller made for others too, while it may handle them.
Result<store::Part<ExpiringKey>, Refusal> list_key_expiries(Services&,
                                                            Permit<Operation::list_key_expiries>,
                                                            std::string_view day, store::Slice);

}  // namespace portvakt::selfservice
