// Waits until another process may have written: LISTEN on PostgreSQL over a connection of its own,
// patience on SQLite. One thread waits; any thread may stop it.
#pragma once

#include "store/connection.hpp"

#include <chrono>
#include <memory>

namespace portvakt::store {

class ChangeWaiter {
 public:
  explicit ChangeWaiter(Address address);
  ~ChangeWaiter();
  ChangeWaiter(const ChangeWaiter&) = delete;
  ChangeWaiter& operator=(const ChangeWaiter&) = delete;

  /// Returns early for a notification, after a new connection (something may have been missed) and
  /// once stopped.
  void wait(std::chrono::milliseconds at_most);
  void stop();

 private:
  bool listen();  // false: the database is away
  bool told();    // drains what has arrived; true when there was something

  const Address address_;
  const int stopped_;  // an eventfd that stays readable
  std::unique_ptr<Connection> connection_;
};

}  // namespace portvakt::store
