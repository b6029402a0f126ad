// The ledger rolled up: every token once in every sum, whoever rolls and whatever fails.
#include "store/statistics.hpp"

#include "contract/ledger_fixture.hpp"
#include "store/ledger_book.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <thread>
#include <vector>

namespace portvakt::contract {
namespace {

using store::Book;
using store::CountBy;
using store::Counted;
using store::CountQuery;
using store::RefusalCount;
using store::RollUp;
using store::Side;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

const OrgNumber kNeighbour = must(OrgNumber::parse("310999113"));

class StatisticsContract : public LedgerContract {
 protected:
  StatisticsContract() {
    const Actor test{.org = {}, .client_id = "test", .trace = "t"};
    store.write(test, [&](store::Transaction& t) {
      t.put(prefix());
      t.put(PrefixRecord{must(Prefix::parse("elg")), kNeighbour, true, kMade, kMade});
      for (const char* name : {"fjellrev:vann.read", "fjellrev:vann.write", "elg:sti.read"}) {
        Scope one = scope(must(ScopeName::parse(name)));
        if (name[0] == 'e') one.owner = kNeighbour;
        t.put(one);
      }
      t.put(client());  // of kConsumer, made by kSupplier
      return true;
    });
  }

  LedgerRow token(std::string scopes = "fjellrev:vann.read") {
    LedgerRow one = row(fmt::format("{}", ++tokens));
    one.scopes = std::move(scopes);
    return one;
  }
  void issue(const LedgerRow& one) {
    const std::array rows{&one};
    ASSERT_EQ(book->enter(rows).at(0), Entered::first_use);
  }
  void issue_many(int count) {
    std::vector<LedgerRow> rows;
    std::vector<const LedgerRow*> group;
    for (int i = 0; i < count; ++i) rows.push_back(token());
    for (const LedgerRow& each : rows) group.push_back(&each);
    book->enter(group);
  }
  void add(const std::vector<RefusalCount>& counts) {
    RollUp(store::Address::parse(database->url())).add(counts);
  }
  std::unique_ptr<RollUp> new_roll_up() {
    return std::make_unique<RollUp>(store::Address::parse(database->url()));
  }

  Instant hour() const { return from_epoch(epoch(clock.now()) / 3600 * 3600); }
  CountQuery query(CountBy by = CountBy::nothing, Side side = Side::everybody) const {
    return {.side = side,
            .org = side == Side::owner      ? kOwner
                   : side == Side::supplier ? kSupplier
                                            : kConsumer,
            .by = by,
            .from = hour() - 24h,
            .to = hour() + 24h,
            .step = 100h,
            .limit = 100};
  }
  std::vector<Counted> counts(const CountQuery& query) {
    std::vector<Counted> found;
    store.read([&](store::Reader& reader) { found = reader.counts(query); });
    return found;
  }
  /// Of the one sum there is.
  std::int64_t sum(const CountQuery& query) {
    const auto found = counts(query);
    return found.empty() ? 0 : found.at(0).tokens;
  }
  /// Key and tokens.
  std::vector<std::pair<std::string, std::int64_t>> keys(const CountQuery& query) {
    std::vector<std::pair<std::string, std::int64_t>> found;
    for (const Counted& one : counts(query)) found.emplace_back(one.key, one.tokens);
    return found;
  }

  std::unique_ptr<Book> book = Book::open(store::Address::parse(database->url()), 2s);
  int tokens = 0;
};
INSTANTIATE_TEST_SUITE_P(Backends, StatisticsContract, testing::ValuesIn(engines()), name_of);

using Pairs = std::vector<std::pair<std::string, std::int64_t>>;

//= statistics.once
TEST_P(StatisticsContract, CountsATokenOnceAndOnceForEachOfItsScopes) {
  issue(token("fjellrev:vann.read fjellrev:vann.write"));
  issue(token("fjellrev:vann.write fjellrev:vann.read fjellrev:vann.read"));
  issue(token());
  count_all();
  EXPECT_EQ(keys(query()), (Pairs{{"", 3}}));
  EXPECT_EQ(keys(query(CountBy::scope)),
            (Pairs{{"fjellrev:vann.read", 3}, {"fjellrev:vann.write", 2}}));
  EXPECT_EQ(keys(query(CountBy::consumer)), (Pairs{{kConsumer.digits(), 3}}));
  EXPECT_EQ(keys(query(CountBy::supplier)), (Pairs{{kSupplier.digits(), 3}}));
  EXPECT_EQ(keys(query(CountBy::client)), (Pairs{{kClient.text(), 3}}));
  EXPECT_EQ(sum(query(CountBy::nothing, Side::owner)), 3);
}

//= statistics.once statistics.sides
TEST_P(StatisticsContract, CountsATokenOnceForEachOwnerOfItsScopes) {
  issue(token("fjellrev:vann.read elg:sti.read fjellrev:vann.write"));
  count_all();
  CountQuery theirs = query(CountBy::nothing, Side::owner);
  EXPECT_EQ(sum(theirs), 1);
  theirs.org = kNeighbour;
  EXPECT_EQ(sum(theirs), 1);
  theirs.by = CountBy::scope;
  EXPECT_EQ(keys(theirs), (Pairs{{"elg:sti.read", 1}}));
  EXPECT_EQ(sum(query()), 1);
}

//= statistics.sides
TEST_P(StatisticsContract, ShowsEachSideItsOwn) {
  issue(token());
  LedgerRow other = token("elg:sti.read");
  other.consumer = kNeighbour;
  other.supplier.reset();
  issue(other);
  count_all();
  for (const Side side : {Side::consumer, Side::owner, Side::supplier}) {
    EXPECT_EQ(sum(query(CountBy::nothing, side)), 1);
    EXPECT_EQ(keys(query(CountBy::scope, side)), (Pairs{{"fjellrev:vann.read", 1}}));
    CountQuery strangers = query(CountBy::nothing, side);
    strangers.org = must(OrgNumber::parse("317777019"));
    EXPECT_THAT(counts(strangers), IsEmpty());
  }
  EXPECT_EQ(keys(query(CountBy::supplier)), (Pairs{{"", 1}, {kSupplier.digits(), 1}}));
}

TEST_P(StatisticsContract, NamesWhomASealSpokeFor) {
  LedgerRow sealed = token();
  sealed.consumer.reset();
  sealed.supplier.reset();
  sealed.foreign_consumer = "VATDE-123456789";
  issue(sealed);
  count_all();
  EXPECT_EQ(keys(query(CountBy::consumer)), (Pairs{{"VATDE-123456789", 1}}));
}

//= statistics.filters
TEST_P(StatisticsContract, NarrowsByWhatIsNamed) {
  issue(token("fjellrev:vann.read elg:sti.read"));
  LedgerRow other = token("elg:sti.read");
  other.consumer = kNeighbour;
  other.supplier.reset();
  other.client_id = "another";
  issue(other);
  count_all();
  const auto with = [&](auto member, const char* value) {
    CountQuery narrowed = query();
    narrowed.*member = value;
    return sum(narrowed);
  };
  EXPECT_EQ(with(&CountQuery::scope, "elg:sti.read"), 2);
  EXPECT_EQ(with(&CountQuery::scope, "fjellrev:vann.read"), 1);
  EXPECT_EQ(with(&CountQuery::scope, "fjellrev:vann"), 0);
  EXPECT_EQ(with(&CountQuery::consumer, "310999113"), 1);
  EXPECT_EQ(with(&CountQuery::supplier, "315000122"), 1);
  EXPECT_EQ(with(&CountQuery::client_id, "another"), 1);
  CountQuery both = query(CountBy::consumer);
  both.scope = "elg:sti.read";
  EXPECT_EQ(keys(both), (Pairs{{"310999113", 1}, {kConsumer.digits(), 1}}));
}

//= statistics.intervals
TEST_P(StatisticsContract, DividesTimeIntoSteps) {
  const Instant first = hour();
  issue(token());
  clock.advance(3600s);
  issue(token());
  issue(token());
  clock.advance(24 * 3600s);
  issue(token());
  count_all();
  CountQuery hours = query();
  hours.from = first;
  hours.to = first + 48h;
  hours.step = 3600s;
  EXPECT_THAT(counts(hours), ElementsAre(Counted{first, "", 1}, Counted{first + 1h, "", 2},
                                         Counted{first + 25h, "", 1}));
  hours.step = 24 * 3600s;
  EXPECT_THAT(counts(hours), ElementsAre(Counted{first, "", 3}, Counted{first + 24h, "", 1}));
  hours.to = first + 25h;  // not included
  EXPECT_THAT(counts(hours), ElementsAre(Counted{first, "", 3}));
  hours.from = first + 1h;  // included
  EXPECT_THAT(counts(hours), ElementsAre(Counted{first + 1h, "", 2}));
  hours.to = hours.from;
  EXPECT_THAT(counts(hours), IsEmpty());
}

//= statistics.limit
TEST_P(StatisticsContract, StopsAtTheLimitInTheOrderOfTimeAndKey) {
  for (const char* name : {"c", "a", "b"}) {
    LedgerRow one = token();
    one.client_id = name;
    issue(one);
  }
  add({{hour(), "aa", "MP-130", 4}});
  count_all();
  CountQuery few = query(CountBy::client);
  const auto all = counts(few);
  EXPECT_EQ(keys(few), (Pairs{{"a", 1}, {"aa", 0}, {"b", 1}, {"c", 1}}));
  for (std::size_t limit = 1; limit <= 4; ++limit) {
    few.limit = limit;
    EXPECT_EQ(counts(few), std::vector(all.begin(), all.begin() + static_cast<long>(limit)));
  }
}

//= statistics.once
TEST_P(StatisticsContract, RollsABacklogInStepsThatCanEndAnywhere) {
  issue_many(2'500);
  EXPECT_EQ(new_roll_up()->step(clock.now()), RollUp::Progress::more);
  EXPECT_EQ(sum(query()), 2'000);
  issue_many(10);
  // each step by another process, as if every one had been killed after it
  while (new_roll_up()->step(clock.now()) != RollUp::Progress::done) {
  }
  EXPECT_EQ(sum(query()), 2'510);
  count_all();
  EXPECT_EQ(sum(query()), 2'510);
}

//= statistics.once
TEST_P(StatisticsContract, LeavesNothingBehindOfAStepThatFailed) {
  issue_many(3);
  database->ask("alter table token_count rename to away");
  EXPECT_THROW(new_roll_up()->step(clock.now()), store::StoreError);
  database->ask("alter table away rename to token_count");
  count_all();
  EXPECT_EQ(sum(query()), 3);
}

//= statistics.once
TEST_P(StatisticsContract, CountsOnceHoweverManyNodesRoll) {
  issue_many(5'000);
  std::vector<std::jthread> nodes;
  for (int i = 0; i < 4; ++i) {
    nodes.emplace_back([this] {
      auto counting = new_roll_up();
      while (counting->step(clock.now()) != RollUp::Progress::done) {
      }
    });
  }
  nodes.clear();
  EXPECT_EQ(sum(query()), 5'000);
}

/// A row that another node has written and not committed, past the ledger.
std::string foreign_row(Instant at) {
  return fmt::format(
      "insert into ledger(at, trace, client_id, consumer, supplier, delegation_source, scopes, kid,"
      " client_amr, grant_key, token_jti, audience, grant_expires, token_expires, signing_kid,"
      " remote) values ({}, '', 'c', 312345609, 0, '', 'fjellrev:vann.read', '', '', '', '', '', 0,"
      " 0, '', '')",
      epoch(at));
}

//= statistics.once
TEST_P(StatisticsContract, WaitsForRowsThatWereBegunEarlierAndCommitLater) {
  if (GetParam() == store::Engine::sqlite) return;  // has one writer
  for (const char* end : {"commit", "rollback"}) {
    const std::int64_t before = sum(query());
    const auto counting = new_roll_up();
    database->ask("begin");
    database->ask(foreign_row(clock.now()));
    issue(token());  // a higher id, there at once
    EXPECT_EQ(counting->step(clock.now()), RollUp::Progress::waits);
    EXPECT_EQ(new_roll_up()->step(clock.now()), RollUp::Progress::waits);
    EXPECT_EQ(sum(query()), before);
    EXPECT_EQ(counting->complete_until(), std::nullopt);
    database->ask(end);
    while (counting->step(clock.now()) != RollUp::Progress::done) {
    }
    EXPECT_EQ(sum(query()), before + (end == std::string("commit") ? 2 : 1));
    EXPECT_EQ(counting->complete_until(), clock.now());
  }
}

TEST_P(StatisticsContract, GoesOnBehindRowsThatArePurged) {
  issue_many(3);
  database->ask("delete from ledger");
  issue_many(2);
  count_all();
  EXPECT_EQ(sum(query()), 2);
  database->ask("delete from ledger");
  count_all();
  issue_many(1);
  count_all();
  EXPECT_EQ(sum(query()), 3);
}

//= statistics.refusals
TEST_P(StatisticsContract, AddsRefusalsToThoseOfTheHour) {
  add({{hour(), kClient.text(), "MP-130", 2}, {hour(), "", "MP-100", 5}});
  add({{hour(), kClient.text(), "MP-130", 1}, {hour(), kClient.text(), "MP-110", 1}});
  add({});
  const auto codes = counts(query(CountBy::code));
  EXPECT_THAT(codes, ElementsAre(Counted{codes.at(0).at, "MP-100", 0, 5},
                                 Counted{codes.at(0).at, "MP-110", 0, 1},
                                 Counted{codes.at(0).at, "MP-130", 0, 3}));
  EXPECT_EQ(counts(query()).at(0).refusals, 9);
  EXPECT_EQ(counts(query(CountBy::client)).at(0).key, "");
}

//= statistics.refusals statistics.sides
TEST_P(StatisticsContract, ShowsRefusalsToWhoseClientItIs) {
  add({{hour(), kClient.text(), "MP-130", 2},
       {hour(), "another", "MP-130", 3},
       {hour(), "", "MP-100", 5}});
  EXPECT_EQ(counts(query(CountBy::nothing, Side::consumer)).at(0).refusals, 2);
  EXPECT_EQ(counts(query(CountBy::nothing, Side::supplier)).at(0).refusals, 2);
  EXPECT_THAT(counts(query(CountBy::nothing, Side::owner)), IsEmpty());
  CountQuery strangers = query(CountBy::code, Side::consumer);
  strangers.org = kNeighbour;
  EXPECT_THAT(counts(strangers), IsEmpty());
  CountQuery narrowed = query(CountBy::code);
  narrowed.client_id = "another";
  EXPECT_EQ(counts(narrowed).at(0).refusals, 3);
  narrowed.scope = "fjellrev:vann.read";  // a refusal has no scope
  EXPECT_THAT(counts(narrowed), IsEmpty());
}

//= statistics.retention
TEST_P(StatisticsContract, OutliveTheLedgerAndAreForgottenByTheHour) {
  issue(token());
  add({{hour(), "", "MP-100", 1}});
  count_all();
  const Instant first = hour();
  database->ask("delete from ledger");
  clock.advance(3600s);
  issue(token());
  count_all();
  const auto counting = new_roll_up();
  EXPECT_EQ(sum(query()), 2);
  EXPECT_FALSE(counting->purge(first));
  EXPECT_TRUE(counting->purge(first + 1h));
  EXPECT_FALSE(counting->purge(first + 1h));
  EXPECT_EQ(sum(query()), 1);
  EXPECT_EQ(count("refusal_count"), "0");
}

class Refused final : public store::RefusalSource {
 public:
  std::vector<RefusalCount> take() override {
    const std::scoped_lock lock(mutex);
    return std::exchange(counts, {});
  }
  void give_back(std::vector<RefusalCount> back) override {
    const std::scoped_lock lock(mutex);
    ++given_back;
    counts = std::move(back);
  }
  int times_given_back() {
    const std::scoped_lock lock(mutex);
    return given_back;
  }

  std::mutex mutex;
  std::vector<RefusalCount> counts;
  int given_back = 0;
};

/// Asks until it is so, or five seconds have passed.
template <class Question>
bool in_the_end(Question question) {
  const auto end = std::chrono::steady_clock::now() + 5s;
  while (!question()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

TEST_P(StatisticsContract, AreMadeByTheServerItself) {
  Refused refused;
  refused.counts = {{hour(), "", "MP-100", 5}};
  const store::Statistics statistics({.url = database->url(), .pause = 1ms}, refused, clock,
                                     metrics);
  issue_many(3);
  EXPECT_TRUE(in_the_end([&] { return sum(query()) == 3; }));
  EXPECT_TRUE(in_the_end([&] { return counts(query(CountBy::code)).size() == 1; }));
  clock.advance(7s);
  EXPECT_TRUE(in_the_end(
      [&] { return metrics.text().find("statistics_lag_seconds 0") != std::string::npos; }));
}

//= statistics.retention
TEST_P(StatisticsContract, ForgetThemselvesWhatIsTooOld) {
  Refused refused;
  issue(token());
  clock.advance(401 * 24 * 3600s);
  issue(token());
  count_all();
  ASSERT_EQ(count("token_count"), "6");
  const store::Statistics statistics({.url = database->url(), .pause = 1ms}, refused, clock,
                                     metrics);
  EXPECT_TRUE(in_the_end([&] { return count("token_count") == "3"; }));
}

TEST_P(StatisticsContract, WriteTheLastRefusalsBeforeTheyEnd) {
  Refused refused;
  {
    const store::Statistics statistics({.url = database->url(), .pause = 1h}, refused, clock,
                                       metrics);
    const std::scoped_lock lock(refused.mutex);
    refused.counts.push_back({hour(), "", "MP-100", 5});
  }
  EXPECT_EQ(counts(query(CountBy::code)).at(0).refusals, 5);
}

TEST_P(StatisticsContract, ComeBackWithTheDatabase) {
  Refused refused;
  database->break_down();
  const store::Statistics statistics({.url = database->url(), .pause = 1ms}, refused, clock,
                                     metrics);
  {
    const std::scoped_lock lock(refused.mutex);
    refused.counts.push_back({hour(), "", "MP-100", 5});
  }
  if (GetParam() == store::Engine::sqlite) {  // PostgreSQL lets nobody in who could take them
    EXPECT_TRUE(in_the_end([&] { return refused.times_given_back() > 0; }));
  }
  database->repair();
  EXPECT_TRUE(in_the_end([&] { return count("refusal_count") == "1"; }));
}

}  // namespace
}  // namespace portvakt::contract
