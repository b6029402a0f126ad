// Searching the ledger: newest first, in turns that look at so many rows and no more.
#include "contract/ledger_fixture.hpp"
#include "store/ledger_book.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace portvakt::contract {
namespace {

using store::Book;
using store::LedgerPage;
using store::LedgerQuery;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

class SearchContract : public LedgerContract {
 protected:
  void issue(int number) {
    LedgerRow one = row(fmt::format("{}", number));
    one.trace = fmt::format("trace-{}", number);
    const std::array rows{&one};
    ASSERT_EQ(book->enter(rows).at(0), Entered::first_use);
  }
  LedgerPage search(const LedgerQuery& query, std::int64_t most = 1'000) {
    LedgerPage page;
    store.read([&](store::Reader& reader) { page = reader.ledger(query, most); });
    return page;
  }
  static std::vector<std::string> traces(const LedgerPage& page) {
    std::vector<std::string> found;
    for (const LedgerRow& one : page.rows) found.push_back(one.trace);
    return found;
  }

  std::unique_ptr<Book> book = Book::open(store::Address::parse(database->url()), 2s);
};
INSTANTIATE_TEST_SUITE_P(Backends, SearchContract, testing::ValuesIn(engines()), name_of);

//= desk.ledger
TEST_P(SearchContract, GoesThroughEverythingInTurns) {
  for (int i = 0; i < 10; ++i) issue(i);
  LedgerQuery query{.trace = "trace-1"};
  std::vector<std::string> found;
  int turns = 0;
  for (;;) {
    const LedgerPage page = search(query, 3);
    ++turns;
    for (const std::string& trace : traces(page)) found.push_back(trace);
    if (!page.next) break;
    query.before_id = page.next;
    issue(100 + turns);  // newer: no part of this search
  }
  EXPECT_THAT(found, ElementsAre("trace-1"));
  EXPECT_EQ(turns, 4);
}

//= desk.ledger
TEST_P(SearchContract, EndsAPageAtItsLimit) {
  for (int i = 0; i < 5; ++i) issue(i);
  const LedgerPage first = search({.limit = 2});
  EXPECT_THAT(traces(first), ElementsAre("trace-4", "trace-3"));
  const LedgerPage second = search({.before_id = first.next, .limit = 2});
  EXPECT_THAT(traces(second), ElementsAre("trace-2", "trace-1"));
  const LedgerPage third = search({.before_id = second.next, .limit = 2});
  EXPECT_THAT(traces(third), ElementsAre("trace-0"));
  EXPECT_EQ(third.next, std::nullopt);
}

//= desk.ledger
TEST_P(SearchContract, BeginsAndEndsWhereTheTimeIs) {
  const Instant first = clock.now();
  for (int i = 0; i < 20; ++i) {
    issue(i);
    clock.advance(600s);
  }
  const LedgerPage page = search({.from = first + 10 * 600s, .to = first + 12 * 600s}, 3);
  EXPECT_THAT(traces(page), ElementsAre("trace-11", "trace-10"));
  EXPECT_EQ(page.next, std::nullopt) << "what is earlier was not looked at";
  EXPECT_THAT(traces(search({.to = first + 1s})), ElementsAre("trace-0"));
  EXPECT_THAT(traces(search({.from = first + 19 * 600s})), ElementsAre("trace-19"));
  EXPECT_THAT(traces(search({.to = first})), IsEmpty());
  EXPECT_THAT(traces(search({.from = clock.now()})), IsEmpty());
}

//= desk.ledger
TEST_P(SearchContract, FindsRowsThatAreLaterInTheLedgerThanInTime) {
  const Instant start = clock.now();
  issue(0);
  clock.advance(-60s);  // another node's clock is behind
  issue(1);
  EXPECT_THAT(traces(search({.to = start})), ElementsAre("trace-1"));
  clock.advance(60s);
  issue(2);
  EXPECT_THAT(traces(search({.from = start})), ElementsAre("trace-2", "trace-0"));
}

TEST_P(SearchContract, IsEmptyOnAnEmptyLedger) {
  const LedgerPage page = search({});
  EXPECT_THAT(page.rows, IsEmpty());
  EXPECT_EQ(page.next, std::nullopt);
}

}  // namespace
}  // namespace portvakt::contract
