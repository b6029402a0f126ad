#include "base/time_text.hpp"

#include <gtest/gtest.h>

namespace portvakt {
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

}  // namespace
}  // namespace portvakt
