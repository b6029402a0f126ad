#include "app/grant_request.hpp"

#include "app/command_fixture.hpp"
#include "app/sandbox_file.hpp"
#include "base/files.hpp"
#include "jose/jws.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace portvakt::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string private_jwk(const jose::SigningKey& key, const char* kid) {
  json::object jwk = key.private_jwk();
  if (*kid != '\0') jwk["kid"] = kid;
  return json::serialize(jwk);
}

class AGrantRequest : public Commands {};

TEST_F(AGrantRequest, BecomesAGrantThatTheKeyVerifies) {
  const auto key = jose::SigningKey::generate();
  const auto secret = read_client_key(private_jwk(key, "k1"));
  ASSERT_TRUE(secret) << secret.error();
  const GrantRequest request{.issuer = "https://x.example/",
                             .client_id = "c1",
                             .kid = {},
                             .scopes = {"a:read", "a:write"},
                             .resources = {"https://api.example"},
                             .consumer_org = "315000122",
                             .system_user_of = "317777019",
                             .external_ref = "kunde-42",
                             .lifetime = seconds{60}};
  const std::string text = signed_grant(request, *secret, clock, random);
  const auto jws = jose::split_compact(text);
  ASSERT_TRUE(jws);
  EXPECT_TRUE(jose::VerificationKey(key.public_jwk())
                  .verifies(jose::Algorithm::rs256, jws->signing_input, jws->signature));
  EXPECT_EQ(jws->header, R"({"alg":"RS256","kid":"k1"})");
  const json::object claims = must(read_json(jws->payload)).as_object();
  EXPECT_EQ(claims.at("aud"), "https://x.example/");
  EXPECT_EQ(claims.at("scope"), "a:read a:write");
  EXPECT_EQ(claims.at("exp").as_int64() - claims.at("iat").as_int64(), 60);
  EXPECT_EQ(claims.at("consumer_org"), "315000122");
  EXPECT_EQ(json::serialize(claims.at("authorization_details")),
            R"([{"type":"urn:altinn:systemuser",)"
            R"("systemuser_org":{"authority":"iso6523-actorid-upis","ID":"0192:317777019"},)"
            R"("externalRef":"kunde-42"}])");
  EXPECT_EQ(claims.at("resource"), json::value(json::array{"https://api.example"}));
  EXPECT_NE(text, signed_grant(request, *secret, clock, random))
      << "every grant has a jti of its own";
}

TEST_F(AGrantRequest, TakesPemAndThumbprintWhereTheKeyHasNoName) {
  const auto key = jose::SigningKey::generate({.type = jose::KeyType::ec_p256});
  for (const std::string& text : {key.pem(""), private_jwk(key, "")}) {
    const auto secret = read_client_key(text);
    ASSERT_TRUE(secret) << secret.error();
    EXPECT_EQ(secret->kid, jose::thumbprint(key.public_jwk()));
    EXPECT_EQ(secret->algorithm, jose::Algorithm::es256);
  }
}

TEST_F(AGrantRequest, RefusesWhatIsNoPrivateKey) {
  const auto key = jose::SigningKey::generate({.type = jose::KeyType::ec_p256});
  for (const std::string& text :
       {std::string(""), std::string("{"), std::string("{}"), std::string("rubbish"),
        json::serialize(jose::to_json(key.public_jwk())), key.pem("passphrase")}) {
    EXPECT_FALSE(read_client_key(text)) << text.substr(0, 40);
  }
}

TEST_F(AGrantRequest, IsRefusedWithEverythingTheServerSaid) {
  TokenAnswer answer{
      .status = 400,
      .body = {{"error", "invalid_scope"},
               {"error_description", "Token request contains invalid scopes (trace_id: 00)"},
               {"error_uri", "https://x.example/errors/MP-200"}},
      .hint = "the client holds no such scope"};
  EXPECT_THAT(
      refusal_text(answer),
      AllOf(HasSubstr("status 400"), HasSubstr("invalid_scope"), HasSubstr("code         MP-200"),
            HasSubstr("hint         the client holds"), HasSubstr("(trace_id: 00)")));
  answer.body.clear();
  answer.hint.clear();
  EXPECT_THAT(refusal_text(answer), Not(HasSubstr("\n")));
}

class ASandboxFile : public Commands {
 protected:
  void write(const std::string& text) {
    ASSERT_TRUE(write_file_atomically(file("sandbox.json"), text, kOwnerOnly));
  }
};

TEST_F(ASandboxFile, GivesAClientByItsRole) {
  write(R"({"issuer":"http://127.0.0.1:1/","token_endpoint":"http://127.0.0.1:1/token","clients":[
    {"role":"owner-admin","client_id":"a","kid":"ka","key_file":"keys/a.json","scopes":[]},
    {"role":"consumer-client","client_id":"c","kid":"kc","key_file":"keys/c.json","scopes":["x:y"]}]})");
  const auto client = sandbox_client(dir, "consumer-client");
  ASSERT_TRUE(client) << client.error();
  EXPECT_EQ(client->client_id, "c");
  EXPECT_EQ(client->key_file, dir / "keys" / "c.json");
  EXPECT_THAT(client->scopes, testing::ElementsAre("x:y"));
  EXPECT_EQ(sandbox_issuer(dir).value(), "http://127.0.0.1:1/");
  EXPECT_THAT(sandbox_client(dir, "nobody").error(),
              HasSubstr("it has owner-admin, consumer-client"));
}

TEST_F(ASandboxFile, IsNamedWhenItIsAbsentOrBroken) {
  EXPECT_THAT(sandbox_client(dir, "x").error(), HasSubstr("portvakt sandbox --dir"));
  write("[1]");
  EXPECT_THAT(sandbox_issuer(dir).error(), HasSubstr("is no JSON object"));
}

TEST_F(AGrantRequest, NeedsAnIssuerAClientAKeyAndAScope) {
  environment.clear();
  const struct {
    std::vector<std::string> words;
    const char* missing;
  } cases[] = {
      {{"token"}, "no client"},
      {{"token", "--client-id", "c"}, "no scope"},
      {{"token", "--client-id", "c", "--scope", "a:b"}, "no key"},
      {{"token", "--client-id", "c", "--scope", "a:b", "--key", "/nonexistent"},
       "cannot read /nonexistent"},
      {{"token", "--dir", "/nonexistent"}, "portvakt sandbox --dir"},
      {{"token", "--dir", "x", "--issuer", "y"}, "excludes"},
      {{"verify", "abc"}, "no issuer"},
      {{"verify", "", "--issuer", "https://x.example/"}, "no token"},
  };
  for (const auto& c : cases) {
    const Outcome outcome = run(c.words);
    EXPECT_EQ(outcome.exit, 2) << c.missing;
    EXPECT_THAT(outcome.err, HasSubstr(c.missing));
  }
}

}  // namespace
}  // namespace portvakt::app
