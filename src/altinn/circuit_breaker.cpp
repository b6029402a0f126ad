#include "altinn/circuit_breaker.hpp"

namespace portvakt::altinn {

bool CircuitBreaker::allows() {
  const Instant now = clock_.now();
  const std::scoped_lock lock(mutex_);
  if (!paused_until_) return true;
  // A clock that was set back must not make the pause longer than it is.
  if (now < *paused_until_ && *paused_until_ - now <= kPause) return false;
  paused_until_ = now + kPause;
  return true;
}

void CircuitBreaker::succeeded() {
  const std::scoped_lock lock(mutex_);
  failures_ = 0;
  paused_until_.reset();
}

void CircuitBreaker::failed() {
  const std::scoped_lock lock(mutex_);
  if (++failures_ >= kTolerated) paused_until_ = clock_.now() + kPause;
}

}  // namespace portvakt::altinn
