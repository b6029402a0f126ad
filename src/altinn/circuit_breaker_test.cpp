#include "altinn/circuit_breaker.hpp"

#include <gtest/gtest.h>

namespace portvakt::altinn {
namespace {

struct Breaker : testing::Test {
  void fail(int times) {
    for (int i = 0; i < times; ++i) breaker.failed();
  }
  FixedClock clock{from_epoch(1'790'000'000)};
  CircuitBreaker breaker{clock};
};

//= altinn.breaker
TEST_F(Breaker, ToleratesAFewFailuresThenPauses) {
  fail(CircuitBreaker::kTolerated - 1);
  EXPECT_TRUE(breaker.allows());
  fail(1);
  EXPECT_FALSE(breaker.allows());
  clock.advance(CircuitBreaker::kPause - milliseconds{1});
  EXPECT_FALSE(breaker.allows());
}

TEST_F(Breaker, CountsFailuresInARowOnly) {
  fail(CircuitBreaker::kTolerated - 1);
  breaker.succeeded();
  fail(CircuitBreaker::kTolerated - 1);
  EXPECT_TRUE(breaker.allows());
}

TEST_F(Breaker, LetsOneTryAfterThePauseAndAllAfterItsSuccess) {
  fail(CircuitBreaker::kTolerated);
  clock.advance(CircuitBreaker::kPause);
  EXPECT_TRUE(breaker.allows());
  EXPECT_FALSE(breaker.allows()) << "one is trying already";
  fail(1);
  EXPECT_FALSE(breaker.allows());
  clock.advance(CircuitBreaker::kPause);
  EXPECT_TRUE(breaker.allows());
  breaker.succeeded();
  EXPECT_TRUE(breaker.allows());
  EXPECT_TRUE(breaker.allows());
}

TEST_F(Breaker, IsNotHeldOpenByAClockThatWasSetBack) {
  fail(CircuitBreaker::kTolerated);
  clock.advance(-std::chrono::hours{1});
  EXPECT_TRUE(breaker.allows());
}

}  // namespace
}  // namespace portvakt::altinn
