#include "app/token_check.hpp"

#include "app/claims_text.hpp"
#include "base/base64.hpp"
#include "jose/keys.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Instant kNow = from_epoch(1'790'000'000);

/// A right token; tests spoil one thing.
struct World {
  jose::SigningKey key = jose::SigningKey::generate({.type = jose::KeyType::ec_p256});
  std::vector<jose::PublicJwk> keys;
  json::object header{{"kid", "k1"}, {"alg", "ES256"}};
  json::object claims{{"iss", "https://maskinporten.example/"},
                      {"scope", "a:read a:write"},
                      {"aud", "https://api.example"},
                      {"iat", epoch(kNow)},
                      {"exp", epoch(kNow) + 120}};
  Expected expected{"https://maskinporten.example/", {"a:read"}, "https://api.example"};
  Instant now = kNow;

  World() {
    keys.push_back(key.public_jwk());
    keys.back().kid = "k1";
  }
  std::string token() const {
    return jose::sign_compact(key, jose::Algorithm::es256, json::serialize(header),
                              json::serialize(claims));
  }
  Verdict verdict() const { return check_token(token(), keys, expected, now); }
};

TEST(AToken, IsValidWhenEverythingHolds) {
  const Verdict verdict = World{}.verdict();
  EXPECT_THAT(verdict.reasons, IsEmpty());
  EXPECT_TRUE(verdict.signature_holds);
  EXPECT_EQ(verdict.claims.at("scope"), "a:read a:write");
}

struct Case {
  const char* name;
  void (*spoil)(World&);
  const char* reason;
};
const Case kCases[] = {
    {"AnotherIssuer", [](World& w) { w.claims["iss"] = "https://test.example/"; },
     "its issuer is not"},
    {"ExpiredThisVerySecond", [](World& w) { w.now = kNow + seconds{120}; }, "it expired now"},
    {"ExpiredLongAgo", [](World& w) { w.now = kNow + seconds{220}; }, "it expired 1 min 40 s ago"},
    {"NoExp", [](World& w) { w.claims.erase("exp"); }, "it has no exp"},
    {"ExpAsText", [](World& w) { w.claims["exp"] = "1790000120"; }, "it has no exp"},
    {"IssuedInTheFuture", [](World& w) { w.claims["iat"] = epoch(kNow) + 11; },
     "its iat is in 11 s"},
    {"NotYetValid", [](World& w) { w.claims["nbf"] = epoch(kNow) + 60; }, "its nbf is in 1 min"},
    {"AnotherScope", [](World& w) { w.expected.scopes = {"a:rea"}; },
     "does not have the scope a:rea"},
    {"AnotherAudience", [](World& w) { w.expected.audience = "https://api.example/"; },
     "its audience is not"},
    {"NoAudience", [](World& w) { w.claims.erase("aud"); }, "its audience is not"},
    {"AnUnknownKey", [](World& w) { w.keys.front().kid = "k2"; }, "publishes no key k1"},
    {"NoKid", [](World& w) { w.header.erase("kid"); }, "publishes no key without kid"},
    {"AKeyOfSomeoneElse",
     [](World& w) {
       w.keys.front() = jose::SigningKey::generate({.type = jose::KeyType::ec_p256}).public_jwk();
       w.keys.front().kid = "k1";
     },
     "the signature is wrong"},
    {"NoneAsAlgorithm", [](World& w) { w.header["alg"] = "none"; },
     "the algorithm none is not accepted"},
    {"AnotherAlgorithmThanTheKeys", [](World& w) { w.header["alg"] = "RS256"; },
     "the signature is wrong"},
    {"CriticalExtensions", [](World& w) { w.header["crit"] = json::array{"x"}; },
     "asks for extensions"},
};
class SpoiledToken : public testing::TestWithParam<Case> {};
TEST_P(SpoiledToken, IsInvalidAndSaysWhy) {
  World world;
  GetParam().spoil(world);
  EXPECT_THAT(world.verdict().reasons, ElementsAre(HasSubstr(GetParam().reason)));
}
INSTANTIATE_TEST_SUITE_P(By, SpoiledToken, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(AToken, IsToldAllItsFaultsAtOnce) {
  World world;
  world.now = kNow + seconds{500};
  world.expected.scopes = {"b:read", "b:write"};
  EXPECT_EQ(world.verdict().reasons.size(), 3U);
}

TEST(AToken, MayHaveSeveralAudiencesAndASlowClock) {
  World world;
  world.claims["aud"] = json::array{"https://other.example", "https://api.example"};
  world.claims["iat"] = epoch(kNow) + 10;
  EXPECT_TRUE(world.verdict().valid());
}

TEST(AToken, IsNotJudgedByItsClaimsWhenItsSignatureIsWrong) {
  World world;
  std::string token = world.token();
  world.claims["scope"] = "a:admin";
  const std::string payload = base64url(json::serialize(world.claims));
  token.replace(token.find('.') + 1, token.rfind('.') - token.find('.') - 1, payload);
  const Verdict verdict = check_token(token, world.keys, world.expected, world.now);
  EXPECT_FALSE(verdict.signature_holds);
  EXPECT_THAT(verdict.reasons, ElementsAre(HasSubstr("the token was changed")));
}

TEST(AToken, IsACompactJwsOfTwoObjects) {
  const World world;
  for (const std::string& token : {std::string(""), std::string("a.b"), std::string("....."),
                                   base64url("[]") + "." + base64url("{}") + ".AA",
                                   base64url("{}") + "." + base64url("x") + ".AA"}) {
    EXPECT_FALSE(check_token(token, world.keys, world.expected, kNow).valid()) << token;
  }
}

TEST(ReadableClaims, NameOrganisationsAndCountTheTimeLeft) {
  const json::object claims{
      {"jti", "x"},
      {"exp", epoch(kNow) + 118},
      {"extra", true},
      {"consumer", {{"authority", "iso6523-actorid-upis"}, {"ID", "0192:312345609"}}},
      {"iss", "https://maskinporten.example/"}};
  const auto fields = readable_claims(claims, kNow, [](const std::string& orgno) {
    return orgno == "312345609" ? "KLOK TIGER KOMMUNE" : "";
  });
  ASSERT_EQ(fields.size(), 5U);
  EXPECT_EQ(fields[0].first, "iss");
  EXPECT_EQ(fields[1].second, "312345609 KLOK TIGER KOMMUNE");
  EXPECT_THAT(fields[2].second, HasSubstr("(in 1 min 58 s)"));
  EXPECT_EQ(fields[4], std::pair(std::string("extra"), std::string("true")));
}

TEST(ReadableClaims, NeverSendControlCharactersToATerminal) {
  const json::object claims{{"iss", "\x1b[2Jgone"}, {"we\x07ird", "x"}};
  for (const auto& [name, value] : readable_claims(claims, kNow, [](const auto&) { return ""; })) {
    EXPECT_EQ(name.find('\x07'), std::string::npos);
    EXPECT_EQ(value.find('\x1b'), std::string::npos);
  }
}

}  // namespace
}  // namespace portvakt::app
