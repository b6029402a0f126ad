#include "app/first_signing_key.hpp"

#include <algorithm>

namespace portvakt::app {

void ensure_signing_key(store::Store& store, const selfservice::SigningKeyShape& shape,
                        std::string_view passphrase, Instant now) {
  bool active = false;
  store.read([&](store::Reader& reader) {
    active = std::ranges::any_of(reader.signing_keys(), [](const SigningKeyRecord& key) {
      return key.state == SigningKeyState::active;
    });
  });
  if (active) return;
  const auto fresh = selfservice::make_signing_key(shape, passphrase, now);
  store.write({.org = std::nullopt, .client_id = "server:first-start", .trace = {}},
              [&](store::Transaction& transaction) {
                return selfservice::ensure_active_signing_key(transaction, fresh, now);
              });
}

}  // namespace portvakt::app
