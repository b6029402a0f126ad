// The ledger's thread: gathers rows into groups, hands them to the book, keeps the connection alive
// and forgets old rows.
#pragma once

#include "store/ledger_book.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace portvakt::store {

class Ledger::Worker {
 public:
  Worker(Options options, Clock& clock, Metrics& metrics);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void enter(LedgerRow row, std::move_only_function<void(Entered)> done);
  void gather(bool on);
  bool healthy() const { return healthy_; }

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;
  struct Waiting {
    LedgerRow row;
    std::move_only_function<void(Entered)> done;
    SteadyTime since;
  };
  struct Gauges;

  void run();
  std::vector<Waiting> next_group();  // empty: nothing came until something else was due
  void serve(std::span<Waiting> group);
  std::vector<Entered> enter_group(std::span<const LedgerRow* const> rows);
  void answer(Waiting& waiting, Entered entered);
  void keep_house();  // reconnects when down, purges when due
  bool connected();
  void fell(const StoreError& why);
  void recovered();

  // constant after construction
  const Options options_;
  const Address address_;
  Clock& clock_;
  const std::unique_ptr<Gauges> gauges_;

  std::atomic<bool> healthy_{false};

  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting> queue_;  // guarded by mutex_
  bool gathering_ = false;     // guarded by mutex_
  bool stopping_ = false;      // guarded by mutex_

  // the thread's own
  std::unique_ptr<Book> book_;
  bool down_ = false;  // an episode that has been logged
  SteadyTime next_try_{}, next_purge_{};
  std::chrono::milliseconds pause_{};
  Number latest_ = 0;  // the highest time any book has seen

  std::thread thread_;
};

}  // namespace portvakt::store
