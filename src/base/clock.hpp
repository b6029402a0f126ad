// Time enters through here only, so that tests move it by hand. Wall clock in UTC; never used for
// deadlines of sockets.
#pragma once

#include <chrono>

namespace portvakt {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Instant = std::chrono::sys_time<milliseconds>;

struct Clock {
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// For tests: stands still until told otherwise. One thread moves it.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : now_(at) {}
  Instant now() const override { return now_; }
  void advance(milliseconds by) { now_ += by; }

 private:
  Instant now_;
};

/// Whole seconds since 1970, the form of every time in SQL and in tokens.
inline std::int64_t epoch(Instant at) {
  return std::chrono::floor<seconds>(at).time_since_epoch().count();
}
inline Instant from_epoch(std::int64_t at) { return Instant{seconds{at}}; }

}  // namespace portvakt
