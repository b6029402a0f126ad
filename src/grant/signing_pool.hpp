// Signs access tokens on threads of its own, as many as cores, so that half a millisecond of RSA
// never holds up a connection. Takes no more work than it can do within a limit: past that the
// answer is "later", before anything is written.
#pragma once

#include "base/clock.hpp"
#include "grant/signing_keys.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace portvakt::grant {

class SigningPool {
 public:
  SigningPool(std::size_t threads, milliseconds longest_wait);

  /// A place in the queue, taken before the ledger is written so that a recorded token is also
  /// signed.
  class Place {
   public:
    Place(Place&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place();

   private:
    friend class SigningPool;
    explicit Place(SigningPool& pool) : pool_(&pool) {}
    SigningPool* pool_;
  };
  std::optional<Place> reserve();  ///< nothing when the wait would pass the limit

  /// The compact serialisation of `claims`, signed on the pool; resumes on the caller's executor.
  boost::asio::awaitable<std::string> sign(Place place, std::shared_ptr<const ActiveKey> key,
                                           std::string claims);
  std::size_t waiting() const { return waiting_; }
  void join() { pool_.join(); }

 private:
  const std::size_t threads_;
  const std::int64_t longest_wait_;  // nanoseconds
  std::atomic<std::size_t> waiting_{0};
  std::atomic<std::int64_t> cost_{600'000};  // nanoseconds of one signature, a moving average
  boost::asio::thread_pool pool_;
};

}  // namespace portvakt::grant
