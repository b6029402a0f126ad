#include "base/clock.hpp"

namespace portvakt {

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

}  // namespace portvakt
