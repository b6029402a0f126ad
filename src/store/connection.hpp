// One connection to either engine, and the few things they do differently: transactions, locks,
// announcements. For one thread at a time. Only StoreError leaves it: SOCI's own texts hold bound
// values.
#pragma once

#include "store/address.hpp"
#include "store/fault.hpp"
#include "store/store.hpp"

#include <soci/session.h>

#include <chrono>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace portvakt::store {

/// A StoreError that remembers its kind, for this folder.
class DatabaseFault final : public StoreError {
 public:
  explicit DatabaseFault(Fault kind) : StoreError(std::string(sentence(kind))), fault(kind) {}
  const Fault fault;
};

/// What a step of a transaction is for; decides its locks and what it sees.
enum class Mode { read, write, migrate };

class Connection {
 public:
  struct Options {
    std::chrono::milliseconds patience{5'000};    ///< longest wait for a lock
    std::chrono::milliseconds statement{30'000};  ///< longest statement (PostgreSQL)
    enum class Missing {
      fail,
      create
    } missing = Missing::fail;  ///< a SQLite file that is not there
  };
  static std::unique_ptr<Connection> open(const Address& address, const Options& options);

  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void begin(Mode mode);
  /// Throws when a statement of this transaction failed before, whoever caught that: half a change
  /// is never kept.
  void commit();
  void rollback() noexcept;
  virtual void run(const char* script) = 0;  ///< fixed text, any number of statements
  virtual void announce() = 0;               ///< wakes whoever waits for changes, at commit

  /// Whether the connection is of no more use and a new one must be opened.
  bool lost() { return lost_ || !alive(); }
  virtual bool
  foreign_tables() = 0;  ///< whether there are tables, in a database without our `migration`
  virtual std::string in_dialect(
      std::string_view sql) const = 0;  ///< fills the placeholders of a migration

  Engine engine() const { return engine_; }
  soci::session& session() { return session_; }

  /// Runs what touches SOCI and turns its exceptions into StoreError.
  template <class F>
  decltype(auto) guarded(F&& work) {
    try {
      return work();
    } catch (const soci::soci_error& e) {
      fail(fault_of(e));
    }
  }

 protected:
  Connection(Engine engine, const soci::backend_factory& factory, const std::string& where)
      : engine_(engine), session_(factory, where) {}
  [[noreturn]] void fail(Fault fault);
  virtual const char* begin_text(Mode mode) const = 0;
  virtual bool alive() = 0;
  virtual Fault fault_of(const soci::soci_error& e) = 0;

 private:
  const Engine engine_;
  soci::session session_;
  bool spoiled_ = false;  // a statement of the current transaction failed
  bool lost_ = false;
};

/// `sql` with each placeholder replaced by its text.
using Placeholder = std::pair<std::string_view, std::string_view>;
std::string filled(std::string_view sql, std::initializer_list<Placeholder> placeholders);

std::unique_ptr<Connection> open_sqlite(const Address&, const Connection::Options&);
std::unique_ptr<Connection> open_postgres(const Address&, const Connection::Options&);

}  // namespace portvakt::store
