// The ledger's tables over one connection: entering a group, and forgetting what is old. For the
// ledger's thread alone. Everything here throws StoreError, after which the book is closed and
// another one opened.
#pragma once

#include "store/connection.hpp"
#include "store/ledger.hpp"
#include "store/query.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>
#include <vector>

namespace portvakt::store {

class Book {
 public:
  static std::unique_ptr<Book> open(const Address& address, std::chrono::milliseconds patience);
  virtual ~Book() = default;
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  /// One durable transaction: each grant's first use gets its row, every other is `seen_before`.
  /// Answers follow `rows`. After an exception nothing may be taken as written, and nothing as
  /// unwritten.
  virtual std::vector<Entered> enter(std::span<const LedgerRow* const> rows) = 0;

  /// Changes nothing, durably: throws while the database cannot be written.
  void probe();

  /// Forgets used grants that expired a minute ago and rows beyond `retention` (0 keeps all) that
  /// are in the statistics, a few hundred at a time; true when there may be more. Does nothing
  /// while the clock is behind the latest time seen here or in the ledger.
  bool purge(Instant now, std::chrono::days retention);
  Number latest() const { return latest_; }
  void remember(Number latest) {
    latest_ = std::max(latest_, latest);
  }  ///< what an earlier book saw

 protected:
  explicit Book(std::unique_ptr<Connection> connection);
  Connection& connection() { return *connection_; }

 private:
  /// Runs inside a transaction; false when another process purges just now.
  virtual bool purge_alone() { return true; }
  Number purge_grants(Number before);
  Number purge_rows(Number before);

  std::unique_ptr<Connection> connection_;
  Number latest_ = 0;  // the highest time seen
};

std::unique_ptr<Book> open_sqlite_book(std::unique_ptr<Connection>);
std::unique_ptr<Book> open_postgres_book(std::unique_ptr<Connection>,
                                         std::chrono::milliseconds patience);

}  // namespace portvakt::store
