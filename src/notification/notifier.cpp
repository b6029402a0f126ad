#include "notification/notifier.hpp"

#include "base/log.hpp"
#include "notification/content.hpp"

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace portvakt::notification {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenCounts = 10min;  // of keys that expire

/// The attempts of one channel, by how they ended.
struct Ended {
  Ended(Metrics& metrics, const std::string& channel)
      : delivered(counter(metrics, channel, "delivered")),
        failed(counter(metrics, channel, "failed")),
        given_up(counter(metrics, channel, "given_up")) {}

  void add(const Round::Counts& counts) {
    delivered.Increment(static_cast<double>(counts.delivered));
    failed.Increment(static_cast<double>(counts.failed));
    given_up.Increment(static_cast<double>(counts.given_up));
  }

  prometheus::Counter &delivered, &failed, &given_up;

 private:
  static prometheus::Counter& counter(Metrics& metrics, const std::string& channel,
                                      const std::string& result) {
    return metrics.counter("notifications_total", "Attempts to deliver a notice",
                           {{"channel", channel}, {"result", result}});
  }
};

}  // namespace

class Notifier::Worker {
 public:
  Worker(store::Store& store, Couriers couriers, Sender sender, Clock& clock, Random& random,
         Metrics& metrics, Options options)
      : store_(store),
        round_(store, std::move(couriers), std::move(sender), clock, random),
        clock_(clock),
        options_(options),
        mail_(metrics, "email"),
        webhook_(metrics, "webhook"),
        waiting_(metrics.gauge("notifications_waiting", "Notices on their way")) {
    for (std::size_t i = 0; i < std::size(kDaysBefore); ++i) {
      expiring_[i] =
          &metrics.gauge("client_keys_expiring", "Keys of active clients that expire within a time",
                         {{"within", fmt::format("{}d", kDaysBefore[i])}});
    }
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
    do go();
    while (!stopped_within(options_.pause));
  }

  bool stopped_within(std::chrono::milliseconds pause) {
    std::unique_lock lock(mutex_);
    return stop_.wait_for(lock, pause, [&] { return stopping_; });
  }

  void go() {
    try {
      const Round::Result result = round_.go();
      mail_.add(result.mail);
      webhook_.add(result.webhook);
      count();
      if (std::exchange(down_, false)) log::info("notifications_recovered", {});
    } catch (const std::exception& e) {
      if (!std::exchange(down_, true))
        log::warn("notifications_unavailable", {{"error.message", e.what()}});
    }
  }

  void count() {
    const Instant now = clock_.now();
    store_.read_notices([&](store::Notices& notices, store::Reader&) {
      waiting_.Set(static_cast<double>(notices.waiting()));
      if (now < next_count_) return;
      for (std::size_t i = 0; i < std::size(kDaysBefore); ++i) {
        const auto keys = notices.expiring_keys(now, now + std::chrono::days{kDaysBefore[i]});
        expiring_[i]->Set(static_cast<double>(keys));
      }
      next_count_ = now + kBetweenCounts;
    });
  }

  store::Store& store_;
  Round round_;
  Clock& clock_;
  const Options options_;
  Ended mail_, webhook_;
  prometheus::Gauge& waiting_;
  std::array<prometheus::Gauge*, std::size(kDaysBefore)> expiring_{};

  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;  // guarded by mutex_

  // the thread's own
  bool down_ = false;  // an episode that has been logged
  Instant next_count_{};

  std::thread thread_;
};

Notifier::Notifier(store::Store& store, Couriers couriers, Sender sender, Clock& clock,
                   Random& random, Metrics& metrics, Options options)
    : worker_(std::make_unique<Worker>(store, std::move(couriers), std::move(sender), clock, random,
                                       metrics, options)) {}
Notifier::~Notifier() = default;

}  // namespace portvakt::notification
