// Measures spans on the monotonic clock, for metrics and moving averages; never for a decision
// about a grant.
#pragma once

#include <chrono>

namespace portvakt {

class Stopwatch {
 public:
  Stopwatch();
  std::chrono::nanoseconds elapsed() const;
  double elapsed_seconds() const { return std::chrono::duration<double>(elapsed()).count(); }

 private:
  std::chrono::steady_clock::time_point start_;
};

}  // namespace portvakt
