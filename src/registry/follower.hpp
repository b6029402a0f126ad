// Keeps a Registry true to a Store: loads everything once, then applies the change feed, whoever
// wrote. The process that wrote calls catch_up before it answers, so that its own changes are in
// force at once; other nodes hear of them.
#pragma once

#include "base/clock.hpp"
#include "registry/registry.hpp"
#include "store/store.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

namespace portvakt::registry {

class Follower {
 public:
  /// `on_signing_keys` runs after each load and whenever a signing key changed.
  Follower(store::Store& store, Registry& registry, Clock& clock,
           std::function<void(const std::vector<SigningKeyRecord>&)> on_signing_keys = {});
  ~Follower();  ///< stops

  void load();      ///< once, before anything else; throws StoreError
  void catch_up();  ///< everything committed before the call is in the registry when it returns;
                    ///< throws StoreError

  /// Starts a thread that catches up whenever something changed elsewhere, at the latest every
  /// `interval`.
  void start(milliseconds interval = milliseconds{500});
  void stop();

  store::Revision revision() const { return seen_; }
  Instant fresh_at() const;  ///< when the registry was last known to be up to date

 private:
  void reload();
  void apply(store::Reader& reader, const store::Change& change);
  void run(milliseconds interval);

  store::Store& store_;
  Registry& registry_;
  Clock& clock_;
  std::function<void(const std::vector<SigningKeyRecord>&)> on_signing_keys_;
  std::mutex applying_;
  std::atomic<store::Revision> seen_{0};
  std::atomic<std::int64_t> fresh_at_{0};
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace portvakt::registry
