#include "app/times.hpp"

#include <gtest/gtest.h>

#include <string>

namespace portvakt::app {
namespace {

TEST(ADistance, IsInTheUnitsPeopleCountIn) {
  const Instant now = from_epoch(1'790'000'000);
  const struct {
    int seconds_ahead;
    const char* text;
  } cases[] = {{0, "now"},
               {59, "in 59 s"},
               {118, "in 1 min 58 s"},
               {-7500, "2 h 5 min ago"},
               {-3 * 86'400, "3 days ago"}};
  for (const auto& c : cases) EXPECT_EQ(distance(now + seconds{c.seconds_ahead}, now), c.text);
}

}  // namespace
}  // namespace portvakt::app
