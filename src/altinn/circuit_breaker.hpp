// Keeps a server that is down from being asked by every request: after a few failures in a row it
// is left alone for a pause, then one request tries again. Safe from any thread.
#pragma once

#include "base/clock.hpp"

#include <mutex>
#include <optional>

namespace portvakt::altinn {

class CircuitBreaker {
 public:
  static constexpr int kTolerated = 3;  ///< failures in a row
  static constexpr seconds kPause{5};

  explicit CircuitBreaker(const Clock& clock) : clock_(clock) {}

  /// Whether to ask now. Once a pause is over, the first to ask gets a yes, the others only after
  /// its success.
  bool allows();
  void succeeded();
  void failed();

 private:
  const Clock& clock_;
  std::mutex mutex_;
  int failures_ = 0;                     // guarded by mutex_
  std::optional<Instant> paused_until_;  // guarded by mutex_
};

}  // namespace portvakt::altinn
