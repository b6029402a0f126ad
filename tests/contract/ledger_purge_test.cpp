// Forgetting: only what can never be used again, and never because a clock was wrong.
#include "contract/ledger_fixture.hpp"
#include "store/ledger_book.hpp"

#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace portvakt::contract {
namespace {

using store::Book;
using namespace std::chrono_literals;

class PurgeContract : public LedgerContract {
 protected:
  Entered enter(const LedgerRow& one) {
    const std::array rows{&one};
    return book->enter(rows).at(0);
  }
  /// Purges until nothing is left to do, as the ledger's thread does over time.
  void purge(std::chrono::days retention = std::chrono::days{0}) {
    count_all();
    while (book->purge(clock.now(), retention)) {
    }
  }

  /// How many rows of the ledger stand for a grant that is remembered.
  std::string remembered() {
    const auto answer = database->ask(
        "select count(*) from ledger where id > (select forgotten from grant_horizon)");
    if (GetParam() == store::Engine::postgresql) EXPECT_EQ(count("used_grant"), answer.at(0));
    return answer.at(0);
  }

  std::unique_ptr<Book> book = Book::open(store::Address::parse(database->url()), 2s);
};
INSTANTIATE_TEST_SUITE_P(Backends, PurgeContract, testing::ValuesIn(engines()), name_of);

//= replay.kept
TEST_P(PurgeContract, ForgetsAGrantAMinuteAfterItExpired) {
  ASSERT_EQ(enter(row("en")), Entered::first_use);  // expires in 130 seconds
  clock.advance(190s);
  purge();
  EXPECT_EQ(remembered(), "1");
  clock.advance(1s);
  purge();
  EXPECT_EQ(remembered(), "0");
  EXPECT_EQ(count("ledger"), "1");
}

TEST_P(PurgeContract, RefusesAForgottenGrantWhenTheClockStepsBack) {
  const LedgerRow used = row("brukt");
  const LedgerRow later = [&] {
    LedgerRow one = row("senere");
    one.grant_expires += 1s;
    return one;
  }();
  ASSERT_EQ(enter(used), Entered::first_use);
  clock.advance(1h);
  purge();
  ASSERT_EQ(remembered(), "0");
  clock.advance(-1h);
  EXPECT_EQ(enter(used), Entered::seen_before);
  EXPECT_EQ(enter(row("ukjent, men like gammel")), Entered::seen_before);
  EXPECT_EQ(enter(later), Entered::first_use);
}

TEST_P(PurgeContract, KeepsNothingOfAForgottenGrantButTheHorizon) {
  ASSERT_EQ(enter(row("en")), Entered::first_use);
  clock.advance(191s);
  purge();
  database->ask("update grant_horizon set until = 0");
  clock.advance(-191s);
  EXPECT_EQ(enter(row("en")), Entered::first_use);
}

TEST_P(PurgeContract, RemembersWhatIsNotForgottenInANewBook) {
  ASSERT_EQ(enter(row("gammel")), Entered::first_use);
  clock.advance(191s);
  ASSERT_EQ(enter(row("ny")), Entered::first_use);
  purge();
  ASSERT_EQ(remembered(), "1");
  book = Book::open(store::Address::parse(database->url()), 2s);
  EXPECT_EQ(enter(row("ny")), Entered::seen_before);
}

TEST_P(PurgeContract, LearnsNoForgottenGrantAgainFromARepetition) {
  ASSERT_EQ(enter(row("gammel")), Entered::first_use);
  clock.advance(191s);
  const LedgerRow fresh = row("ny");
  ASSERT_EQ(enter(fresh), Entered::first_use);
  purge();
  database->ask("update grant_horizon set until = 0");
  book = Book::open(store::Address::parse(database->url()), 2s);
  EXPECT_EQ(enter(fresh), Entered::seen_before);
  EXPECT_EQ(enter(fresh), Entered::seen_before);
  EXPECT_EQ(enter(row("gammel")), Entered::first_use);
}

TEST_P(PurgeContract, RemembersAGrantWhenItsLedgerHadBeenEmptied) {
  ASSERT_EQ(enter(row("gammel")), Entered::first_use);
  clock.advance(std::chrono::days{2});
  purge(std::chrono::days{1});
  ASSERT_EQ(count("ledger"), "0");
  ASSERT_EQ(enter(row("ny")), Entered::first_use);
  book = Book::open(store::Address::parse(database->url()), 2s);
  EXPECT_EQ(enter(row("ny")), Entered::seen_before);
}

TEST_P(PurgeContract, ForgetsNothingWhileTheClockIsBehind) {
  ASSERT_EQ(enter(row("en")), Entered::first_use);
  clock.advance(1h);
  LedgerRow ahead = row("to");
  ASSERT_EQ(enter(ahead), Entered::first_use);
  book = Book::open(store::Address::parse(database->url()), 2s);  // learns the time from the ledger
  clock.advance(-30min);
  purge(std::chrono::days{1});
  EXPECT_EQ(remembered(), "2");
  clock.advance(30min);
  purge(std::chrono::days{1});
  EXPECT_EQ(remembered(), "1");
}

TEST_P(PurgeContract, DropsRowsBeyondRetentionInSmallSteps) {
  LedgerRow one = row("");
  std::vector<LedgerRow> rows;
  std::vector<const LedgerRow*> group;
  for (int i = 0; i < 600; ++i) rows.push_back(row(std::to_string(i)));
  for (const LedgerRow& each : rows) group.push_back(&each);
  book->enter(group);
  clock.advance(std::chrono::days{10});
  ASSERT_EQ(enter(row("ung")), Entered::first_use);
  count_all();
  EXPECT_TRUE(book->purge(clock.now(), std::chrono::days{9}));
  EXPECT_EQ(count("ledger"), "101");
  EXPECT_EQ(remembered(), "101");
  EXPECT_FALSE(book->purge(clock.now(), std::chrono::days{9}));
  EXPECT_EQ(count("ledger"), "1");
  EXPECT_EQ(store::read_ledger(database->url(), {}).at(0).grant_key, "jti:ung");
}

TEST_P(PurgeContract, KeepsTheLedgerForEverWhenToldTo) {
  ASSERT_EQ(enter(row("en")), Entered::first_use);
  clock.advance(std::chrono::days{10'000});
  purge(std::chrono::days{0});
  EXPECT_EQ(count("ledger"), "1");
}

TEST_P(PurgeContract, KeepsRowsThatAreNotInTheStatistics) {
  ASSERT_EQ(enter(row("talt")), Entered::first_use);
  count_all();
  ASSERT_EQ(enter(row("ikke talt")), Entered::first_use);
  clock.advance(std::chrono::days{10});
  while (book->purge(clock.now(), std::chrono::days{9})) {
  }
  const auto rows = store::read_ledger(database->url(), {});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].grant_key, "jti:ikke talt");
}

TEST_P(PurgeContract, AcceptsNoGrantOlderThanARestoredBackup) {
  store::refuse_grants_until(database->url(), clock.now() + 130s);
  EXPECT_EQ(enter(row("fra før")), Entered::seen_before);
  clock.advance(1s);
  EXPECT_EQ(enter(row("fra nå")), Entered::first_use);
}

TEST_P(PurgeContract, HappensByItselfInARunningLedger) {
  ASSERT_EQ(enter(row("en")), Entered::first_use);
  count_all();
  clock.advance(std::chrono::days{500});
  Ledger ledger(ledger_options(), clock, metrics);
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (count("ledger") != "0" && std::chrono::steady_clock::now() < end) {
    std::this_thread::yield();
  }
  EXPECT_EQ(count("ledger"), "0");
  EXPECT_EQ(remembered(), "0");
}

}  // namespace
}  // namespace portvakt::contract
