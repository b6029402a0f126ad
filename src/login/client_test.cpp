#include "login/client.hpp"

#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include "login/issuer_world.hpp"
#include "login/user_tokens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace portvakt::login {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kAt = 1'772'440'200;
const OrgNumber kTiger = must(OrgNumber::parse("312345609"));
const OrgNumber kElk = must(OrgNumber::parse("317777019"));

json::array details() {
  return must(
             read_json(
                 R"([{"type":"ansattporten:altinn:service","resource":"urn:clients","reportees":[)"
                 R"({"Authority":"iso6523-actorid-upis","ID":"0192:312345609","Name":"KLOK TIGER KOMMUNE"}]}])"))
      .get_array();
}

class ClientTest : public testing::Test {
 protected:
  ~ClientTest() override { std::filesystem::remove_all(directory_); }

  Client::Options options() {
    return {.client_id = "portal",
            .proof = {},
            .redirect_uri = "https://us.example/session/callback",
            .resources = {"urn:clients", "urn:scopes", "", ""},
            .synthetic = std::nullopt};
  }
  /// What the redirect to the issuer says.
  std::string asked(const std::string& location, std::string_view name) const {
    const std::string query = location.substr(location.find('?') + 1);
    for (const std::string_view field : split(query, '&')) {
      if (field.starts_with(std::string(name) + "="))
        return percent_decoded(field.substr(name.size() + 1), Plus::is_plus).value();
    }
    return {};
  }
  json::object claims(const Client::Departure& departure) const {
    return {{"iss", kIssuer},
            {"sub", "s-1"},
            {"aud", "portal"},
            {"exp", epoch(clock.now()) + 120},
            {"iat", epoch(clock.now())},
            {"nonce", asked(departure.location, "nonce")},
            {"name", "Kari Nordmann"},
            {"pid", "15819010452"},
            {"authorization_details", details()}};
  }
  void answer(const json::object& id_claims, const json::object& header = {}) {
    json::object body{{"access_token", "x"}, {"token_type", "Bearer"}};
    body["id_token"] = signed_token(id_claims, header);
    fake.answers[kIssuer + "/token"] = {200, json::serialize(body)};
  }
  Parameters back(const Client::Departure& departure) const {
    return {{"code", "c-1"}, {"state", asked(departure.location, "state")}};
  }
  std::string failure(const Result<Client::Arrival, Failure>& arrival) const {
    return arrival ? "" : std::string(word(arrival.error()));
  }

  FixedClock clock{from_epoch(kAt)};

 private:
  static std::filesystem::path make_directory() {
    std::string pattern = testing::TempDir() + "login-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    return pattern;
  }
  std::filesystem::path directory_ = make_directory();

 protected:
  SystemRandom random;
  store::Store store{{.url = "sqlite:" + (directory_ / "test.db").string()}, clock};
  FakeIssuer fake;
  Issuer issuer{{.issuer = kIssuer, .hosts = {}, .fetch = fake.fetch(), .clock = clock}};
  Client client{options(), issuer, store, clock, random};
};

//= login.request
TEST_F(ClientTest, SendsPeopleToTheIssuer) {
  const auto departure = client.begin("/app/clients");
  ASSERT_TRUE(departure);
  const std::string& location = departure->location;
  EXPECT_THAT(location, testing::StartsWith("https://sso.example/authorize?"));
  EXPECT_EQ(asked(location, "response_type"), "code");
  EXPECT_EQ(asked(location, "client_id"), "portal");
  EXPECT_EQ(asked(location, "redirect_uri"), "https://us.example/session/callback");
  EXPECT_EQ(asked(location, "scope"), "openid profile");
  EXPECT_EQ(asked(location, "code_challenge_method"), "S256");
  EXPECT_EQ(asked(location, "acr_values"), "");
  EXPECT_THAT(asked(location, "authorization_details"), HasSubstr(R"("resource":"urn:scopes")"));
  for (const char* secret : {"state", "nonce", "code_challenge"}) {
    EXPECT_EQ(asked(location, secret).size(), 43U) << secret;
  }
  EXPECT_THAT(location, Not(HasSubstr(departure->cookie))) << "the browser's own value stays there";
  const auto other = client.begin("/app/");
  EXPECT_NE(asked(other->location, "state"), asked(location, "state"));
  EXPECT_NE(asked(other->location, "nonce"), asked(location, "nonce"));
  EXPECT_NE(asked(other->location, "code_challenge"), asked(location, "code_challenge"));
}

//= login.request
TEST_F(ClientTest, AsksForWhatTheConfigurationSays) {
  Client::Options wanted = options();
  wanted.acr_values = "high substantial";
  wanted.request_details = false;
  wanted.scope = "openid";
  Client other{std::move(wanted), issuer, store, clock, random};
  const auto departure = other.begin("/app/");
  EXPECT_EQ(asked(departure->location, "acr_values"), "high substantial");
  EXPECT_EQ(asked(departure->location, "authorization_details"), "");
  EXPECT_EQ(asked(departure->location, "scope"), "openid");
}

TEST_F(ClientTest, KeepsAnEndpointsOwnQuery) {
  json::object document = metadata_document();
  document["authorization_endpoint"] = "https://sso.example/authorize?tenant=1";
  fake.answers[kIssuer + "/.well-known/openid-configuration"].body = json::serialize(document);
  EXPECT_THAT(client.begin("/app/")->location,
              testing::StartsWith("https://sso.example/authorize?tenant=1&response_type=code"));
}

//= login.flow
TEST_F(ClientTest, LearnsWhoCameBack) {
  const auto departure = client.begin("/app/clients?q=1");
  answer(claims(*departure));
  const auto arrival = client.finish(back(*departure), departure->cookie);
  ASSERT_TRUE(arrival) << failure(arrival);
  EXPECT_EQ(arrival->return_to, "/app/clients?q=1");
  EXPECT_EQ(arrival->person.subject, "s-1");
  EXPECT_EQ(arrival->person.name, "Kari Nordmann");
  ASSERT_EQ(arrival->person.organisations.size(), 1U);
  EXPECT_EQ(arrival->person.organisations[0].org, kTiger);

  const Question& exchange = fake.asked.back();
  EXPECT_EQ(exchange.url, kIssuer + "/token");
  EXPECT_EQ(exchange.authorization, "");
  EXPECT_EQ(asked("?" + exchange.form, "grant_type"), "authorization_code");
  EXPECT_EQ(asked("?" + exchange.form, "code"), "c-1");
  EXPECT_EQ(asked("?" + exchange.form, "client_id"), "portal");
  EXPECT_EQ(asked("?" + exchange.form, "redirect_uri"), "https://us.example/session/callback");
  // RFC 7636 section 4.6
  EXPECT_EQ(digest(asked("?" + exchange.form, "code_verifier")),
            asked(departure->location, "code_challenge"));
}

//= login.state
TEST_F(ClientTest, TakesAStateOnceFromItsBrowserInTime) {
  const auto departure = client.begin("/app/");
  answer(claims(*departure));
  EXPECT_EQ(failure(client.finish({{"code", "c"}, {"state", "forged"}}, departure->cookie)),
            "expired");
  EXPECT_EQ(failure(client.finish({{"code", "c"}}, departure->cookie)), "expired");
  ASSERT_TRUE(client.finish(back(*departure), departure->cookie));
  EXPECT_EQ(failure(client.finish(back(*departure), departure->cookie)), "expired") << "replayed";

  const auto stolen = client.begin("/app/");
  const auto other = client.begin("/app/");
  EXPECT_EQ(failure(client.finish(back(*stolen), other->cookie)), "expired") << "another browser";
  EXPECT_EQ(failure(client.finish(back(*other), "")), "expired") << "no cookie";

  const auto late = client.begin("/app/");
  clock.advance(seconds{600});
  EXPECT_EQ(failure(client.finish(back(*late), late->cookie)), "expired");
  const auto twice = client.begin("/app/");
  Parameters parameters = back(*twice);
  parameters.push_back(parameters.back());
  EXPECT_EQ(failure(client.finish(parameters, twice->cookie)), "expired") << "state stands twice";
}

//= login.state
TEST_F(ClientTest, KeepsNothingThatCouldUseAStolenCode) {
  const auto departure = client.begin("/app/");
  std::optional<LoginAttempt> kept;
  store.change_logins([&](store::Logins& logins) {
    kept = logins.take(digest(asked(departure->location, "state")));
  });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->browser, digest(departure->cookie));
}

struct Spoilt {
  const char* name;
  void (*spoil)(json::object& claims, json::object& header);
  const char* failure;
};
const Spoilt kTokens[] = {
    {"Nonce", [](json::object& c, json::object&) { c["nonce"] = "other"; }, "failed"},
    {"Issuer", [](json::object& c, json::object&) { c["iss"] = "https://evil.example"; }, "failed"},
    {"Audience", [](json::object& c, json::object&) { c["aud"] = "another"; }, "failed"},
    {"Expired", [](json::object& c, json::object&) { c["exp"] = kAt - 60; }, "failed"},
    {"None", [](json::object&, json::object& h) { h["alg"] = "none"; }, "failed"},
    {"Nobody", [](json::object& c, json::object&) { c.erase("authorization_details"); },
     "no_organisation"},
    {"NobodyForUs",
     [](json::object& c, json::object&) { c["authorization_details"] = json::array{}; },
     "no_organisation"},
};
class ClientTokens : public ClientTest, public testing::WithParamInterface<Spoilt> {};
INSTANTIATE_TEST_SUITE_P(Cases, ClientTokens, testing::ValuesIn(kTokens),
                         [](const auto& info) { return info.param.name; });

//= login.id-token login.nobody
TEST_P(ClientTokens, LetNobodyInWhenTheyAreWrong) {
  const auto departure = client.begin("/app/");
  json::object spoilt = claims(*departure);
  json::object header;
  GetParam().spoil(spoilt, header);
  answer(spoilt, header);
  EXPECT_EQ(failure(client.finish(back(*departure), departure->cookie)), GetParam().failure);
}

//= login.iss
TEST_F(ClientTest, BelievesAnAnswerOfItsOwnIssuerOnly) {
  const auto finish = [&](const char* iss) {
    const auto departure = client.begin("/app/");
    answer(claims(*departure));
    Parameters parameters = back(*departure);
    if (iss != nullptr) parameters.emplace_back("iss", iss);
    return failure(client.finish(parameters, departure->cookie));
  };
  EXPECT_EQ(finish(nullptr), "");
  EXPECT_EQ(finish(kIssuer.c_str()), "");
  EXPECT_EQ(finish("https://evil.example"), "failed");
  EXPECT_EQ(finish(""), "failed");
  json::object document = metadata_document();
  document["authorization_response_iss_parameter_supported"] = true;
  fake.answers[kIssuer + "/.well-known/openid-configuration"].body = json::serialize(document);
  clock.advance(seconds{3600});
  EXPECT_EQ(finish(kIssuer.c_str()), "");
  EXPECT_EQ(finish(nullptr), "failed") << "it says that it always names itself";
}

TEST_F(ClientTest, TellsWhyTheIssuerSaidNo) {
  for (const auto& [error, expected] : {std::pair{"access_denied", "denied"},
                                        {"server_error", "failed"},
                                        {"<script>\n", "failed"}}) {
    const auto departure = client.begin("/app/");
    EXPECT_EQ(
        failure(client.finish({{"error", error}, {"state", asked(departure->location, "state")}},
                              departure->cookie)),
        expected);
  }
}

TEST_F(ClientTest, BelievesNoTokenEndpointThatFails) {
  for (const auto& [status, body, expected] :
       {std::tuple{400, R"({"error":"invalid_grant"})", "failed"},
        {200, "no json", "failed"},
        {200, "{}", "failed"},
        {302, "", "failed"},
        {503, "", "unavailable"}}) {
    const auto departure = client.begin("/app/");
    fake.answers[kIssuer + "/token"] = {status, body};
    EXPECT_EQ(failure(client.finish(back(*departure), departure->cookie)), expected) << status;
  }
  const auto departure = client.begin("/app/");
  fake.answers.erase(kIssuer + "/token");
  EXPECT_EQ(failure(client.finish(back(*departure), departure->cookie)), "unavailable");
}

//= login.issuer-down
TEST_F(ClientTest, SaysThatTheIssuerIsAway) {
  fake.away = true;
  const auto departure = client.begin("/app/");
  ASSERT_FALSE(departure);
  EXPECT_EQ(word(departure.error()), "unavailable");
}

TEST_F(ClientTest, LetsSoManyBeUnderWayAndNoMore) {
  store.change_logins([&](store::Logins& logins) {
    for (int i = 0; i < 9'999; ++i) {
      logins.put({"s" + std::to_string(i), "b", "/app/", clock.now() + seconds{600}});
    }
  });
  EXPECT_TRUE(client.begin("/app/"));
  EXPECT_FALSE(client.begin("/app/"));
}

TEST_F(ClientTest, ProvesItselfWithASecret) {
  Client::Options secret = options();
  secret.proof.secret = "s:&é";
  Client other{std::move(secret), issuer, store, clock, random};
  const auto departure = other.begin("/app/");
  answer(claims(*departure));
  ASSERT_TRUE(other.finish(back(*departure), departure->cookie));
  EXPECT_EQ(fake.asked.back().authorization, "Basic " + base64(as_bytes("portal:s%3A%26%C3%A9")));
  EXPECT_EQ(asked("?" + fake.asked.back().form, "client_id"), "");
}

TEST_F(ClientTest, ProvesItselfWithAKey) {
  Client::Options signing = options();
  signing.proof.key = must(jose::SigningKey::from_pem(issuer_key(1).pem("")));
  signing.proof.kid = "our-key";
  Client other{std::move(signing), issuer, store, clock, random};
  const auto departure = other.begin("/app/");
  answer(claims(*departure));
  ASSERT_TRUE(other.finish(back(*departure), departure->cookie));
  const std::string form = "?" + fake.asked.back().form;
  EXPECT_EQ(asked(form, "client_assertion_type"),
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  const std::string assertion = asked(form, "client_assertion");
  const auto find = [](std::string_view kid) {
    return kid != "our-key" ? nullptr
                            : std::make_shared<const IssuerKey>(
                                  "", jose::VerificationKey(issuer_key(1).public_jwk()));
  };
  // An assertion has the shape of an access token but for the client's id.
  EXPECT_EQ(claimed_issuer(assertion), "portal");
  const auto read = read_access_token(assertion, find, "portal", {kIssuer}, clock.now());
  EXPECT_EQ(read.error(), TokenFault::malformed) << "signed, current, and no access token";
}

//= login.synthetic
TEST_F(ClientTest, LetsNobodysRepresentativeActForASyntheticOrganisationInATest) {
  Client::Options test = options();
  test.synthetic = kElk;
  Client other{std::move(test), issuer, store, clock, random};
  const auto departure = other.begin("/app/");
  json::object nobody = claims(*departure);
  nobody.erase("authorization_details");
  answer(nobody);
  const auto arrival = other.finish(back(*departure), departure->cookie);
  ASSERT_TRUE(arrival);
  EXPECT_EQ(arrival->person.organisations.at(0).org, kElk);
}

TEST_F(ClientTest, KnowsWhereTheIssuersSessionEnds) {
  EXPECT_EQ(client.end_session("https://us.example/app/"), "") << "it is not asked for that";
  issuer.metadata();
  EXPECT_EQ(
      client.end_session("https://us.example/app/"),
      kIssuer +
          "/logout?client_id=portal&post_logout_redirect_uri=https%3A%2F%2Fus.example%2Fapp%2F");
}

//= login.user-token
TEST_F(ClientTest, ReadsTheTokensOfPeoplesOwnApplications) {
  UserTokens tokens{
      {.accepted = {"spa"}, .resources = options().resources, .synthetic = {}}, issuer, clock};
  json::object access{{"iss", kIssuer}, {"sub", "s-1"},    {"client_id", "spa"},
                      {"aud", "x"},     {"exp", kAt + 60}, {"authorization_details", details()}};
  const std::string token = signed_token(access);
  EXPECT_TRUE(tokens.is_theirs(token));
  const auto person = tokens.person(token);
  ASSERT_TRUE(person);
  EXPECT_EQ(person->organisations.at(0).org, kTiger);
  EXPECT_FALSE(tokens.person(signed_token(access, {}, 1)));
  clock.advance(seconds{70});
  EXPECT_FALSE(tokens.person(token));
  access["iss"] = "https://evil.example";
  EXPECT_FALSE(tokens.is_theirs(signed_token(access)));
  UserTokens none{{.accepted = {}, .resources = {}, .synthetic = {}}, issuer, clock};
  EXPECT_FALSE(none.is_theirs(token)) << "unless it is configured, no token is looked at";
}

}  // namespace
}  // namespace portvakt::login
