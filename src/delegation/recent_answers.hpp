// Remembers for a little while what was delegated, never what was not: a delegation given a moment
// ago must count at once. Bounded. Safe from any thread.
#pragma once

#include "base/clock.hpp"
#include "delegation/source.hpp"

#include <cstddef>
#include <map>
#include <mutex>
#include <tuple>

namespace portvakt::delegation {

class RecentAnswers {
 public:
  static constexpr std::size_t kMost = 10'000;

  /// With `keep` of 0 nothing is remembered.
  RecentAnswers(seconds keep, const Clock& clock) : keep_(keep), clock_(clock) {}

  bool holds(const Question& question, const ScopeName& scope) const;
  void remember(const Question& question, const ScopeName& scope);

 private:
  using Triple = std::tuple<OrgNumber, OrgNumber, std::string>;
  const seconds keep_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::map<Triple, Instant> heard_;  // guarded by mutex_
};

}  // namespace portvakt::delegation
