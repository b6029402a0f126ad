// The counts' tables over one connection: rolling the ledger up, adding refusals, forgetting what
// is old. For one thread. Everything here throws StoreError, after which another one is opened: a
// step is one transaction, so nothing is lost or counted twice.
#pragma once

#include "store/connection.hpp"
#include "store/query.hpp"
#include "store/statistics.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace portvakt::store {

class RollUp {
 public:
  explicit RollUp(const Address& address);

  enum class Progress {
    done,   ///< ask again later
    waits,  ///< somebody who began earlier has not committed yet; ask again later
    more    ///< ask again at once
  };
  /// Counts some rows of the ledger, once among all nodes.
  Progress step(Instant now);
  /// Everything that was in the ledger then is counted; nothing before the first time.
  std::optional<Instant> complete_until() const { return complete_until_; }

  /// On top of what was counted before.
  void add(const std::vector<RefusalCount>& counts);
  /// Forgets the oldest hour if it lies before; true when there may be more.
  bool purge(Instant before);

 private:
  /// The ledger at one time: its last row, and the transaction before which all others must have
  /// ended until no row below that one can appear any more.
  struct Look {
    Instant at;
    Number last = 0, fence = 0;
  };
  Look look(Instant now, Number counted);
  bool settled(const Look& look);
  /// False when another node has counted meanwhile.
  bool count(Number after, Number last);

  std::unique_ptr<Connection> connection_;
  std::optional<Look> look_;  // whose rows are not all counted yet
  std::optional<Instant> complete_until_;
};

}  // namespace portvakt::store
