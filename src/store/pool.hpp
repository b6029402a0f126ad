// A bounded set of connections that outlives the database's restarts. Safe from any thread; a lease
// belongs to one.
#pragma once

#include "store/connection.hpp"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace portvakt::store {

class Pool {
 public:
  using Open = std::function<std::unique_ptr<Connection>()>;
  Pool(Open open, std::size_t size, std::chrono::milliseconds patience);

  /// A connection inside a transaction; rolled back and returned to the pool unless committed.
  class Lease {
   public:
    Lease(Lease&& other) noexcept
        : pool_(std::exchange(other.pool_, nullptr)),
          connection_(std::move(other.connection_)),
          open_(other.open_) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }
    void commit();

   private:
    friend class Pool;
    explicit Lease(Pool& pool) : pool_(&pool) {}
    Pool* pool_;  // null once moved from
    std::unique_ptr<Connection> connection_;
    bool open_ = false;
  };

  /// Waits for a free connection, at most the pool's patience. One that died while it lay idle is
  /// replaced unseen.
  Lease begin(Mode mode);

 private:
  std::unique_ptr<Connection> take_idle();
  void give_back(std::unique_ptr<Connection> connection);

  const Open open_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;  // guarded by mutex_
  std::size_t places_;  // guarded by mutex_: leases that may still be given out
};

}  // namespace portvakt::store
