// The thread that goes the rounds, and what it counts.
#pragma once

#include "base/metrics.hpp"
#include "notification/round.hpp"

#include <chrono>
#include <memory>

namespace portvakt::notification {

class Notifier {
 public:
  struct Options {
    std::chrono::milliseconds pause{1'000};  ///< between two rounds
  };
  /// The schema must be there. Without a courier it only counts keys that expire.
  Notifier(store::Store& store, Couriers couriers, Sender sender, Clock& clock, Random& random,
           Metrics& metrics, Options options);
  ~Notifier();  ///< waits for the attempt that is under way

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace portvakt::notification
