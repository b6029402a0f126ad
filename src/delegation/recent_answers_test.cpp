#include "delegation/recent_answers.hpp"

#include "delegation/asked.hpp"

#include <gtest/gtest.h>

namespace portvakt::delegation {
namespace {

struct Recent : testing::Test {
  FixedClock clock{from_epoch(1'790'000'000)};
  RecentAnswers recent{seconds{60}, clock};
};

//= altinn.cache
TEST_F(Recent, AreKnownForTheTimeGivenAndNoLonger) {
  EXPECT_FALSE(recent.holds(question({}), kHealth));
  recent.remember(question({}), kHealth);
  clock.advance(milliseconds{59'999});
  EXPECT_TRUE(recent.holds(question({}), kHealth));
  EXPECT_FALSE(recent.holds(question({}), kWater));
  clock.advance(milliseconds{1});
  EXPECT_FALSE(recent.holds(question({}), kHealth));
}

TEST_F(Recent, AreOfOneConsumerAndOneSupplier) {
  recent.remember(question({}), kHealth);
  Question other = question({});
  std::swap(other.consumer, other.supplier);
  EXPECT_FALSE(recent.holds(other, kHealth));
}

TEST_F(Recent, FromTheFutureAreNotBelieved) {
  recent.remember(question({}), kHealth);
  clock.advance(milliseconds{-1});
  EXPECT_FALSE(recent.holds(question({}), kHealth));
}

TEST_F(Recent, AreNoneWhereNothingIsKept) {
  RecentAnswers none(seconds{0}, clock);
  none.remember(question({}), kHealth);
  EXPECT_FALSE(none.holds(question({}), kHealth));
}

TEST_F(Recent, NeverGrowBeyondTheirBound) {
  const auto name = [](std::size_t i) { return must(ScopeName::parse("a:s" + std::to_string(i))); };
  for (std::size_t i = 0; i <= RecentAnswers::kMost; ++i) recent.remember(question({}), name(i));
  EXPECT_FALSE(recent.holds(question({}), name(0)));
  EXPECT_TRUE(recent.holds(question({}), name(RecentAnswers::kMost)));
}

}  // namespace
}  // namespace portvakt::delegation
