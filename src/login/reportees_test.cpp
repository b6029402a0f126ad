#include "login/reportees.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::login {
namespace {

const Resources kResources{"urn:altinn:resource:5613:1", "urn:altinn:resource:5621:1",
                           "urn:altinn:resource:5622:1", "urn:altinn:resource:9999:1"};

std::string reportee(std::string_view orgno, std::string_view name = "KLOK TIGER KOMMUNE") {
  return R"({"Rights":["Read","Write"],"Authority":"iso6523-actorid-upis","ID":"0192:)" +
         std::string(orgno) + R"(","Name":")" + std::string(name) + R"("})";
}
std::string element(std::string_view number, std::string_view reportees,
                    std::string_view type = kServiceType) {
  return R"({"type":")" + std::string(type) + R"(","resource":"urn:altinn:resource:)" +
         std::string(number) + R"(:1","resource_name":"x","reportees":[)" + std::string(reportees) +
         "]}";
}
std::vector<Representation> of(const std::string& details) {
  return represented(must(read_json(R"({"authorization_details":)" + details + "}")).get_object(),
                     kResources);
}
/// `312345609 clients supplier, …`
std::string shown(const std::vector<Representation>& all) {
  std::string text;
  for (const Representation& each : all) {
    text += (text.empty() ? "" : ", ") + each.org.digits();
    for (const Right right : each.rights) text += " " + std::string(word(right));
  }
  return text;
}

struct Case {
  const char* name;
  std::string details, expected;
};
const Case kCases[] = {
    {"None", "[]", ""},
    {"Clients", "[" + element("5613", reportee("312345609")) + "]", "312345609 clients"},
    {"Scopes", "[" + element("5621", reportee("312345609")) + "]", "312345609 scopes"},
    {"Operator", "[" + element("9999", reportee("312345609")) + "]", "312345609 operator"},
    {"SupplierAlone", "[" + element("5622", reportee("312345609")) + "]", ""},
    {"SupplierWithScopesOnly",
     "[" + element("5622", reportee("312345609")) + "," + element("5621", reportee("312345609")) +
         "]",
     "312345609 scopes"},
    {"SupplierOfAnother",
     "[" + element("5622", reportee("312345609")) + "," + element("5613", reportee("310999113")) +
         "]",
     "310999113 clients"},
    {"SupplierBeforeClients",
     "[" + element("5622", reportee("312345609")) + "," + element("5613", reportee("312345609")) +
         "]",
     "312345609 clients supplier"},
    {"Several",
     "[" + element("5613", reportee("312345609") + "," + reportee("310999113")) + "," +
         element("5621", reportee("310999113") + "," + reportee("312345676")) + "]",
     "312345609 clients, 310999113 clients scopes, 312345676 scopes"},
    {"Twice",
     "[" + element("5613", reportee("312345609") + "," + reportee("312345609")) + "," +
         element("5613", reportee("312345609")) + "]",
     "312345609 clients"},
    {"UnknownResource", "[" + element("6061", reportee("312345609")) + "]", ""},
    {"OtherType", "[" + element("5613", reportee("312345609"), "ansattporten:orgno") + "]", ""},
    {"NoReportees",
     R"([{"type":"ansattporten:altinn:service","resource":"urn:altinn:resource:5613:1"}])", ""},
    {"BadCheckDigit", "[" + element("5613", reportee("312345608")) + "]", ""},
    {"APerson",
     "[" + element("5613", R"({"Authority":"folkeregisteret","ID":"0192:312345609"})") + "]", ""},
    {"NoAuthority", "[" + element("5613", R"({"ID":"0192:312345609"})") + "]", ""},
    {"AnotherCountry",
     "[" + element("5613", R"({"Authority":"iso6523-actorid-upis","ID":"0007:312345609"})") + "]",
     ""},
    {"BareNumber",
     "[" + element("5613", R"({"Authority":"iso6523-actorid-upis","ID":"312345609"})") + "]", ""},
    {"NumbersForTexts", R"([{"type":1,"resource":2,"reportees":3}, 4, null, "x"])", ""},
    {"AnObject", R"({"type":"ansattporten:altinn:service"})", ""},
    {"AText", R"("ansattporten")", ""},
    {"Null", "null", ""},
    {"OneOfSeveralBroken",
     "[" + element("5613", "1," + reportee("1") + "," + reportee("312345609")) + "]",
     "312345609 clients"},
};

class Reportees : public testing::TestWithParam<Case> {};
INSTANTIATE_TEST_SUITE_P(Cases, Reportees, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

//= login.reportees
TEST_P(Reportees, GiveRightsForOrganisations) {
  EXPECT_EQ(shown(of(GetParam().details)), GetParam().expected);
}

TEST(Reportee, HasANameOrNone) {
  EXPECT_EQ(of("[" + element("5613", reportee("312345609", "RØD BØK AS")) + "]")[0].name,
            "RØD BØK AS");
  EXPECT_EQ(of("[" + element("5613", reportee("312345609", "a\\nb")) + "]")[0].name, "");
  EXPECT_EQ(of("[" + element("5613", reportee("312345609", std::string(256, 'x'))) + "]")[0].name,
            "");
}

//= login.reportees
TEST(Reportee, OfAResourceThatIsNotNamedHasNoRight) {
  const Resources none{"", "", "", ""};
  const auto claims = must(read_json(
      R"({"authorization_details":[{"type":"ansattporten:altinn:service","resource":"","reportees":[)" +
      reportee("312345609") + "]}]}"));
  EXPECT_TRUE(represented(claims.get_object(), none).empty());
}

//= login.request
TEST(Reportee, IsAskedForByResource) {
  const Resources two{"a", "b", "", ""};
  EXPECT_EQ(
      requested_details(two),
      R"([{"type":"ansattporten:altinn:service","resource":"a","representation_is_required":"true"},)"
      R"({"type":"ansattporten:altinn:service","resource":"b","representation_is_required":"true"}])");
}

}  // namespace
}  // namespace portvakt::login
