// What the rules of self-service work with, and the one way they write: state read, rules checked
// and objects put in one transaction, which the registry has applied before the answer leaves. Safe
// from any thread; every call blocks.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "base/result.hpp"
#include "jose/jwk.hpp"
#include "model/notification.hpp"
#include "registry/follower.hpp"
#include "selfservice/caller.hpp"
#include "selfservice/directory.hpp"
#include "selfservice/refusal.hpp"
#include "store/notices.hpp"
#include "store/store.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace portvakt::selfservice {

struct Policy {
  bool allow_clients_without_scopes = false;
  bool refuse_unknown_members =
      false;  ///< else members of request bodies that mean nothing are passed over
  /// Whether system users are kept here; else somebody else's register is asked for them.
  bool keep_system_users = true;
  jose::KeyPolicy keys;
  std::vector<Channel> channels = {};  ///< how organisations can be told of what happens
  bool plain_webhooks = false;         ///< to networks of the operator's own, as it allows
};

struct Services {
  store::Store& store;
  registry::Follower& follower;
  OrganisationDirectory& directory;
  Clock& clock;
  Random& random;
  Policy policy;

  /// Now as the store keeps it, in whole seconds, so that a write answers what a read will say.
  Instant now() const { return std::chrono::floor<seconds>(clock.now()); }
};

/// Empty success, for operations that answer nothing.
struct Done {};

/// `work(store::Transaction&)` returns Result<T, Refusal>; a refusal leaves nothing behind.
template <class T, class Work>
Result<T, Refusal> commit(Services& services, const Caller& caller, Work work) {
  Result<T, Refusal> outcome = std::unexpected(Refusal{});
  services.store.write(caller.actor(), [&](store::Transaction& transaction) {
    outcome = work(transaction);
    return outcome.has_value();
  });
  if (outcome) services.follower.catch_up();
  return outcome;
}

/// `work(store::Reader&)` returns Result<T, Refusal>.
template <class T, class Work>
Result<T, Refusal> look(Services& services, Work work) {
  Result<T, Refusal> outcome = std::unexpected(Refusal{});
  services.store.read([&](store::Reader& reader) { outcome = work(reader); });
  return outcome;
}

}  // namespace portvakt::selfservice
