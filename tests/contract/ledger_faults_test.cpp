// No row, no token: whatever the database does, a grant is either written and refused later, or not
// written and usable.
#include "contract/ledger_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace portvakt::contract {
namespace {

using namespace std::chrono_literals;

class LedgerFaults : public LedgerContract {};
INSTANTIATE_TEST_SUITE_P(Backends, LedgerFaults, testing::ValuesIn(engines()), name_of);

//= replay.only-with-token
TEST_P(LedgerFaults, IsUnavailableWhileTheDatabaseIsAndComesBackByItself) {
  Ledger ledger(ledger_options(), clock, metrics);
  ASSERT_EQ(enter_in_the_end(ledger, row("før")), Entered::first_use);
  database->break_down();
  testing::internal::CaptureStdout();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(enter(ledger, row("imens")), Entered::unavailable);
  EXPECT_FALSE(ledger.healthy());
  EXPECT_THAT(metrics.text(), testing::HasSubstr("ledger_up 0"));
  database->repair();
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(enter_in_the_end(ledger, row("imens")), Entered::first_use);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
  EXPECT_TRUE(ledger.healthy());
  const std::string log = testing::internal::GetCapturedStdout();
  const auto times = [&](std::string_view event) {
    std::size_t n = 0;
    for (auto at = log.find(event); at != std::string::npos; at = log.find(event, at + 1)) ++n;
    return n;
  };
  EXPECT_EQ(times("ledger_unavailable"), 1U) << log;
  EXPECT_EQ(times("ledger_recovered"), 1U) << log;
  EXPECT_EQ(enter(ledger, row("før")), Entered::seen_before);
  EXPECT_EQ(count("ledger"), "2");
}

TEST_P(LedgerFaults, IsHealthyAgainWithoutBeingAsked) {
  Ledger ledger(ledger_options(), clock, metrics);
  ASSERT_EQ(enter_in_the_end(ledger, row("før")), Entered::first_use);
  database->break_down();
  ASSERT_EQ(enter(ledger, row("imens")), Entered::unavailable);
  database->repair();
  const auto end = std::chrono::steady_clock::now() + 5s;
  while (!ledger.healthy() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_TRUE(ledger.healthy());
}

TEST_P(LedgerFaults, WritesNothingForARowThatWaitedTooLong) {
  auto options = ledger_options();
  options.patience = 100ms;
  Ledger ledger(options, clock, metrics);
  ASSERT_EQ(enter_in_the_end(ledger, row("før")), Entered::first_use);
  const bool sqlite = GetParam() == store::Engine::sqlite;
  database->ask(sqlite ? "begin immediate"
                       : "begin; lock table used_grant, grant_horizon in exclusive mode");
  auto first = enter_later(ledger, row("a"));
  auto second = enter_later(ledger, row("b"));
  EXPECT_EQ(first.get(), Entered::unavailable);
  EXPECT_EQ(second.get(), Entered::unavailable);
  database->ask("rollback");
  EXPECT_EQ(count("ledger"), "1");
  EXPECT_EQ(enter_in_the_end(ledger, row("a")), Entered::first_use);
}

TEST_P(LedgerFaults, LosesNoGrantWhenTheServerHangsUpInTheMiddle) {
  if (GetParam() == store::Engine::sqlite) GTEST_SKIP() << "SQLite has no server";
  Ledger ledger(ledger_options(), clock, metrics);
  ASSERT_EQ(enter_in_the_end(ledger, row("før")), Entered::first_use);
  database->ask("begin; lock table ledger in exclusive mode");
  auto caught = enter_later(ledger, row("midt i"));
  while (database->ask("select 1 from pg_locks where not granted").empty()) {
    std::this_thread::yield();
  }
  database->cut_connections();
  EXPECT_EQ(caught.get(), Entered::unavailable);
  database->ask("rollback");
  EXPECT_EQ(enter_in_the_end(ledger, row("midt i")), Entered::first_use);
  EXPECT_EQ(enter(ledger, row("midt i")), Entered::seen_before);
  EXPECT_EQ(count("ledger"), "2");
}

TEST_P(LedgerFaults, IsUnavailableUntilTheSchemaIsThere) {
  const auto elsewhere = Database::make(GetParam());
  auto options = ledger_options();
  options.url = elsewhere->url();
  Ledger ledger(options, clock, metrics);
  EXPECT_EQ(enter(ledger, row("a")), Entered::unavailable);
  EXPECT_FALSE(ledger.healthy());
  const store::Store migrated({.url = elsewhere->url()}, clock);
  EXPECT_EQ(enter_in_the_end(ledger, row("a")), Entered::first_use);
}

}  // namespace
}  // namespace portvakt::contract
