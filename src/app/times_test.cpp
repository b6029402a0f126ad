#include "app/times.hpp"

#include <gtest/gtest.h>

#include <string>

namespace portvakt::app {
namespace {

TEST(ATime, IsADateOrADateWithATimeInUtc) {
  const struct {
    const char* text;
    std::int64_t at;
  } cases[] = {{"1970-01-01", 0},
               {"2026-03-02", 1'772'409'600},
               {"2026-03-02T08:30:00Z", 1'772'440'200},
               {"2024-02-29T23:59:59Z", 1'709'251'199}};
  for (const auto& c : cases) {
    ASSERT_TRUE(parse_time(c.text)) << c.text;
    EXPECT_EQ(epoch(*parse_time(c.text)), c.at) << c.text;
  }
}

TEST(ATime, IsNothingElse) {
  for (const char* text : {"", "2026-3-02", "2026-02-30", "2026-03-02T08:30Z",
                           "2026-03-02T08:30:00", "2026-03-02T24:00:00Z", "2026-03-02 08:30:00Z",
                           "yesterday!!", "2026-03-0x", "-026-03-02", "2026-03-02T+8:30:00Z"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

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
