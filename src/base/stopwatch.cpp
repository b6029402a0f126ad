#include "base/stopwatch.hpp"

namespace portvakt {

Stopwatch::Stopwatch() : start_(std::chrono::steady_clock::now()) {}
std::chrono::nanoseconds Stopwatch::elapsed() const {
  return std::chrono::steady_clock::now() - start_;
}

}  // namespace portvakt
