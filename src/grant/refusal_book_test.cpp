// The list of a client's refused requests and its bounds (docs/protocol.md §3.7).
#include "grant/refusal_book.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::grant {
namespace {

class Refusals : public testing::Test {
 protected:
  void refuse(std::string client, std::string grant_key, Reason reason = Reason::bad_audience,
              std::string_view rule = "aud") {
    clock.advance(seconds{1});
    book.enter(
        {Denial{reason}, rule, {"seen", "expected"}, std::move(client), std::move(grant_key)},
        fmt::format("{:032x}", ++traces));
  }
  std::size_t signed_of(std::string_view client) { return book.of(client).with_key.size(); }

  FixedClock clock{from_epoch(1'790'000'000)};
  RefusalBook book{clock, {.clients = 3, .grants = 4}};
  int traces = 0;
};

//= refusals.content
TEST_F(Refusals, AreToldNewestFirstWithWhatTheOwnerNeeds) {
  refuse("a", "jti:1");
  refuse("a", "jti:2", Reason::expired, "exp");
  const auto list = book.of("a").with_key;
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].reason, Reason::expired);
  EXPECT_EQ(list[0].rule, "exp");
  EXPECT_EQ(list[0].trace, "00000000000000000000000000000002");
  EXPECT_EQ(list[0].at, clock.now());
  EXPECT_THAT(list[0].hint, testing::HasSubstr("Seen: seen. Expected: expected. Cure: "));
  EXPECT_EQ(list[1].reason, Reason::bad_audience);
  EXPECT_TRUE(book.of("b").with_key.empty());
}

//= refusals.bounded
TEST_F(Refusals, OfAClientAreTheLastFew) {
  for (int i = 0; i < 10; ++i) refuse("a", fmt::format("jti:{}", i));
  const auto list = book.of("a").with_key;
  ASSERT_EQ(list.size(), 4U);
  EXPECT_EQ(list.front().grant_key, "jti:9");
  EXPECT_EQ(list.back().grant_key, "jti:6");
}

//= refusals.bounded
TEST_F(Refusals, OfTheClientThatWasRefusedLeastRecentlyAreDropped) {
  for (const char* client : {"a", "b", "c", "a", "d"}) refuse(client, "jti:1");
  EXPECT_EQ(signed_of("a"), 1U);
  EXPECT_EQ(signed_of("b"), 0U);
  EXPECT_EQ(signed_of("c"), 1U);
  EXPECT_EQ(signed_of("d"), 1U);
}

//= refusals.no-noise
TEST_F(Refusals, OfOneGrantSentAgainAreOneEntry) {
  refuse("a", "jti:other");
  for (int i = 0; i < 50; ++i) refuse("a", "jti:1", Reason::expired, "exp");
  const auto list = book.of("a").with_key;
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].count, 50);
  EXPECT_EQ(list[1].grant_key, "jti:other");
}

//= refusals.no-noise
TEST_F(Refusals, ThatNobodySignedOnlyCountAndPushOutNothing) {
  refuse("a", "jti:1");
  for (int i = 0; i < 50; ++i) refuse("a", "", Reason::bad_signature, "signature");
  for (int i = 0; i < 50; ++i) refuse("a", "", Reason::unknown_kid, "key");
  for (int i = 0; i < 50; ++i) refuse(fmt::format("other-{}", i), "", Reason::unknown_kid, "key");
  EXPECT_EQ(signed_of("a"), 1U);
  EXPECT_TRUE(book.of("a").without_key.empty()) << "the least recent of its kind";
  refuse("a", "", Reason::bad_signature, "signature");
  refuse("a", "", Reason::unknown_kid, "key");
  refuse("a", "", Reason::bad_signature, "signature");
  const auto counted = book.of("a").without_key;
  ASSERT_EQ(counted.size(), 2U);
  EXPECT_EQ(counted[0].reason, Reason::bad_signature);
  EXPECT_EQ(counted[0].count, 2);
}

//= refusals.content
TEST_F(Refusals, AreNobodysWithoutAClientAndNotTheServersOwnFaults) {
  refuse("", "");
  refuse("a", "jti:1", Reason::unavailable, "the ledger can be written");
  EXPECT_EQ(signed_of("a"), 0U);
  EXPECT_TRUE(book.of("").without_key.empty());
}

}  // namespace
}  // namespace portvakt::grant
