#include "details/consent.hpp"

#include "altinn/world.hpp"
#include "base/finished.hpp"
#include "details/consent_lookup.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <ostream>

namespace portvakt::details {
namespace {

const OrgNumber kClientOrg = must(OrgNumber::parse("310999113"));
const OrgNumber kConsumer = must(OrgNumber::parse("312345609"));
constexpr const char* kId = "9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4e";
constexpr const char* kPerson = "urn:altinn:person:identifier-no:15819010452";
constexpr const char* kClaim =
    R"({"type":"urn:altinn:consent","id":"9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4e",)"
    R"("from":"urn:altinn:person:identifier-no:15819010452",)"
    R"("to":{"authority":"iso6523-actorid-upis","ID":"0192:312345609"},)"
    R"("consented":"2026-02-01T09:00:00.123456+00:00","validTo":"2027-02-01T09:00:00+00:00",)"
    R"("consentRights":[{"action":["consent"],)"
    R"("resource":[{"type":"urn:altinn:resource","value":"elg-inntekt","version":"2"}],)"
    R"("metadata":{"aar":"2025"}}]})";

struct Element {
  const char* name;
  const char* json;
  const char* fault;  ///< the member or value that is named; empty: it is read
  Fault::Kind kind = Fault::Kind::wrong_value;
};
void PrintTo(const Element& element, std::ostream* out) { *out << element.name; }

// clang-format off
#define ID R"("id":"9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4e")"
#define FROM R"("from":"urn:altinn:person:identifier-no:15819010452")"
const Element kElements[] = {
    {"FromAPerson", R"({"type":"t",)" ID "," FROM "}", ""},
    {"FromAnOrganisation", R"({"type":"t",)" ID R"(,"from":"urn:altinn:organization:identifier-no:315000122"})", ""},
    {"IdInUpperCase", R"({"type":"t","id":"9F3B6A20-7C11-4C8E-8A55-0D6F1B2C3D4E",)" FROM "}", ""},
    {"UnknownMember", R"({"type":"t",)" ID "," FROM R"(,"to":"x"})", "to", Fault::Kind::unknown_member},
    {"NoId", R"({"type":"t",)" FROM "}", "id"},
    {"IdIsANumber", R"({"type":"t","id":1,)" FROM "}", "id"},
    {"IdIsNoUuid", R"({"type":"t","id":"9f3b6a207c114c8e8a550d6f1b2c3d4e",)" FROM "}", "id"},
    {"NoFrom", R"({"type":"t",)" ID "}", "from"},
    {"FromIsAnObject", R"({"type":"t",)" ID R"(,"from":{}})", "from"},
    {"FromAWrongPerson", R"({"type":"t",)" ID R"(,"from":"urn:altinn:person:identifier-no:15819010453"})", "from"},
    {"FromAWrongOrganisation", R"({"type":"t",)" ID R"(,"from":"urn:altinn:organization:identifier-no:315000123"})", "from"},
    {"FromAnotherUrn", R"({"type":"t",)" ID R"(,"from":"urn:altinn:party:15819010452"})", "from"},
    {"FromABareNumber", R"({"type":"t",)" ID R"(,"from":"315000122"})", "from"},
};
#undef ID
#undef FROM
// clang-format on

class ReadingAConsent : public testing::TestWithParam<Element> {};

//= details.members details.values
TEST_P(ReadingAConsent, TakesWhatIsRightAndNamesWhatIsNot) {
  altinn::World world;
  const ConsentType type(world.platform, world.clock);
  const auto detail = type.read(json::parse(GetParam().json).get_object());
  EXPECT_EQ(detail.has_value(), *GetParam().fault == '\0');
  if (detail) {
    EXPECT_TRUE((*detail)->goes_with_consumer_org());
    EXPECT_EQ((*detail)->shown().find("15819010452"), std::string::npos);
    return;
  }
  EXPECT_EQ(detail.error().name, GetParam().fault);
  EXPECT_EQ(detail.error().kind, GetParam().kind);
}
INSTANTIATE_TEST_SUITE_P(Of, ReadingAConsent, testing::ValuesIn(kElements),
                         [](const auto& info) { return info.param.name; });

ConsentQuestion question() { return {must(Uuid::parse(kId)), kPerson, kConsumer}; }

json::object right() {
  return {{"action", json::array{"consent"}},
          {"resource",
           json::array{json::object{
               {"type", "urn:altinn:resource"}, {"value", "elg-inntekt"}, {"version", "2"}}}},
          {"metaData", {{"aar", "2025"}}}};
}
json::object right_answer() {
  return {{"id", kId},
          {"from", kPerson},
          {"to", "urn:altinn:organization:identifier-no:312345609"},
          {"handledBy", nullptr},
          {"consented", "2026-02-01T09:00:00.123456+00:00"},
          {"validTo", "2027-02-01T09:00:00+00:00"},
          {"consentRights", json::array{right()}}};
}

//= consent.lookup
TEST(ConsentRequest, NamesIdAndBothSides) {
  EXPECT_EQ(consent_request(question()),
            R"({"id":"9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4e",)"
            R"("from":"urn:altinn:person:identifier-no:15819010452",)"
            R"("to":"urn:altinn:organization:identifier-no:312345609"})");
}

//= consent.token
TEST(ConsentClaim, HasTheRightsAsTheyCameAndMetadataInLowerCase) {
  EXPECT_EQ(consent_claim(json::serialize(right_answer()), question()), kClaim);
  json::object spelt = right_answer();
  json::object& only = spelt["consentRights"].get_array()[0].get_object();
  only["metadata"] = only["metaData"];
  only.erase("metaData");
  EXPECT_EQ(consent_claim(json::serialize(spelt), question()), kClaim);
  only["metadata"] = nullptr;
  const auto without = consent_claim(json::serialize(spelt), question());
  ASSERT_TRUE(without);
  EXPECT_EQ(without->find("meta"), std::string::npos);
}

struct Spoilt {
  const char* name;
  void (*spoil)(json::object&);
};
void PrintTo(const Spoilt& spoilt, std::ostream* out) { *out << spoilt.name; }
json::object& first_right(json::object& a) {
  return a["consentRights"].get_array()[0].get_object();
}

// clang-format off
const Spoilt kAnswers[] = {
    {"OtherId", [](json::object& a) { a["id"] = "9f3b6a20-7c11-4c8e-8a55-0d6f1b2c3d4f"; }},
    {"NoId", [](json::object& a) { a.erase("id"); }},
    {"OtherFrom", [](json::object& a) { a["from"] = "urn:altinn:organization:identifier-no:315000122"; }},
    {"OtherTo", [](json::object& a) { a["to"] = "urn:altinn:organization:identifier-no:310999113"; }},
    {"ToAsObject", [](json::object& a) { a["to"] = iso6523_object(kConsumer); }},
    {"NotConsented", [](json::object& a) { a["consented"] = nullptr; }},
    {"ConsentedAsANumber", [](json::object& a) { a["consented"] = 1; }},
    {"ALongTime", [](json::object& a) { a["consented"] = std::string(65, '1'); }},
    {"NoEnd", [](json::object& a) { a.erase("validTo"); }},
    {"NoRights", [](json::object& a) { a.erase("consentRights"); }},
    {"RightsAsObject", [](json::object& a) { a["consentRights"] = json::object{}; }},
    {"ARightThatIsNone", [](json::object& a) { a["consentRights"].get_array().emplace_back("x"); }},
    {"NoAction", [](json::object& a) { first_right(a).erase("action"); }},
    {"ActionAsText", [](json::object& a) { first_right(a)["action"] = "consent"; }},
    {"NoResource", [](json::object& a) { first_right(a)["resource"] = json::array{}; }},
    {"AResourceWithoutValue", [](json::object& a) { first_right(a)["resource"].get_array()[0].get_object().erase("value"); }},
    {"MetadataAsText", [](json::object& a) { first_right(a)["metaData"] = "x"; }},
    {"MetadataTwice", [](json::object& a) { first_right(a)["metadata"] = json::object{}; }},
    {"TooDeepForAToken", [](json::object& a) { first_right(a)["metaData"] = json::parse(R"({"a":{"b":{"c":{}}}})"); }},
    {"TooLargeForAToken", [](json::object& a) { first_right(a)["metaData"].get_object()["x"] = std::string(kLargestClaim, 'x'); }},
};
// clang-format on

class ConsentSays : public testing::TestWithParam<Spoilt> {};

//= altinn.strict consent.strict
TEST_P(ConsentSays, NothingUnlessItIsPlain) {
  json::object body = right_answer();
  GetParam().spoil(body);
  EXPECT_FALSE(consent_claim(json::serialize(body), question()));
}
INSTANTIATE_TEST_SUITE_P(Of, ConsentSays, testing::ValuesIn(kAnswers),
                         [](const auto& info) { return info.param.name; });

//= details.size
TEST(ConsentClaim, MayBeAsLargeAsATokenAllows) {
  json::object body = right_answer();
  json::value& filler = first_right(body)["metaData"].get_object()["x"];
  filler = "";
  const std::size_t without = consent_claim(json::serialize(body), question())->size();
  filler = std::string(kLargestClaim - without, 'x');
  EXPECT_EQ(consent_claim(json::serialize(body), question())->size(), kLargestClaim);
  filler = std::string(kLargestClaim - without + 1, 'x');
  EXPECT_FALSE(consent_claim(json::serialize(body), question()));
}

//= details.size
TEST(ConsentClaim, MayBeAsDeepAsThisServerReads) {
  json::object body = right_answer();
  first_right(body)["metaData"] = json::parse(R"({"a":{"b":{"c":1}}})");
  const auto claim = consent_claim(json::serialize(body), question());
  ASSERT_TRUE(claim);
  EXPECT_TRUE(read_json(R"({"authorization_details":[)" + *claim + "]}"));
}

struct Asking : testing::Test {
  Answer ask() {
    const ConsentType type(world.platform, world.clock);
    const auto detail = must(type.read({{"type", kConsent}, {"id", kId}, {"from", kPerson}}));
    EXPECT_FALSE(detail->at_hand({"client-1", kClientOrg, kConsumer}));
    return finished(detail->ask({"client-1", kClientOrg, kConsumer}, Stopwatch()));
  }
  altinn::World world;
};

//= consent.lookup consent.token
TEST_F(Asking, GivesWhatTheTokenHas) {
  world.reply = altinn::Fetched{200, json::serialize(right_answer())};
  const Answer answer = ask();
  EXPECT_EQ(answer.verdict, Verdict::holds);
  EXPECT_EQ(answer.claim, kClaim);
  EXPECT_EQ(answer.id, kId);
  ASSERT_EQ(world.asked.size(), 1U);
  EXPECT_EQ(world.asked[0].url, "https://platform.example" + std::string(kConsentPath));
  EXPECT_EQ(world.asked[0].body, consent_request(question()));
  EXPECT_EQ(world.asked[0].token, "own-token for altinn:maskinporten/consent.read");
}

constexpr const char* kProblems =
    R"({"code":"STD-00001","problems":[{"code":"AM-00007"},{"code":"AM-00008"}]})";
struct Reply {
  int status;
  const char* body;
  Verdict verdict;
};

//= consent.refused consent.unavailable
TEST_F(Asking, TellsARefusalFromAFailure) {
  const Reply replies[] = {
      {400, R"({"code":"AM-00007"})", Verdict::wrong_value},
      {403, "", Verdict::wrong_value},
      {404, "<html>", Verdict::wrong_value},
      {422, "", Verdict::wrong_value},
      {500, kProblems, Verdict::wrong_value},
      {401, "", Verdict::unavailable},
      {408, "", Verdict::unavailable},
      {429, "", Verdict::unavailable},
      {500, "", Verdict::unavailable},
      {500, R"({"code":"AM-00007"})", Verdict::unavailable},
      {500, R"({"problems":[]})", Verdict::unavailable},
      {500, R"({"problems":[{}]})", Verdict::unavailable},
      {503, "", Verdict::unavailable},
      {204, "", Verdict::unavailable},
      {302, "", Verdict::unavailable},
      {200, "{}", Verdict::unavailable},
  };
  for (const Reply& each : replies) {
    world.reply = altinn::Fetched{each.status, each.body};
    const Answer answer = ask();
    EXPECT_EQ(answer.verdict, each.verdict) << each.status << ' ' << each.body;
    if (each.verdict == Verdict::wrong_value) EXPECT_EQ(answer.detail, "id");
  }
}

}  // namespace
}  // namespace portvakt::details
