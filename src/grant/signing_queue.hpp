// Signs access tokens on the threads that serve connections, at most so many at once, each
// signature a task of its own, so that between two of them other requests get their turn. Takes no
// more work than it can do within a limit: past that the answer is "later", before anything is
// written. docs/decisions/0014-sign-where-connections-run.md has the why.
#pragma once

#include "base/clock.hpp"
#include "grant/signing_keys.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace portvakt::grant {

class SigningQueue {
 public:
  struct Options {
    boost::asio::any_io_executor executor;  ///< the connections'
    std::size_t at_once;                    ///< how many signatures may run side by side on it
    milliseconds longest_wait;
    /// Told, under a lock, when so much is waiting that the next may take its time, and when not.
    std::function<void(bool)> busy = [](bool) {};
  };
  explicit SigningQueue(Options options);

  /// A place in the queue, taken before the ledger is written so that a recorded token is also
  /// signed.
  class Place {
   public:
    Place(Place&& other) noexcept : queue_(std::exchange(other.queue_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place();

   private:
    friend class SigningQueue;
    explicit Place(SigningQueue& queue) : queue_(&queue) {}
    SigningQueue* queue_;
  };
  std::optional<Place> reserve();  ///< nothing when the wait would pass the limit

  /// From any thread. `done` gets the compact serialisation of `claims`, or why there is none, on
  /// the executor.
  using Done = std::move_only_function<void(std::exception_ptr, std::string)>;
  void sign(Place place, std::shared_ptr<const ActiveKey> key, std::string claims, Done done);

  std::size_t waiting() const { return waiting_; }  ///< reserved, waiting or being signed

 private:
  struct Job {
    Place place;
    std::shared_ptr<const ActiveKey> key;
    std::string claims;
    Done done;
  };
  struct Signed {
    Place place;  // held until the token has been handed over
    Done done;
    std::exception_ptr failure;
    std::string token;
  };
  void take_turn();  // a task on the executor
  std::optional<Job> take();
  bool goes_on();  // whether the task has a successor
  void look();     // under the lock, after the length has changed
  Signed sign(Job job);

  Options options_;  // constant after construction

  std::atomic<std::size_t> waiting_{0};
  std::atomic<std::int64_t> cost_{600'000};  // nanoseconds of one signature, a moving average

  std::mutex mutex_;
  std::deque<Job> jobs_;     // guarded by mutex_
  std::size_t running_ = 0;  // guarded by mutex_; tasks on the executor
  bool busy_ = false;        // guarded by mutex_; what was told last
};

}  // namespace portvakt::grant
