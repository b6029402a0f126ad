// One use of a grant, one row: alone, in groups, from many threads and from two servers.
#include "contract/ledger_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

namespace portvakt::contract {
namespace {

using namespace std::chrono_literals;

INSTANTIATE_TEST_SUITE_P(Backends, LedgerContract, testing::ValuesIn(engines()), name_of);

TEST_P(LedgerContract, EntersAGrantOnceAndKeepsEveryMemberOfItsRow) {
  Ledger ledger(ledger_options(), clock, metrics);
  const LedgerRow entered = row("en");
  EXPECT_EQ(enter_in_the_end(ledger, entered), Entered::first_use);
  EXPECT_EQ(enter(ledger, entered), Entered::seen_before);
  const auto rows = store::read_ledger(database->url(), {});
  ASSERT_EQ(rows.size(), 1U);
  const LedgerRow& found = rows[0];
  EXPECT_GT(found.id, 0);
  EXPECT_EQ(found.at, entered.at);
  EXPECT_EQ(found.trace, entered.trace);
  EXPECT_EQ(found.client_id, entered.client_id);
  EXPECT_EQ(found.consumer, entered.consumer);
  EXPECT_EQ(found.foreign_consumer, "");
  EXPECT_EQ(found.supplier, entered.supplier);
  EXPECT_EQ(found.delegation_source, entered.delegation_source);
  EXPECT_EQ(found.scopes, entered.scopes);
  EXPECT_EQ(found.kid, entered.kid);
  EXPECT_EQ(found.certificate, entered.certificate);
  EXPECT_EQ(found.client_amr, entered.client_amr);
  EXPECT_EQ(found.grant_key, entered.grant_key);
  EXPECT_EQ(found.token_jti, entered.token_jti);
  EXPECT_EQ(found.audience, entered.audience);
  EXPECT_EQ(found.authorization_detail, entered.authorization_detail);
  EXPECT_EQ(found.grant_expires, entered.grant_expires);
  EXPECT_EQ(found.token_expires, entered.token_expires);
  EXPECT_EQ(found.signing_kid, entered.signing_kid);
  EXPECT_EQ(found.remote, entered.remote);
}

TEST_P(LedgerContract, KeepsWhomASealSpokeForInPlaceOfANumber) {
  Ledger ledger(ledger_options(), clock, metrics);
  LedgerRow sealed = row("segl");
  sealed.consumer.reset();
  sealed.supplier.reset();
  sealed.foreign_consumer = "VATDE-123456789";
  ASSERT_EQ(enter_in_the_end(ledger, sealed), Entered::first_use);
  const auto rows = store::read_ledger(database->url(), {});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].consumer, std::nullopt);
  EXPECT_EQ(rows[0].foreign_consumer, "VATDE-123456789");
}

//= explain.use
TEST_P(LedgerContract, TellsReadersWhetherAGrantWasUsed) {
  Ledger ledger(ledger_options(), clock, metrics);
  store::Store store({.url = database->url()}, clock);
  const auto used = [&](const ClientId& client, const char* key, Instant since) {
    bool answer = false;
    store.read([&](store::Reader& reader) {
      answer = reader.grant_used({client, key, row("").grant_expires, since});
    });
    return answer;
  };
  EXPECT_FALSE(used(kClient, "jti:en", clock.now()));
  ASSERT_EQ(enter_in_the_end(ledger, row("en")), Entered::first_use);
  EXPECT_TRUE(used(kClient, "jti:en", clock.now()));
  EXPECT_FALSE(used(kClient, "jti:en", clock.now() + seconds{1}));
  EXPECT_FALSE(used(kClient, "jti:to", clock.now()));
  EXPECT_FALSE(used(must(ClientId::parse("en-annen")), "jti:en", clock.now()));
  store::refuse_grants_until(database->url(), row("").grant_expires - seconds{1});
  EXPECT_FALSE(used(kClient, "jti:to", clock.now()));
  store::refuse_grants_until(database->url(), row("").grant_expires);
  EXPECT_TRUE(used(kClient, "jti:to", clock.now())) << "forgotten, for all that is known";
}

//= replay.per-client
TEST_P(LedgerContract, TellsEqualGrantsOfTwoClientsApart) {
  Ledger ledger(ledger_options(), clock, metrics);
  LedgerRow other = row("en");
  other.client_id = "en-annen";
  other.supplier.reset();
  EXPECT_EQ(enter_in_the_end(ledger, row("en")), Entered::first_use);
  EXPECT_EQ(enter(ledger, other), Entered::first_use);
}

TEST_P(LedgerContract, AcceptsOnlyTheFirstOfEqualGrantsInOneGroup) {
  auto options = ledger_options();
  options.gather = 60s;  // until the group is full
  options.largest_group = 4;
  Ledger ledger(options, clock, metrics);
  ledger.gather(true);
  while (!ledger.healthy()) std::this_thread::yield();
  std::array<std::future<Entered>, 4> answers{
      enter_later(ledger, row("lik")), enter_later(ledger, row("ulik")),
      enter_later(ledger, row("lik")), enter_later(ledger, row("lik"))};
  EXPECT_EQ(answers[0].get(), Entered::first_use);
  EXPECT_EQ(answers[1].get(), Entered::first_use);
  EXPECT_EQ(answers[2].get(), Entered::seen_before);
  EXPECT_EQ(answers[3].get(), Entered::seen_before);
  EXPECT_EQ(count("ledger"), "2");
}

TEST_P(LedgerContract, WritesAtOnceWhatHasGatheredWhenTheGatheringEnds) {
  auto options = ledger_options();
  options.gather = 60s;
  Ledger ledger(options, clock, metrics);
  while (!ledger.healthy()) std::this_thread::yield();
  ledger.gather(true);
  auto first = enter_later(ledger, row("a"));
  auto second = enter_later(ledger, row("b"));
  EXPECT_EQ(first.wait_for(50ms), std::future_status::timeout);
  ledger.gather(false);
  EXPECT_EQ(first.get(), Entered::first_use);
  EXPECT_EQ(second.get(), Entered::first_use);
}

//= replay.parallel replay.nodes
TEST_P(LedgerContract, LetsNoGrantThroughTwiceHoweverManyThreadsAndServersTry) {
  constexpr int kGrants = 150;
  Ledger here(ledger_options(), clock, metrics);
  Metrics other_metrics;
  Ledger there(ledger_options(), clock, other_metrics);
  while (!here.healthy() || !there.healthy()) std::this_thread::yield();
  std::array<std::atomic<int>, kGrants> first_uses{};
  std::atomic<int> refused = 0;
  const auto try_all = [&](Ledger& ledger) {
    std::vector<std::future<Entered>> answers;
    for (int i = 0; i < kGrants; ++i) {
      answers.push_back(enter_later(ledger, row(std::to_string(i))));
    }
    for (std::size_t i = 0; i < kGrants; ++i) {
      const Entered answer = answers[i].get();
      if (answer == Entered::first_use) ++first_uses[i];
      if (answer == Entered::seen_before) ++refused;
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back(try_all, std::ref(here));
      threads.emplace_back(try_all, std::ref(there));
    }
  }
  EXPECT_THAT(first_uses,
              testing::Each(testing::ResultOf([](const auto& n) { return n.load(); }, 1)));
  EXPECT_EQ(refused, 7 * kGrants);
  EXPECT_EQ(count("ledger"), std::to_string(kGrants));
}

//= replay.durable
TEST_P(LedgerContract, RemembersAcrossARestartAndFinishesWhatIsQueued) {
  std::vector<std::future<Entered>> answers;
  {
    Ledger first(ledger_options(), clock, metrics);
    while (!first.healthy()) std::this_thread::yield();
    for (int i = 0; i < 50; ++i) answers.push_back(enter_later(first, row(std::to_string(i))));
  }
  for (auto& answer : answers) EXPECT_EQ(answer.get(), Entered::first_use);
  Metrics metrics_after;
  Ledger second(ledger_options(), clock, metrics_after);
  EXPECT_EQ(enter_in_the_end(second, row("0")), Entered::seen_before);
}

TEST_P(LedgerContract, RefusesAtOnceWhatTheQueueOrSqlCannotHold) {
  auto options = ledger_options();
  Ledger ledger(options, clock, metrics);
  LedgerRow broken = row("a");
  broken.grant_key = std::string("jti:a\0b", 7);
  EXPECT_EQ(enter(ledger, broken), Entered::unavailable);
  broken.grant_key = "jti:\xff";
  EXPECT_EQ(enter(ledger, broken), Entered::unavailable);
  broken.grant_key = "jti:" + std::string(3'000, 'a');
  EXPECT_EQ(enter(ledger, broken), Entered::unavailable);
  EXPECT_EQ(enter_in_the_end(ledger, row("a")), Entered::first_use);

  options.queue_limit = 0;
  Metrics other_metrics;
  Ledger full(options, clock, other_metrics);
  EXPECT_EQ(enter(full, row("b")), Entered::unavailable);
  EXPECT_EQ(count("ledger"), "1");
}

TEST_P(LedgerContract, TakesAnyTextThatIsText) {
  Ledger ledger(ledger_options(), clock, metrics);
  const char* const kTexts[] = {"\"",  "\\", "{}", ",", "NULL", "null", "'", " ", "æøå \U0001f98a",
                                "\n\t"};
  ASSERT_EQ(enter_in_the_end(ledger, row("først")), Entered::first_use);
  for (const char* text : kTexts) {
    EXPECT_EQ(enter(ledger, row(text)), Entered::first_use) << text;
    EXPECT_EQ(enter(ledger, row(text)), Entered::seen_before) << text;
    EXPECT_EQ(store::read_ledger(database->url(), {.limit = 1}).at(0).grant_key,
              "jti:" + std::string(text));
  }
  EXPECT_EQ(enter(ledger, row("")), Entered::first_use);
}

TEST_P(LedgerContract, CountsWhatItDid) {
  Ledger ledger(ledger_options(), clock, metrics);
  enter_in_the_end(ledger, row("en"));
  enter(ledger, row("en"));
  const std::string text = metrics.text();
  EXPECT_THAT(text, testing::HasSubstr(R"(ledger_rows_total{result="first_use"} 1)"));
  EXPECT_THAT(text, testing::HasSubstr(R"(ledger_rows_total{result="seen_before"} 1)"));
  EXPECT_THAT(text, testing::HasSubstr("ledger_up 1"));
  EXPECT_THAT(text, testing::HasSubstr("ledger_queue 0"));
  EXPECT_THAT(text, testing::HasSubstr("ledger_commit_seconds_count 2"));
}

TEST_P(LedgerContract, IsReadNewestFirstByWhatIsAskedFor) {
  Ledger ledger(ledger_options(), clock, metrics);
  const Instant start = clock.now();
  for (int i = 0; i < 5; ++i) {
    LedgerRow one = row(std::to_string(i));
    one.at = start + seconds{i};
    one.trace = fmt::format("{:032}", i);
    if (i == 3) one.client_id = "en-annen", one.consumer = kOwner, one.supplier.reset();
    ASSERT_EQ(enter_in_the_end(ledger, one), Entered::first_use);
  }
  const auto read = [&](const store::LedgerQuery& query) {
    std::string found;
    for (const LedgerRow& one : store::read_ledger(database->url(), query)) {
      found += one.grant_key.substr(4);
    }
    return found;
  };
  EXPECT_EQ(read({}), "43210");
  EXPECT_EQ(read({.limit = 2}), "43");
  EXPECT_EQ(read({.client_id = "en-annen"}), "3");
  EXPECT_EQ(read({.trace = fmt::format("{:032}", 2)}), "2");
  EXPECT_EQ(read({.token_jti = "token-1"}), "1");
  EXPECT_EQ(read({.organisation = kSupplier}), "4210");
  EXPECT_EQ(read({.organisation = kOwner}), "3");
  EXPECT_EQ(read({.from = start + 1s, .to = start + 3s}), "21");
  EXPECT_EQ(read({.client_id = kClient.text(), .from = start + 1s, .limit = 2}), "42");
  const auto page = store::read_ledger(database->url(), {.limit = 2});
  EXPECT_EQ(read({.before_id = page.back().id}), "210");
}

}  // namespace
}  // namespace portvakt::contract
