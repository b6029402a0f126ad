// Counting refusals, whoever sends them (docs/protocol.md §5.17).
#include "grant/refusal_counts.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::grant {
namespace {

using store::RefusalCount;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

const Instant kHour = from_epoch(1'790'002'800);

class Counting : public testing::Test {
 protected:
  void refuse(std::string client, Reason reason, std::string grant_key = "jti:1") {
    counts.enter({Denial{reason}, "rule", {}, std::move(client), std::move(grant_key)});
  }

  FixedClock clock{kHour};
  RefusalCounts counts{clock, 3};
};

//= statistics.refusals
TEST_F(Counting, TellsClientsAndCodesApart) {
  refuse("a", Reason::expired);
  refuse("a", Reason::expired);
  refuse("a", Reason::not_yet_valid);
  refuse("", Reason::unknown_client, "");
  EXPECT_THAT(counts.take(), UnorderedElementsAre(RefusalCount{kHour, "a", "MP-130", 2},
                                                  RefusalCount{kHour, "a", "invalid_grant", 1},
                                                  RefusalCount{kHour, "", "MP-100", 1}));
  EXPECT_THAT(counts.take(), IsEmpty());
}

//= statistics.refusals
TEST_F(Counting, PassesOverTheServersOwnFaults) {
  refuse("a", Reason::unavailable);
  refuse("a", Reason::internal);
  EXPECT_THAT(counts.take(), IsEmpty());
}

//= statistics.refusals-bounded
TEST_F(Counting, TellsSoManyApartInAnHourAndCountsTheRestTogether) {
  for (const char* client : {"a", "b", "c", "d", "e", "a"}) refuse(client, Reason::expired);
  EXPECT_THAT(counts.take(), UnorderedElementsAre(RefusalCount{kHour, "a", "MP-130", 2},
                                                  RefusalCount{kHour, "b", "MP-130", 1},
                                                  RefusalCount{kHour, "c", "MP-130", 1},
                                                  RefusalCount{kHour, "", "MP-130", 2}));
  refuse("f", Reason::expired);  // taken and yet remembered: the bound is the hour's
  refuse("c", Reason::expired);
  EXPECT_THAT(counts.take(), UnorderedElementsAre(RefusalCount{kHour, "c", "MP-130", 1},
                                                  RefusalCount{kHour, "", "MP-130", 1}));
  clock.advance(seconds{3600});
  refuse("f", Reason::expired);
  EXPECT_THAT(counts.take(), ElementsAre(RefusalCount{kHour + seconds{3600}, "f", "MP-130", 1}));
}

//= statistics.refusals-bounded
TEST_F(Counting, LetsNobodyWithoutAKeyHideThoseWithOne) {
  for (int i = 0; i < 100; ++i) refuse(fmt::format("{}", i), Reason::bad_signature, "");
  counts.take();
  refuse("a", Reason::expired);
  EXPECT_THAT(counts.take(), ElementsAre(RefusalCount{kHour, "a", "MP-130", 1}));
}

TEST_F(Counting, KeepsTheHourInWhichItHappened) {
  refuse("a", Reason::expired);
  clock.advance(seconds{3600});
  refuse("a", Reason::expired);
  EXPECT_THAT(counts.take(), ElementsAre(RefusalCount{kHour, "a", "MP-130", 1},
                                         RefusalCount{kHour + seconds{3600}, "a", "MP-130", 1}));
}

TEST_F(Counting, AddsWhatCouldNotBeWrittenToWhatComesAfter) {
  refuse("a", Reason::expired);
  counts.give_back(counts.take());
  EXPECT_THAT(counts.take(), ElementsAre(RefusalCount{kHour, "a", "MP-130", 1}));
  EXPECT_THAT(counts.take(), IsEmpty());
}

//= statistics.refusals-bounded
TEST_F(Counting, StaysBoundedWhileNothingCanBeWritten) {
  for (int hour = 0; hour < 50; ++hour) {
    for (const char* client : {"a", "b", "c"}) refuse(client, Reason::expired);
    clock.advance(seconds{3600});
  }
  refuse("a", Reason::expired);
  const auto taken = counts.take();
  std::int64_t all = 0;
  for (const RefusalCount& count : taken) all += count.refusals;
  EXPECT_EQ(all, 151);
  EXPECT_LE(taken.size(), 4 * 3 + 50 + 1U);
}

}  // namespace
}  // namespace portvakt::grant
