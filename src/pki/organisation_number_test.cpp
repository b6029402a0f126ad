// docs/protocol.md §7.4: where a certificate says whose it is.
#include "pki/organisation_number.hpp"

#include "pki/issuing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace portvakt::pki {
namespace {

using Subject = std::vector<std::pair<std::string, std::string>>;

std::string number_in(const Subject& subject) {
  static const jose::Pkey key = new_ec_key();
  const Certificate certificate = issue_root({.subject = subject,
                                              .key = *key,
                                              .from = from_epoch(1'790'000'000),
                                              .to = from_epoch(1'890'000'000),
                                              .extensions = {}});
  const auto found = organisation_number(*certificate);
  return found ? found->digits() : "";
}

struct Case {
  Subject subject;
  const char* number;
};
// clang-format off
const Case kCases[] = {
    {{{"serialNumber", "312345609"}}, "312345609"},
    {{{"serialNumber", "312345609"}, {"O", "ETAT - 312345676"}}, "312345609"},
    {{{"O", "ETAT - 312345676"}, {"serialNumber", "312345609"}}, "312345609"},
    {{{"serialNumber", "UN:NO-123"}, {"O", "RASK FJELLREV ETAT - 312345676"}}, "312345676"},
    {{{"O", "RUND BJØRK AS-315000122"}}, "315000122"},
    {{{"O", "RUND BJØRK AS - (315000122"}}, "315000122"},
    {{{"O", "315000122"}}, ""},
    {{{"O", "-315000122"}}, ""},
    {{{"O", "RUND BJØRK 315000122"}}, ""},
    {{{"O", "RUND - BJØRK 315000122"}}, ""},
    {{{"O", "RUND BJØRK AS - 1315000122"}}, ""},
    {{{"O", "RUND BJØRK AS - 315000122 "}}, ""},
    {{{"2.5.4.97", "NTRNO-312345676"}}, "312345676"},
    {{{"2.5.4.97", "PSDNO-FSA-312345676"}}, "312345676"},
    {{{"2.5.4.97", "312345676"}}, "312345676"},
    {{{"2.5.4.97", "VATDE-123456789012"}}, ""},
    {{{"O", "RUND BJØRK AS"}, {"2.5.4.97", "NTRNO-315000122"}}, "315000122"},
    {{{"OU", "ETAT - 312345676"}, {"CN", "312345609"}}, ""},
    {{{"serialNumber", "312345600"}, {"O", "ETAT - 312345676"}}, ""},  // the check digit is wrong: no second try
    {{{"serialNumber", "31234560"}}, ""},
    {{{"serialNumber", "31234560a"}}, ""},
    {{{"serialNumber", "1312345609"}}, ""},
    {{}, ""},
};
// clang-format on

//= certificate.orgno
TEST(AnOrganisationNumber, IsTakenFromTheFirstPlaceThatHasTheForm) {
  for (const Case& c : kCases) {
    std::string shown;
    for (const auto& [name, value] : c.subject)
      shown.append(name).append("=").append(value).append(" ");
    EXPECT_EQ(number_in(c.subject), c.number) << shown;
  }
}

TEST(AnOrganisationNumber, IsNotReadPastANulOrALineBreak) {
  EXPECT_EQ(number_in({{"2.5.4.97", std::string("312345609\0", 10)}}), "");
  EXPECT_EQ(number_in({{"O", std::string("ETAT\0 - 312345676", 17)}}), "");
  EXPECT_EQ(number_in({{"O", "ETAT\n - 312345676"}}), "");
}

}  // namespace
}  // namespace portvakt::pki
