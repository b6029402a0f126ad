// A database of its own for one test: a SQLite file, or a schema in the PostgreSQL that
// PORTVAKT_TEST_POSTGRES names. Speaks to it past the store, to look at rows and to do harm.
#pragma once

#include "base/clock.hpp"
#include "store/address.hpp"
#include "store/store.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace portvakt::contract {

class Database {
 public:
  static std::unique_ptr<Database> make(store::Engine engine);
  virtual ~Database() = default;

  virtual std::string url() const = 0;
  /// Runs statements over a connection of its own; the first column of the answer.
  virtual std::vector<std::string> ask(const std::string& sql) = 0;
  /// The server ends every connection but this one's; nothing on SQLite.
  virtual void cut_connections() {}
  /// From now on the database refuses every connection and write, until `repair`.
  virtual void break_down() = 0;
  virtual void repair() = 0;
};

/// SQLite always, PostgreSQL when the environment names one.
std::vector<store::Engine> engines();
std::string name_of(const testing::TestParamInfo<store::Engine>& info);

/// Moved by the test while other threads read it.
class HandClock final : public Clock {
 public:
  Instant now() const override { return from_epoch(now_); }
  void advance(seconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_{1'790'000'000};
};

class Contract : public testing::TestWithParam<store::Engine> {
 protected:
  store::Store::Options options() const { return {.url = database->url()}; }

  HandClock clock;
  std::unique_ptr<Database> database = Database::make(GetParam());
};

}  // namespace portvakt::contract
