#include "model/person_id.hpp"

#include <gtest/gtest.h>

#include <string>

namespace portvakt {
namespace {

struct Case {
  const char* name;
  std::string text;
  bool valid;
};

class PersonId : public testing::TestWithParam<Case> {};

//= claims.pid
TEST_P(PersonId, IsRecognised) { EXPECT_EQ(is_person_id(GetParam().text), GetParam().valid); }

INSTANTIATE_TEST_SUITE_P(When, PersonId,
                         testing::Values(Case{"SyntheticMonthPlus80", "15819010452", true},
                                         Case{"LastControlDigitWrong", "15819010453", false},
                                         Case{"FirstControlDigitWrong", "15819010442", false},
                                         Case{"DayZero", "00819010452", false},
                                         Case{"TenDigits", "1581901045", false},
                                         Case{"TwelveDigits", "158190104520", false},
                                         Case{"ALetter", "1581901045a", false},
                                         Case{"Empty", "", false}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace portvakt
