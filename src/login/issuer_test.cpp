#include "login/issuer.hpp"

#include "login/issuer_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace portvakt::login {
namespace {

using testing::HasSubstr;

struct Spoilt {
  const char* name;
  void (*spoil)(json::object&);
  const char* why;  ///< empty: accepted
};
const Spoilt kMetadata[] = {
    {"Right", [](json::object&) {}, ""},
    {"OtherIssuer", [](json::object& d) { d["issuer"] = "https://evil.example"; },
     "another issuer"},
    {"IssuerWithSlash", [](json::object& d) { d["issuer"] = kIssuer + "/"; }, "another issuer"},
    {"NoIssuer", [](json::object& d) { d.erase("issuer"); }, "another issuer"},
    {"NoTokenEndpoint", [](json::object& d) { d.erase("token_endpoint"); }, "lacks"},
    {"NoKeys", [](json::object& d) { d.erase("jwks_uri"); }, "lacks"},
    {"NoAuthorizationEndpoint", [](json::object& d) { d.erase("authorization_endpoint"); },
     "lacks"},
    {"TokenEndpointElsewhere",
     [](json::object& d) { d["token_endpoint"] = "https://evil.example/token"; },
     "https://evil.example, which login.hosts does not name"},
    {"KeysElsewhere", [](json::object& d) { d["jwks_uri"] = "https://169.254.169.254/jwks"; },
     "login.hosts"},
    {"KeysAtAnotherPort", [](json::object& d) { d["jwks_uri"] = kIssuer + ":8443/jwks"; },
     "login.hosts"},
    {"KeysAtANameThatBeginsAlike",
     [](json::object& d) { d["jwks_uri"] = kIssuer + ".evil.example/jwks"; }, "login.hosts"},
    {"KeysWithUserinfo",
     [](json::object& d) { d["jwks_uri"] = "https://login.example@evil.example/jwks"; }, "lacks"},
    {"NamedHost", [](json::object& d) { d["jwks_uri"] = "https://keys.example/jwks"; }, ""},
    {"PlainHttp", [](json::object& d) { d["token_endpoint"] = "http://login.example/token"; },
     "lacks"},
    {"File", [](json::object& d) { d["jwks_uri"] = "file:///etc/passwd"; }, "lacks"},
    {"Script", [](json::object& d) { d["authorization_endpoint"] = "javascript:alert(1)"; },
     "lacks"},
    {"Fragment", [](json::object& d) { d["authorization_endpoint"] = "https://sso.example/#x"; },
     "lacks"},
    {"ANumber", [](json::object& d) { d["jwks_uri"] = 1; }, "lacks"},
    {"NoEndOfSession", [](json::object& d) { d.erase("end_session_endpoint"); }, ""},
};

class Metadata : public testing::TestWithParam<Spoilt> {};
INSTANTIATE_TEST_SUITE_P(Cases, Metadata, testing::ValuesIn(kMetadata),
                         [](const auto& info) { return info.param.name; });

//= login.hosts
TEST_P(Metadata, LeadsToTheIssuersOwnHostsOnly) {
  json::object document = metadata_document();
  GetParam().spoil(document);
  const auto read = read_metadata(json::serialize(document), kIssuer, {"https://keys.example"});
  EXPECT_EQ(read.has_value(), std::string_view(GetParam().why).empty());
  if (!read) EXPECT_THAT(read.error(), HasSubstr(GetParam().why));
}

TEST(IssuerMetadata, MayBePlainHttpWhereTheIssuerIs) {
  json::object document{{"issuer", "http://127.0.0.1:1"},
                        {"authorization_endpoint", "http://127.0.0.1:1/auth"},
                        {"token_endpoint", "http://127.0.0.1:1/token"},
                        {"jwks_uri", "http://127.0.0.1:1/jwks"},
                        {"end_session_endpoint", "data:text/html,x"},
                        {"authorization_response_iss_parameter_supported", true}};
  const auto read = read_metadata(json::serialize(document), "http://127.0.0.1:1", {});
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->names_itself);
  EXPECT_EQ(read->end_session_endpoint, "") << "what cannot be used is not there";
}

TEST(IssuerKeys, PassOverWhatIsNotForSigning) {
  json::object enc = public_key("enc");
  enc["use"] = "enc";
  json::object hmac{{"kty", "oct"}, {"k", "AAAA"}};
  const auto keys = read_keys(key_set({enc, hmac, public_key("k1")}));
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->size(), 1U);
  EXPECT_EQ(keys->front().kid, "k1");
  for (const char* none : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[]})", R"({"keys":[1]})"}) {
    EXPECT_FALSE(read_keys(none)) << none;
  }
}

class IssuerTest : public testing::Test {
 protected:
  FixedClock clock{from_epoch(1'772'440'200)};
  FakeIssuer fake;
  Issuer issuer{{.issuer = kIssuer, .hosts = {}, .fetch = fake.fetch(), .clock = clock}};
};

TEST_F(IssuerTest, IsAskedWhenItIsNeededAndThenRemembered) {
  EXPECT_TRUE(fake.asked.empty());
  EXPECT_EQ(issuer.known_metadata(), nullptr);
  for (int i = 0; i < 3; ++i) {
    ASSERT_NE(issuer.metadata(), nullptr);
    EXPECT_EQ(issuer.metadata()->token_endpoint, kIssuer + "/token");
    EXPECT_NE(issuer.key("k1"), nullptr);
  }
  EXPECT_EQ(fake.asked.size(), 2U);
}

TEST_F(IssuerTest, IsAskedAgainAfterAnHour) {
  issuer.metadata();
  clock.advance(seconds{3599});
  issuer.metadata();
  EXPECT_EQ(fake.asked.size(), 2U);
  clock.advance(seconds{1});
  issuer.metadata();
  EXPECT_EQ(fake.asked.size(), 4U);
}

//= login.keys
TEST_F(IssuerTest, IsAskedForAKeyThatIsNewAndNotTooOften) {
  issuer.metadata();
  clock.advance(seconds{10});
  fake.answers[kIssuer + "/jwks"] = {200, key_set({public_key("k2", 1)})};
  EXPECT_NE(issuer.key("k2"), nullptr);
  EXPECT_EQ(issuer.key("k1"), nullptr) << "a key that was taken away is gone";
  EXPECT_EQ(fake.times("/jwks"), 2U);
  for (int i = 0; i < 100; ++i) issuer.key("made-up-" + std::to_string(i));
  EXPECT_EQ(fake.times("/jwks"), 2U);
  clock.advance(seconds{10});
  for (int i = 0; i < 100; ++i) issuer.key("made-up-" + std::to_string(i));
  EXPECT_EQ(fake.times("/jwks"), 3U);
}

TEST_F(IssuerTest, WithoutAKidHasOnlyAKeyThatIsTheOnlyOne) {
  issuer.metadata();
  EXPECT_NE(issuer.key(""), nullptr);
  clock.advance(seconds{3600});
  fake.answers[kIssuer + "/jwks"] = {200, key_set({public_key("k1"), public_key("k2", 1)})};
  issuer.metadata();
  EXPECT_EQ(issuer.key(""), nullptr);
}

//= login.issuer-down
TEST_F(IssuerTest, ThatIsAwayIsLeftAloneForAWhile) {
  fake.away = true;
  for (int i = 0; i < 10; ++i) EXPECT_EQ(issuer.metadata(), nullptr);
  EXPECT_EQ(fake.asked.size(), 1U);
  fake.away = false;
  clock.advance(seconds{10});
  EXPECT_NE(issuer.metadata(), nullptr);
}

//= login.issuer-down
TEST_F(IssuerTest, ThatWasSeenOnceGoesOnBeingKnown) {
  issuer.metadata();
  fake.away = true;
  clock.advance(seconds{7200});
  EXPECT_NE(issuer.metadata(), nullptr);
  EXPECT_NE(issuer.key("k1"), nullptr);
}

TEST_F(IssuerTest, AnswersNothingButTwoHundred) {
  for (const int status : {204, 301, 302, 404, 500}) {
    FakeIssuer other;
    other.answers[kIssuer + "/jwks"].status = status;
    Issuer asking{{.issuer = kIssuer, .hosts = {}, .fetch = other.fetch(), .clock = clock}};
    EXPECT_EQ(asking.metadata(), nullptr) << status;
  }
}

//= login.issuer-down
TEST_F(IssuerTest, KeepsNobodyWaitingForAKeyWhileItIsSlow) {
  std::promise<void> asked;
  std::promise<void> let_go;
  const auto gate = let_go.get_future().share();
  bool slow = false;
  const Fetch fetch = [&, gate](const Question& question) {
    if (slow) {
      asked.set_value();
      gate.wait();
      slow = false;
    }
    return fake.fetch()(question);
  };
  Issuer asking{{.issuer = kIssuer, .hosts = {}, .fetch = fetch, .clock = clock}};
  ASSERT_NE(asking.metadata(), nullptr);
  clock.advance(seconds{10});
  slow = true;
  std::thread first([&] { asking.key("new"); });
  asked.get_future().wait();
  EXPECT_EQ(asking.key("new"), nullptr);
  EXPECT_NE(asking.key("k1"), nullptr);
  EXPECT_NE(asking.metadata(), nullptr);
  let_go.set_value();
  first.join();
}

}  // namespace
}  // namespace portvakt::login
