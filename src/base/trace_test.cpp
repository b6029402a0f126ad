#include "base/trace.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace portvakt {
namespace {

class Fives final : public Random {
 public:
  void fill(std::span<std::byte> out) override { std::ranges::fill(out, std::byte{0x55}); }
};
const std::string kFresh(32, '5');
const std::string kGiven = "4bf92f3577b34da6a3ce929d0e0e4736";

TEST(TraceId, IsTheOneOfTheHeader) {
  Fives random;
  EXPECT_EQ(trace_id_of("00-" + kGiven + "-00f067aa0ba902b7-01", random), kGiven);
  EXPECT_EQ(trace_id_of("cc-" + kGiven + "-00f067aa0ba902b7-01-what-the-future-brings", random),
            kGiven);
}

TEST(TraceId, IsFreshWhenTheHeaderIsAbsentOrMalformed) {
  Fives random;
  const std::string wrong[] = {"",
                               "x",
                               kGiven,
                               "00-" + kGiven,
                               "00-" + kGiven + "-00f067aa0ba902b7",
                               "00-" + kGiven + "-00f067aa0ba902b7-01-",
                               "00-" + kGiven + "-00f067aa0ba902b7-01-more",
                               "ff-" + kGiven + "-00f067aa0ba902b7-01",
                               "0-" + kGiven + "-00f067aa0ba902b7-01",
                               "00-" + std::string(32, '0') + "-00f067aa0ba902b7-01",
                               "00-" + kGiven + "-0000000000000000-01",
                               "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                               "00-" + kGiven + "-00F067AA0BA902B7-01",
                               "00-" + kGiven + "0-00f067aa0ba902b7-01",
                               "00-" + kGiven.substr(1) + "-00f067aa0ba902b7-01",
                               "00-" + kGiven.substr(1) + "\n-00f067aa0ba902b7-01",
                               std::string(8000, '-')};
  for (const std::string& header : wrong) EXPECT_EQ(trace_id_of(header, random), kFresh) << header;
}

}  // namespace
}  // namespace portvakt
