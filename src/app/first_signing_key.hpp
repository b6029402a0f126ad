// The key that a server on an empty database starts with; rotation from then on is the operator's.
#pragma once

#include "base/clock.hpp"
#include "selfservice/signing_keys.hpp"
#include "store/store.hpp"

#include <string_view>

namespace portvakt::app {

/// Makes and activates a key when none is active; of several nodes that start at once, one does.
void ensure_signing_key(store::Store& store, const selfservice::SigningKeyShape& shape,
                        std::string_view passphrase, Instant now);

}  // namespace portvakt::app
