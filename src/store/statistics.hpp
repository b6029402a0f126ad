// How many tokens were issued and refused, by the hour: what the ledger says, rolled up behind the
// path of a token by a thread of its own, and what the token endpoint refused. Knows nothing of who
// may ask.
#pragma once

#include "base/clock.hpp"
#include "base/metrics.hpp"
#include "model/names.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace portvakt::store {

/// Whose tokens: the organisation's as a consumer, those with a scope of its, those in which it was
/// the supplier, or all.
enum class Side { everybody, consumer, owner, supplier };
enum class CountBy { nothing, scope, consumer, supplier, client, code };

struct CountQuery {
  Side side = Side::everybody;
  std::optional<OrgNumber> org;  ///< for every side but everybody
  CountBy by = CountBy::nothing;
  Instant from, to;  ///< whole hours; `to` is not included
  seconds step{};    ///< times in the answer are `from` and steps of this after it
  std::optional<std::string> scope = {}, consumer = {}, supplier = {}, client_id = {};
  std::size_t limit = 0;
};

/// One sum. Where several scopes of a token are told apart it counts once for each, else once.
/// Refusals are known by client and code only, so other questions have none.
struct Counted {
  Instant at;
  std::string key;  ///< empty: by nothing, no supplier, or a client that does not exist
  std::int64_t tokens = 0, refusals = 0;

  bool operator==(const Counted&) const = default;
};

/// Refused requests of one client for one reason in one hour.
struct RefusalCount {
  Instant hour;
  std::string client_id, code;
  std::int64_t refusals = 0;

  bool operator==(const RefusalCount&) const = default;
};

/// Where the thread gets refusals from. Safe from any thread.
class RefusalSource {
 public:
  virtual ~RefusalSource() = default;
  virtual std::vector<RefusalCount> take() = 0;                  ///< counted since the last call
  virtual void give_back(std::vector<RefusalCount> counts) = 0;  ///< they could not be written
};

class Statistics {
 public:
  struct Options {
    std::string url;                         ///< as Store's
    std::chrono::days retention{400};        ///< counts older than this are purged; 0 keeps all
    std::chrono::milliseconds pause{2'000};  ///< between two looks at the ledger
  };
  /// The schema must be there (Store migrates).
  Statistics(Options options, RefusalSource& refusals, Clock& clock, Metrics& metrics);
  ~Statistics();  ///< writes the refusals it has; tokens are counted at the next start

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace portvakt::store
