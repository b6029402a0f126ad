// How many token requests were refused, by client and code, until somebody writes them down.
// Bounded whoever sends them: in an hour so many pairs of client and code are told apart, for those
// who showed the client's key and for those who did not, and all others count together. Safe from
// any thread.
#pragma once

#include "base/clock.hpp"
#include "grant/rule.hpp"
#include "store/statistics.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace portvakt::grant {

class RefusalCounts final : public store::RefusalSource {
 public:
  static constexpr std::size_t kPairs = 10'000;  ///< of each kind, in an hour

  explicit RefusalCounts(const Clock& clock, std::size_t pairs = kPairs)
      : clock_(clock), pairs_(pairs) {}

  /// Passes over faults of the server's own.
  void enter(const Refusal& refusal);

  std::vector<store::RefusalCount> take() override;
  void give_back(std::vector<store::RefusalCount> counts) override;

 private:
  using Pair = std::pair<std::string, std::string>;  // client, code
  /// Zero once taken: it stays so that the hour's number of pairs is known.
  using Counts = std::map<Pair, std::int64_t>;

  void begin_hour(std::int64_t hour);
  void keep(store::RefusalCount count);

  const Clock& clock_;
  const std::size_t pairs_;
  std::mutex mutex_;  // guards what follows
  std::int64_t hour_ = 0;
  Counts with_key_, without_key_;  // of this hour
  std::map<std::pair<std::int64_t, Pair>, std::int64_t>
      waiting_;  // of hours that ended, or given back
};

/// `MP-110`, or the OAuth error of those that have no code.
std::string_view counted_code(Reason reason);

}  // namespace portvakt::grant
