#include "store/statistics.hpp"

#include "base/log.hpp"
#include "store/roll_up.hpp"

#include <prometheus/gauge.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace portvakt::store {
namespace {

using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto kAtOnce = 10ms;  // between two steps of a backlog: the ledger's turn to write
constexpr auto kPurgePause = 1min;

}  // namespace

class Statistics::Worker {
 public:
  Worker(Options options, RefusalSource& refusals, Clock& clock, Metrics& metrics)
      : options_(std::move(options)),
        address_(Address::parse(options_.url)),
        refusals_(refusals),
        clock_(clock),
        complete_until_(epoch(clock.now())) {
    auto& lag = metrics.gauge("statistics_lag_seconds",
                              "Since which every token is known to be in the statistics");
    metrics.before_exposition([this, &lag] {
      lag.Set(static_cast<double>(epoch(clock_.now()) - complete_until_.load()));
    });
    thread_ = std::thread([this] { run(); });
  }

  ~Worker() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    stop_.notify_one();
    thread_.join();
  }

 private:
  void run() {
    std::chrono::milliseconds pause{0};
    while (!stopped_within(pause)) pause = work();
    try {
      add_refusals(connected());
    } catch (const StoreError& e) {
      fell(e);
    }
  }

  bool stopped_within(std::chrono::milliseconds pause) {
    std::unique_lock lock(mutex_);
    return stop_.wait_for(lock, pause, [&] { return stopping_; });
  }

  /// A turn; how long to wait for the next.
  std::chrono::milliseconds work() {
    try {
      RollUp& counts = connected();
      add_refusals(counts);
      const RollUp::Progress progress = counts.step(clock_.now());
      if (const auto until = counts.complete_until()) complete_until_ = epoch(*until);
      const bool more = purge_when_due(counts);
      recovered();
      return more || progress == RollUp::Progress::more ? kAtOnce : options_.pause;
    } catch (const StoreError& e) {
      fell(e);
      return options_.pause;
    }
  }

  void add_refusals(RollUp& counts) {
    std::vector<RefusalCount> refused = refusals_.take();
    try {
      counts.add(refused);
    } catch (const StoreError&) {
      refusals_.give_back(std::move(refused));
      throw;
    }
  }

  bool purge_when_due(RollUp& counts) {
    if (options_.retention.count() == 0 || Steady::now() < next_purge_) return false;
    if (counts.purge(clock_.now() - options_.retention)) return true;
    next_purge_ = Steady::now() + kPurgePause;
    return false;
  }

  RollUp& connected() {
    if (!counts_) counts_ = std::make_unique<RollUp>(address_);
    return *counts_;
  }
  void fell(const StoreError& why) {
    counts_.reset();  // rolls back; whatever the connection knows is not to be trusted
    if (std::exchange(down_, true)) return;
    log::warn("statistics_unavailable",
              {{"error.message", why.what()}, {"database", address_.shown}});
  }
  void recovered() {
    if (std::exchange(down_, false)) log::info("statistics_recovered", {});
  }

  const Options options_;
  const Address address_;
  RefusalSource& refusals_;
  Clock& clock_;
  std::atomic<std::int64_t> complete_until_;  // seconds since 1970

  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;  // guarded by mutex_

  // the thread's own
  std::unique_ptr<RollUp> counts_;
  bool down_ = false;  // an episode that has been logged
  Steady::time_point next_purge_{};

  std::thread thread_;
};

Statistics::Statistics(Options options, RefusalSource& refusals, Clock& clock, Metrics& metrics)
    : worker_(std::make_unique<Worker>(std::move(options), refusals, clock, metrics)) {}
Statistics::~Statistics() = default;

}  // namespace portvakt::store
