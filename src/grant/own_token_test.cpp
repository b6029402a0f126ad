#include "grant/own_token.hpp"

#include "base/finished.hpp"

#include <gtest/gtest.h>

namespace portvakt::grant {
namespace {

struct Own : testing::Test {
  boost::asio::awaitable<Result<IssuedToken, Refusal>> issue() {
    if (broken) co_return std::unexpected(Refusal{Denial{Reason::unavailable}, "the rule", {}});
    IssuedToken token;
    token.access_token = "token-" + std::to_string(++made);
    token.expires_in = 119;
    co_return token;
  }

  FixedClock clock{from_epoch(1'790'000'000)};
  bool broken = false;
  int made = 0;
  OwnToken own{[this] { return issue(); }, clock};
};

//= altinn.token
TEST_F(Own, IsUsedAgainUntilShortlyBeforeItExpires) {
  EXPECT_EQ(finished(own.get()), "token-1");
  clock.advance(seconds{119} - OwnToken::kMargin - milliseconds{1});
  EXPECT_EQ(finished(own.get()), "token-1");
  clock.advance(milliseconds{1});
  EXPECT_EQ(finished(own.get()), "token-2");
}

TEST_F(Own, IsMadeAnewWhenTheClockWasSetBack) {
  EXPECT_EQ(finished(own.get()), "token-1");
  clock.advance(-std::chrono::hours{1});
  EXPECT_EQ(finished(own.get()), "token-2");
}

TEST_F(Own, IsMissingWithTheReasonWhenNoneCanBeIssued) {
  broken = true;
  const auto none = finished(own.get());
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().find("the rule"), std::string::npos);
  broken = false;
  EXPECT_EQ(finished(own.get()), "token-1");
}

}  // namespace
}  // namespace portvakt::grant
