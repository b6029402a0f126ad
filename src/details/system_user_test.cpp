#include "details/system_user.hpp"

#include "altinn/world.hpp"
#include "base/finished.hpp"
#include "details/altinn_system_users.hpp"
#include "details/built_in_system_users.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <ostream>

namespace portvakt::details {
namespace {

const OrgNumber kVendor = must(OrgNumber::parse("310999113"));
const OrgNumber kOwner = must(OrgNumber::parse("315000122"));
const OrgNumber kOther = must(OrgNumber::parse("312345609"));
constexpr const char* kId = "2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10";
constexpr const char* kClaim =
    R"({"type":"urn:altinn:systemuser","systemuser_id":["2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10"],)"
    R"("systemuser_org":{"authority":"iso6523-actorid-upis","ID":"0192:315000122"},)"
    R"("system_id":"310999113_snillregnskap"})";

struct NoUsers final : SystemUsers {
  boost::asio::awaitable<SystemUserAnswer> ask(SystemUserQuestion, Stopwatch) override {
    co_return std::nullopt;
  }
};

struct Element {
  const char* name;
  const char* json;
  const char* fault;  ///< the member or value that is named; empty: it is read
  Fault::Kind kind = Fault::Kind::wrong_value;
};
void PrintTo(const Element& element, std::ostream* out) { *out << element.name; }

// clang-format off
#define ORG R"("systemuser_org":{"authority":"iso6523-actorid-upis","ID":"0192:315000122"})"
const Element kElements[] = {
    {"Plain", R"({"type":"t",)" ORG "}", ""},
    {"WithReference", R"({"type":"t",)" ORG R"(,"externalRef":"kunde-42"})", ""},
    {"WithAnEmptyReference", R"({"type":"t",)" ORG R"(,"externalRef":""})", ""},
    {"WithReferenceNull", R"({"type":"t",)" ORG R"(,"externalRef":null})", ""},
    {"UnknownMember", R"({"type":"t",)" ORG R"(,"external_ref":"x"})", "external_ref", Fault::Kind::unknown_member},
    {"UnknownMemberBesideAWrongValue", R"({"type":"t","foo":1})", "foo", Fault::Kind::unknown_member},
    {"UnknownMemberOfTheOrganisation", R"({"type":"t","systemuser_org":{"authority":"iso6523-actorid-upis","ID":"0192:315000122","name":"x"}})", "name", Fault::Kind::unknown_member},
    {"NoOrganisation", R"({"type":"t"})", "systemuser_org"},
    {"OrganisationNull", R"({"type":"t","systemuser_org":null})", "systemuser_org"},
    {"OrganisationIsText", R"({"type":"t","systemuser_org":"0192:315000122"})", "systemuser_org"},
    {"OrganisationIsAnArray", R"({"type":"t","systemuser_org":[]})", "systemuser_org"},
    {"OtherAuthority", R"({"type":"t","systemuser_org":{"authority":"iso6523-actorid-upis ","ID":"0192:315000122"}})", "systemuser_org"},
    {"NoAuthority", R"({"type":"t","systemuser_org":{"ID":"0192:315000122"}})", "systemuser_org"},
    {"LowerCaseId", R"({"type":"t","systemuser_org":{"authority":"iso6523-actorid-upis","id":"0192:315000122"}})", "id", Fault::Kind::unknown_member},
    {"NoId", R"({"type":"t","systemuser_org":{"authority":"iso6523-actorid-upis"}})", "systemuser_org"},
    {"NoScheme", R"({"type":"t","systemuser_org":{"authority":"iso6523-actorid-upis","ID":"315000122"}})", "systemuser_org"},
    {"OtherScheme", R"({"type":"t","systemuser_org":{"authority":"iso6523-actorid-upis","ID":"0193:315000122"}})", "systemuser_org"},
    {"WrongControlDigit", R"({"type":"t","systemuser_org":{"authority":"iso6523-actorid-upis","ID":"0192:315000123"}})", "systemuser_org"},
    {"ReferenceIsANumber", R"({"type":"t",)" ORG R"(,"externalRef":42})", "externalRef"},
    {"ReferenceOfTwoLines", R"({"type":"t",)" ORG R"(,"externalRef":"a\nb"})", "externalRef"},
};
#undef ORG
// clang-format on

class ReadingASystemUser : public testing::TestWithParam<Element> {};

//= details.members details.values
TEST_P(ReadingASystemUser, TakesWhatIsRightAndNamesWhatIsNot) {
  const SystemUserType type(std::make_unique<NoUsers>());
  const auto detail = type.read(json::parse(GetParam().json).get_object());
  EXPECT_EQ(detail.has_value(), *GetParam().fault == '\0');
  if (detail) return;
  EXPECT_EQ(detail.error().name, GetParam().fault);
  EXPECT_EQ(detail.error().kind, GetParam().kind);
}
INSTANTIATE_TEST_SUITE_P(Of, ReadingASystemUser, testing::ValuesIn(kElements),
                         [](const auto& info) { return info.param.name; });

//= details.values
TEST(ASystemUsersReference, IsBounded) {
  const SystemUserType type(std::make_unique<NoUsers>());
  json::object element{{"type", "t"}, {"systemuser_org", iso6523_object(kOwner)}};
  element["externalRef"] = std::string(255, 'x');
  EXPECT_TRUE(type.read(element));
  element["externalRef"] = std::string(256, 'x');
  EXPECT_FALSE(type.read(element));
}

/// A registry with one system user, and what a grant says of it.
struct BuiltIn : testing::Test {
  BuiltIn() { put("kunde-42"); }
  void put(std::string_view reference) {
    user.external_ref = must(ExternalRef::parse(reference));
    known.put(user);
  }
  Answer ask(const char* reference, const char* client = "client-1", OrgNumber vendor = kVendor) {
    json::object element{{"type", kSystemUser}, {"systemuser_org", iso6523_object(kOwner)}};
    if (reference != nullptr) element["externalRef"] = reference;
    const SystemUserType type(std::make_unique<BuiltInSystemUsers>(known));
    const auto detail = must(type.read(element));
    const Asker asker{client, vendor, vendor};
    const Answer answer = finished(detail->ask(asker, Stopwatch()));
    EXPECT_EQ(detail->at_hand(asker)->verdict, answer.verdict);
    EXPECT_FALSE(detail->goes_with_consumer_org());
    return answer;
  }

  SystemUser user{.id = must(Uuid::parse(kId)),
                  .owner = kOwner,
                  .system = must(SystemId::parse("310999113_snillregnskap")),
                  .client = must(ClientId::parse("client-1")),
                  .external_ref = ExternalRef::of_owner(kOwner),
                  .deleted = std::nullopt,
                  .created = from_epoch(1),
                  .last_updated = from_epoch(1)};
  registry::Registry known;
};

//= system-user.token
TEST_F(BuiltIn, GivesWhatTheTokenHas) {
  const Answer answer = ask("kunde-42");
  EXPECT_EQ(answer.verdict, Verdict::holds);
  EXPECT_EQ(answer.claim, kClaim);
  EXPECT_EQ(answer.id, kId);
}

//= system-user.reference
TEST_F(BuiltIn, TakesTheOwnersNumberForAMissingReference) {
  EXPECT_EQ(ask(nullptr).verdict, Verdict::not_configured);
  put("315000122");
  EXPECT_EQ(ask(nullptr).verdict, Verdict::holds);
  EXPECT_EQ(ask("").verdict, Verdict::holds);
  EXPECT_EQ(ask("315000122").verdict, Verdict::holds);
}

//= system-user.absent
TEST_F(BuiltIn, HasNothingForAnotherClientVendorOrReference) {
  EXPECT_EQ(ask("kunde-43").verdict, Verdict::not_configured);
  EXPECT_EQ(ask("KUNDE-42").verdict, Verdict::not_configured);
  EXPECT_EQ(ask("kunde-42", "Client-1").verdict, Verdict::not_configured);
  EXPECT_EQ(ask("kunde-42", "client-1", kOther).verdict, Verdict::not_configured);
  user.deleted = from_epoch(2);
  put("kunde-42");
  EXPECT_EQ(ask("kunde-42").verdict, Verdict::not_configured);
}

SystemUserQuestion question(const char* reference = nullptr) {
  SystemUserQuestion asked{"client/1", kVendor, kOwner, std::nullopt};
  if (reference != nullptr) asked.external_ref = must(ExternalRef::parse(reference));
  return asked;
}

//= system-user.lookup
TEST(SystemUserPath, NamesClientVendorOwnerAndReference) {
  const std::string all =
      "/authentication/api/v1/systemuser/byExternalId"
      "?clientId=client%2F1&systemProviderOrgNo=310999113&systemUserOwnerOrgNo=315000122";
  EXPECT_EQ(system_user_path(question()), all);
  EXPECT_EQ(system_user_path(question("kunde & 42")), all + "&externalRef=kunde%20%26%2042");
}

json::object right_answer() {
  return {{"id", kId},
          {"integrationTitle", "Snill Hval Regnskap"},
          {"systemId", "310999113_snillregnskap"},
          {"productName", "310999113_snillregnskap"},
          {"reporteeOrgNo", "315000122"},
          {"created", "2026-01-15T10:00:00Z"},
          {"isDeleted", false},
          {"supplierName", "SNILL HVAL SYSTEMER AS"},
          {"supplierOrgno", "310999113"},
          {"externalRef", "kunde-42"},
          {"userType", "standard"}};
}

enum class Says { found, none, nothing };
struct Spoilt {
  const char* name;
  void (*spoil)(json::object&);
  Says says;
};
void PrintTo(const Spoilt& spoilt, std::ostream* out) { *out << spoilt.name; }

// clang-format off
const Spoilt kAnswers[] = {
    {"Right", [](json::object&) {}, Says::found},
    {"OlderOne", [](json::object& a) { a.erase("systemId"); a["partyId"] = "1"; }, Says::found},
    {"WithoutAReference", [](json::object& a) { a.erase("externalRef"); }, Says::found},
    {"WithoutIsDeleted", [](json::object& a) { a.erase("isDeleted"); }, Says::found},
    {"Deleted", [](json::object& a) { a["isDeleted"] = true; }, Says::none},
    {"OtherOwner", [](json::object& a) { a["reporteeOrgNo"] = "312345609"; }, Says::nothing},
    {"NoOwner", [](json::object& a) { a.erase("reporteeOrgNo"); }, Says::nothing},
    {"OwnerAsNumber", [](json::object& a) { a["reporteeOrgNo"] = 315000122; }, Says::nothing},
    {"OtherVendor", [](json::object& a) { a["supplierOrgno"] = "312345609"; }, Says::nothing},
    {"NoVendor", [](json::object& a) { a.erase("supplierOrgno"); }, Says::nothing},
    {"OtherReference", [](json::object& a) { a["externalRef"] = "kunde-43"; }, Says::nothing},
    {"NoId", [](json::object& a) { a.erase("id"); }, Says::nothing},
    {"IdIsNoUuid", [](json::object& a) { a["id"] = "kunde"; }, Says::nothing},
    {"NoSystem", [](json::object& a) { a.erase("systemId"); a.erase("productName"); }, Says::nothing},
    {"LongSystem", [](json::object& a) { a["systemId"] = std::string(256, 's'); }, Says::nothing},
    {"SystemOfTwoLines", [](json::object& a) { a["systemId"] = "a\nb"; }, Says::nothing},
    {"IsDeletedAsText", [](json::object& a) { a["isDeleted"] = "no"; }, Says::nothing},
};
// clang-format on

class SystemUserSays : public testing::TestWithParam<Spoilt> {};

//= altinn.strict system-user.strict
TEST_P(SystemUserSays, WhatItSaysAndNoMore) {
  json::object body = right_answer();
  GetParam().spoil(body);
  const auto answer = system_user_says(json::serialize(body), question("kunde-42"));
  EXPECT_EQ(answer.has_value(), GetParam().says != Says::nothing);
  if (!answer) return;
  EXPECT_EQ(answer->has_value(), GetParam().says == Says::found);
}
INSTANTIATE_TEST_SUITE_P(Of, SystemUserSays, testing::ValuesIn(kAnswers),
                         [](const auto& info) { return info.param.name; });

TEST(SystemUserSays, NothingWhereItIsNoObject) {
  for (const char* body : {"", "null", "[]", "{} {}", "<html>", R"({"id":1,"id":1})"})
    EXPECT_FALSE(system_user_says(body, question())) << body;
}

struct AskingAltinn : testing::Test {
  Answer ask() {
    const SystemUserType type(std::make_unique<AltinnSystemUsers>(world.platform, world.clock));
    const auto detail = must(type.read({{"type", kSystemUser},
                                        {"systemuser_org", iso6523_object(kOwner)},
                                        {"externalRef", "kunde-42"}}));
    const Asker asker{"client-1", kVendor, kVendor};
    EXPECT_FALSE(detail->at_hand(asker));
    return finished(detail->ask(asker, Stopwatch()));
  }
  altinn::World world;
};

//= system-user.token system-user.lookup
TEST_F(AskingAltinn, GivesWhatTheTokenHas) {
  world.reply = altinn::Fetched{200, json::serialize(right_answer())};
  const Answer answer = ask();
  EXPECT_EQ(answer.verdict, Verdict::holds);
  EXPECT_EQ(answer.claim, kClaim);
  ASSERT_EQ(world.asked.size(), 1U);
  EXPECT_EQ(world.asked[0].token, "own-token for altinn:maskinporten/systemuser.read");
  EXPECT_EQ(world.asked[0].body, "");
}

//= system-user.absent system-user.unavailable
TEST_F(AskingAltinn, KnowsItIsNotThereFromA404Only) {
  world.reply = altinn::Fetched{404, ""};
  EXPECT_EQ(ask().verdict, Verdict::not_configured);
  for (const int status : {204, 302, 400, 401, 403, 410, 429, 500, 503}) {
    world.reply = altinn::Fetched{status, json::serialize(right_answer())};
    EXPECT_EQ(ask().verdict, Verdict::unavailable) << status;
  }
}

}  // namespace
}  // namespace portvakt::details
