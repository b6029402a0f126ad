// One round of what notifications are: making notices of what happened since the last, warning of
// keys, and delivering what is due. Rounds of several nodes on one database share the work. Every
// call blocks and may throw store::StoreError, after which the next round goes on.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "notification/couriers.hpp"
#include "notification/delivery.hpp"
#include "store/notices.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <vector>

namespace portvakt::notification {

class Round {
 public:
  Round(store::Store& store, Couriers couriers, Sender sender, Clock& clock, Random& random);

  struct Counts {
    std::int64_t delivered = 0, failed = 0, given_up = 0;
  };
  /// Of one channel each; how the attempts of this round ended.
  struct Result {
    Counts mail, webhook;
  };
  Result go();

 private:
  struct Due {
    Notice notice;
    NotificationPoint point;
  };

  bool sends() const { return couriers_.mail || couriers_.webhook; }
  void tell_changes();
  void tell_keys();
  std::vector<Due> take_due();
  void deliver(Result& result);
  void purge();

  store::Store& store_;
  const Couriers couriers_;
  const Sender sender_;
  Clock& clock_;
  Random& random_;
  Instant next_purge_{};
};

}  // namespace portvakt::notification
