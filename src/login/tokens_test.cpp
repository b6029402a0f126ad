#include "login/tokens.hpp"

#include "base/base64.hpp"
#include "login/issuer_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::login {
namespace {

const Instant kNow = from_epoch(1'772'440'200);
constexpr std::int64_t kAt = 1'772'440'200;

std::shared_ptr<const IssuerKey> find_key(std::string_view kid) {
  if (kid != "k1") return nullptr;
  return std::make_shared<const IssuerKey>("k1", jose::VerificationKey(issuer_key().public_jwk()));
}

json::object id_claims() {
  return {{"iss", kIssuer}, {"sub", "s-1"},     {"aud", "portal"}, {"exp", kAt + 120},
          {"iat", kAt},     {"nonce", "n-0S6"}, {"acr", "high"}};
}
json::object access_claims() {
  return {{"iss", kIssuer},
          {"sub", "s-1"},
          {"aud", "https://api.example/"},
          {"exp", kAt + 1},
          {"client_id", "portal"}};
}

std::optional<TokenFault> id_fault(const std::string& token) {
  const Expected expected{kIssuer, "portal", "n-0S6", {"high", "substantial"}};
  const auto read = read_id_token(token, find_key, expected, kNow);
  return read ? std::nullopt : std::optional(read.error());
}
std::optional<TokenFault> access_fault(const std::string& token,
                                       const std::vector<std::string>& accepted = {"portal"}) {
  const auto read = read_access_token(token, find_key, kIssuer, accepted, kNow);
  return read ? std::nullopt : std::optional(read.error());
}

struct Spoilt {
  const char* name;
  void (*spoil)(json::object&);
  std::optional<TokenFault> fault;
};
using enum TokenFault;
constexpr auto kFine = std::nullopt;

const Spoilt kIdTokens[] = {
    {"Right", [](json::object&) {}, kFine},
    {"OtherIssuer", [](json::object& c) { c["iss"] = "https://evil.example"; }, other_issuer},
    {"IssuerWithSlash", [](json::object& c) { c["iss"] = kIssuer + "/"; }, other_issuer},
    {"NoIssuer", [](json::object& c) { c.erase("iss"); }, other_issuer},
    {"OtherAudience", [](json::object& c) { c["aud"] = "another"; }, other_audience},
    {"NoAudience", [](json::object& c) { c.erase("aud"); }, other_audience},
    {"AudienceOfNumbers", [](json::object& c) { c["aud"] = json::array{1}; }, other_audience},
    {"AudienceOfOne", [](json::object& c) { c["aud"] = json::array{"portal"}; }, kFine},
    {"AudienceOfTwo", [](json::object& c) { c["aud"] = json::array{"portal", "x"}; },
     other_audience},
    {"AudienceOfTwoForUs",
     [](json::object& c) { c["aud"] = json::array{"portal", "x"}, c["azp"] = "portal"; }, kFine},
    {"AudienceOfTwoForAnother",
     [](json::object& c) { c["aud"] = json::array{"portal", "x"}, c["azp"] = "x"; },
     other_audience},
    {"OtherParty", [](json::object& c) { c["azp"] = "x"; }, other_audience},
    {"PartyOfAnotherType", [](json::object& c) { c["azp"] = 1; }, other_audience},
    {"Expired", [](json::object& c) { c["exp"] = kAt - 10; }, expired},
    {"JustNotExpired", [](json::object& c) { c["exp"] = kAt - 9; }, kFine},
    {"NoExpiry", [](json::object& c) { c.erase("exp"); }, malformed},
    {"ExpiryAsText", [](json::object& c) { c["exp"] = "never"; }, malformed},
    {"ExpiryBeyondTime", [](json::object& c) { c["exp"] = std::int64_t{1} << 60; }, malformed},
    {"NegativeExpiry", [](json::object& c) { c["exp"] = -1; }, malformed},
    {"FromTheFuture", [](json::object& c) { c["iat"] = kAt + 11; }, from_the_future},
    {"SlightlyAhead", [](json::object& c) { c["iat"] = kAt + 10; }, kFine},
    {"NoIssueTime", [](json::object& c) { c.erase("iat"); }, malformed},
    {"NotYet", [](json::object& c) { c["nbf"] = kAt + 11; }, from_the_future},
    {"OtherNonce", [](json::object& c) { c["nonce"] = "n-0S7"; }, other_nonce},
    {"NoNonce", [](json::object& c) { c.erase("nonce"); }, other_nonce},
    {"EmptyNonce", [](json::object& c) { c["nonce"] = ""; }, other_nonce},
    {"NoSubject", [](json::object& c) { c.erase("sub"); }, malformed},
    {"EmptySubject", [](json::object& c) { c["sub"] = ""; }, malformed},
    {"LongSubject", [](json::object& c) { c["sub"] = std::string(256, 's'); }, malformed},
    {"LongestSubject", [](json::object& c) { c["sub"] = std::string(255, 's'); }, kFine},
    {"SubjectWithALineBreak", [](json::object& c) { c["sub"] = "a\nb"; }, malformed},
    {"PersonalIdentifierAsSubject", [](json::object& c) { c["sub"] = "15819010452"; },
     personal_subject},
    {"WeakLogin", [](json::object& c) { c["acr"] = "low"; }, too_weak},
    {"UnknownStrength", [](json::object& c) { c.erase("acr"); }, too_weak},
    {"OtherLevelThatWillDo", [](json::object& c) { c["acr"] = "substantial"; }, kFine},
};

class IdToken : public testing::TestWithParam<Spoilt> {};
INSTANTIATE_TEST_SUITE_P(Cases, IdToken, testing::ValuesIn(kIdTokens),
                         [](const auto& info) { return info.param.name; });

//= login.id-token
TEST_P(IdToken, IsReadWhenItIsRight) {
  json::object claims = id_claims();
  GetParam().spoil(claims);
  EXPECT_EQ(id_fault(signed_token(claims)), GetParam().fault);
}

const Spoilt kHeaders[] = {
    {"Right", [](json::object&) {}, kFine},
    {"None", [](json::object& h) { h["alg"] = "none"; }, malformed},
    {"NoneInCapitals", [](json::object& h) { h["alg"] = "None"; }, malformed},
    {"Hmac", [](json::object& h) { h["alg"] = "HS256"; }, malformed},
    {"NoAlgorithm", [](json::object& h) { h["alg"] = nullptr; }, malformed},
    {"OtherAlgorithm", [](json::object& h) { h["alg"] = "RS512"; }, bad_signature},
    {"AlgorithmOfAnotherKeyType", [](json::object& h) { h["alg"] = "ES256"; }, bad_signature},
    {"UnknownKey", [](json::object& h) { h["kid"] = "k2"; }, unknown_key},
    {"NoKid", [](json::object& h) { h["kid"] = nullptr; }, unknown_key},
    {"Critical", [](json::object& h) { h["crit"] = json::array{"x"}; }, malformed},
    {"Jwt", [](json::object& h) { h["typ"] = "JWT"; }, kFine},
    {"AccessToken", [](json::object& h) { h["typ"] = "at+jwt"; }, malformed},
    {"LogoutToken", [](json::object& h) { h["typ"] = "logout+jwt"; }, malformed},
    {"TypeOfAnotherType", [](json::object& h) { h["typ"] = 1; }, malformed},
};

class IdTokenHeader : public testing::TestWithParam<Spoilt> {};
INSTANTIATE_TEST_SUITE_P(Cases, IdTokenHeader, testing::ValuesIn(kHeaders),
                         [](const auto& info) { return info.param.name; });

//= login.id-token
TEST_P(IdTokenHeader, IsReadWhenItIsRight) {
  json::object header;
  GetParam().spoil(header);
  EXPECT_EQ(id_fault(signed_token(id_claims(), header)), GetParam().fault);
}

//= login.id-token
TEST(IdTokens, AreReadWithTheIssuersSignatureOnly) {
  EXPECT_EQ(id_fault(signed_token(id_claims(), {}, 1)), bad_signature);
  const std::string token = signed_token(id_claims());
  const std::size_t first = token.find('.');
  const std::size_t last = token.rfind('.');
  json::object other = id_claims();
  other["sub"] = "s-2";
  const std::string tampered =
      token.substr(0, first + 1) + base64url(json::serialize(other)) + token.substr(last);
  EXPECT_EQ(id_fault(tampered), bad_signature);
  EXPECT_EQ(id_fault(token.substr(0, last + 1)), malformed) << "no signature";
  const std::string none = base64url(std::string_view(R"({"alg":"none"})"));
  EXPECT_EQ(id_fault(none + token.substr(first, last - first) + "."), malformed);
  for (const char* garbage : {"", "a", "a.b", "a.b.c", "....", "e30.e30.e30"}) {
    EXPECT_EQ(id_fault(garbage), malformed) << garbage;
  }
}

const Spoilt kAccessTokens[] = {
    {"Right", [](json::object&) {}, kFine},
    {"Expired", [](json::object& c) { c["exp"] = kAt - 10; }, expired},
    {"NoExpiry", [](json::object& c) { c.erase("exp"); }, malformed},
    {"OtherIssuer", [](json::object& c) { c["iss"] = "https://evil.example"; }, other_issuer},
    {"OtherClient", [](json::object& c) { c["client_id"] = "another"; }, other_audience},
    {"NoClient", [](json::object& c) { c.erase("client_id"); }, malformed},
    {"AnIdToken", [](json::object& c) { c["nonce"] = "n"; }, malformed},
    {"NoSubject", [](json::object& c) { c.erase("sub"); }, malformed},
    {"NotYet", [](json::object& c) { c["nbf"] = kAt + 11; }, from_the_future},
};

class AccessToken : public testing::TestWithParam<Spoilt> {};
INSTANTIATE_TEST_SUITE_P(Cases, AccessToken, testing::ValuesIn(kAccessTokens),
                         [](const auto& info) { return info.param.name; });

//= login.user-token
TEST_P(AccessToken, IsReadWhenItIsRight) {
  json::object claims = access_claims();
  GetParam().spoil(claims);
  EXPECT_EQ(access_fault(signed_token(claims)), GetParam().fault);
}

//= login.user-token
TEST(AccessTokens, AreForWhomTheConfigurationNames) {
  const std::string token = signed_token(access_claims(), {{"typ", "at+jwt"}});
  EXPECT_EQ(access_fault(token, {}), other_audience);
  EXPECT_EQ(access_fault(token, {"x", "portal"}), kFine);
  EXPECT_EQ(access_fault(token, {"https://api.example/"}), kFine);
  EXPECT_EQ(access_fault(token, {"https://api.example"}), other_audience);
  EXPECT_EQ(access_fault(signed_token(id_claims())), malformed) << "an ID token is none";
  EXPECT_EQ(access_fault(signed_token(access_claims(), {{"alg", "none"}})), malformed);
  EXPECT_EQ(access_fault(signed_token(access_claims(), {}, 1)), bad_signature);
}

TEST(AccessTokens, SayWhoseTheyAreBeforeTheyAreVerified) {
  EXPECT_EQ(claimed_issuer(signed_token(access_claims(), {}, 1)), kIssuer);
  EXPECT_EQ(claimed_issuer("a.b.c"), "");
  EXPECT_EQ(claimed_issuer(""), "");
}

}  // namespace
}  // namespace portvakt::login
