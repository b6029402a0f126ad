// docs/protocol.md 2.11: the token's members and their order; and the check of a token that comes
// back as a bearer token.
#include "grant/access_token.hpp"

#include "base/base64.hpp"
#include "grant/grant_world.hpp"

#include <gtest/gtest.h>

namespace portvakt::grant {
namespace {

constexpr std::string_view kIssuer = World::kIssuer;
const Policy kPolicy{.issuer = std::string(kIssuer)};

Approval approval() {
  return {.client_id = "client-1",
          .consumer = must(OrgNumber::parse("312345609")),
          .supplier = std::nullopt,
          .delegation_source = {},
          .scope = "fjellrev:vannmaaling.read",
          .audience = {},
          .pid = std::nullopt,
          .authorization_details = {},
          .authorization_detail = {},
          .client_amr = "private_key_jwt",
          .kid = "key-1",
          .replay_key = "jti:1",
          .replay_until = {},
          .lifetime = seconds{120}};
}
const TokenTimes kTimes{from_epoch(1'790'000'000), from_epoch(1'790'000'120)};

//= token.claims token.organisation token.amr
TEST(TokenClaims, StandInTheRealServicesOrder) {
  EXPECT_EQ(
      token_claims(approval(), kPolicy, "the-jti", kTimes),
      R"({"scope":"fjellrev:vannmaaling.read","iss":"https://maskinporten.example/",)"
      R"("client_amr":"private_key_jwt","token_type":"Bearer","exp":1790000120,"iat":1790000000,)"
      R"("client_id":"client-1","jti":"the-jti",)"
      R"("consumer":{"authority":"iso6523-actorid-upis","ID":"0192:312345609"}})");
}

//= token.claims token.pid
TEST(TokenClaims, HoldSupplierAudienceAndPersonWhereThereAreAny) {
  Approval full = approval();
  full.supplier = must(OrgNumber::parse("310999113"));
  full.delegation_source = "https://altinn.example/";
  full.audience = {"https://api.example/\"x"};
  full.pid = "15819010452";
  EXPECT_EQ(
      token_claims(full, kPolicy, "the-jti", kTimes),
      R"({"scope":"fjellrev:vannmaaling.read",)"
      R"("supplier":{"authority":"iso6523-actorid-upis","ID":"0192:310999113"},)"
      R"("iss":"https://maskinporten.example/","client_amr":"private_key_jwt","token_type":"Bearer",)"
      R"("exp":1790000120,"delegation_source":"https://altinn.example/","iat":1790000000,)"
      R"("client_id":"client-1","aud":"https://api.example/\"x","pid":"15819010452","jti":"the-jti",)"
      R"("consumer":{"authority":"iso6523-actorid-upis","ID":"0192:312345609"}})");
}

//= skyporten.subject
TEST(TokenClaims, NameASubjectWhereThePolicySaysSo) {
  Approval several = approval();
  several.scope = "fjellrev:vannmaaling.read fjellrev:open.read";
  several.audience = {"api://AzureADTokenExchange"};
  const Policy skyporten{.issuer = "https://sky.maskinporten.example", .subject = true};
  EXPECT_EQ(
      token_claims(several, skyporten, "the-jti", kTimes),
      R"({"scope":"fjellrev:vannmaaling.read fjellrev:open.read",)"
      R"("iss":"https://sky.maskinporten.example",)"
      R"("sub":"0192:312345609;fjellrev:vannmaaling.read fjellrev:open.read",)"
      R"("client_amr":"private_key_jwt","token_type":"Bearer","exp":1790000120,"iat":1790000000,)"
      R"("client_id":"client-1","aud":"api://AzureADTokenExchange","jti":"the-jti",)"
      R"("consumer":{"authority":"iso6523-actorid-upis","ID":"0192:312345609"}})");
}

//= token.claims
TEST(TokenClaims, BeginWithAuthorizationDetailsWhereThereAreAny) {
  Approval with = approval();
  with.authorization_details = R"([{"type":"urn:altinn:consent"}])";
  EXPECT_TRUE(
      token_claims(with, kPolicy, "the-jti", kTimes)
          .starts_with(R"({"authorization_details":[{"type":"urn:altinn:consent"}],"scope")"));
}

TEST(TokenClaims, ListSeveralAudiences) {
  EXPECT_EQ(audience_json({"urn:a", "urn:b"}), R"(["urn:a","urn:b"])");
  EXPECT_EQ(audience_json({}), "");
}

//= token.claims
TEST(TokenTimes, AreWholeSecondsNeverAheadOfTheClock) {
  const TokenTimes times = token_times(approval(), from_epoch(1'790'000'000) + milliseconds{999});
  EXPECT_EQ(epoch(times.issued), 1'790'000'000);
  EXPECT_EQ(times.issued, from_epoch(1'790'000'000));
  EXPECT_EQ(times.expires - times.issued, seconds{120});
}

/// The server's key set with one key, and a token signed with it.
struct Issuer {
  FixedClock clock{from_epoch(1'790'000'000)};
  SigningKeys keys{"secret", seconds{3600}, clock};
  KeyId kid = must(KeyId::parse(jose::thumbprint(client_key().public_jwk())));

  Issuer() { keys.replace({record(SigningKeyState::active)}); }
  SigningKeyRecord record(SigningKeyState state) const {
    jose::PublicJwk jwk = client_key().public_jwk();
    jwk.alg = jose::Algorithm::rs256;
    return {.kid = kid,
            .jwk = jwk,
            .private_pem = client_key().pem("secret"),
            .state = state,
            .created = clock.now(),
            .activated = std::nullopt,
            .retired = std::nullopt};
  }
  std::string token(std::string_view claims) const {
    const auto key = keys.active();
    std::string text = key->encoded_header + "." + base64url(claims);
    return text + "." + base64url(std::string_view(key->key.sign(key->alg, text)));
  }
  Result<Bearer, BearerFault> read(std::string_view text, std::string_view issuer = kIssuer) const {
    return read_bearer(text, *keys.published(), issuer, clock.now());
  }
};

TEST(Bearer, IsReadFromATokenOfOurOwn) {
  const Issuer issuer;
  const auto bearer = issuer.read(issuer.token(token_claims(approval(), kPolicy, "j", kTimes)));
  ASSERT_TRUE(bearer.has_value()) << sentence(bearer.error());
  EXPECT_EQ(bearer->consumer.digits(), "312345609");
  EXPECT_EQ(bearer->client_id, "client-1");
  EXPECT_EQ(bearer->scopes, std::vector<std::string>{"fjellrev:vannmaaling.read"});
}

//= api.token-needed
TEST(Bearer, IsRefusedWhenAnythingIsOff) {
  Issuer issuer;
  const std::string token = issuer.token(token_claims(approval(), kPolicy, "j", kTimes));
  EXPECT_EQ(issuer.read("abc").error(), BearerFault::malformed);
  EXPECT_EQ(issuer.read(token, "https://other.example/").error(), BearerFault::other_issuer);
  std::string tampered = token;
  tampered[token.find('.') + 5] = tampered[token.find('.') + 5] == 'A' ? 'B' : 'A';
  EXPECT_EQ(issuer.read(tampered).error(), BearerFault::bad_signature);
  const std::string stranger = jose::sign_compact(client_key(), jose::Algorithm::rs256,
                                                  R"({"kid":"nobody","alg":"RS256"})", "{}");
  EXPECT_EQ(issuer.read(stranger).error(), BearerFault::unknown_key);
  const std::string other_alg =
      jose::sign_compact(client_key(), jose::Algorithm::rs512,
                         R"({"kid":")" + issuer.kid.text() + R"(","alg":"RS512"})", "{}");
  EXPECT_EQ(issuer.read(other_alg).error(), BearerFault::bad_signature);
  EXPECT_EQ(issuer.read(issuer.token("{}")).error(), BearerFault::other_issuer);
  issuer.clock.advance(seconds{119});
  EXPECT_TRUE(issuer.read(token).has_value());
  issuer.clock.advance(seconds{1});
  EXPECT_EQ(issuer.read(token).error(), BearerFault::expired);
}

TEST(Bearer, DoesNotMistakeAGrantForAToken) {
  const Issuer issuer;
  const World world;
  EXPECT_FALSE(issuer.read(world.assertion()).has_value());
}

//= jwks.retired
TEST(SigningKeys, PublishARetiredKeyUntilItsTimeIsOver) {
  Issuer issuer;
  SigningKeyRecord retired = issuer.record(SigningKeyState::retired);
  retired.retired = issuer.clock.now();
  issuer.keys.replace({retired});
  EXPECT_EQ(issuer.keys.active(), nullptr);
  const auto before = issuer.keys.published();
  ASSERT_EQ(before->keys.size(), 1U);
  issuer.clock.advance(seconds{3599});
  EXPECT_EQ(issuer.keys.published()->keys.size(), 1U);
  issuer.clock.advance(seconds{1});
  EXPECT_TRUE(issuer.keys.published()->keys.empty());
  EXPECT_NE(issuer.keys.published()->etag, before->etag);
}

TEST(SigningKeys, NameTheKeyThatCannotBeDecrypted) {
  FixedClock clock(from_epoch(0));
  SigningKeys keys("another secret", seconds{0}, clock);
  const Issuer issuer;
  try {
    keys.replace({issuer.record(SigningKeyState::active)});
    FAIL() << "a wrong passphrase was accepted";
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string_view(e.what()).find(issuer.kid.text()), std::string_view::npos)
        << e.what();
    EXPECT_EQ(std::string_view(e.what()).find("another secret"), std::string_view::npos);
  }
}

TEST(VerificationKeys, AreOnePerKeyAndForgottenWhenNobodyAsks) {
  VerificationKeys keys(32);  // one to a generation and shard
  const jose::PublicJwk jwk = client_key().public_jwk();
  const auto first = keys.of(jwk);
  EXPECT_EQ(keys.of(jwk), first);
  jose::PublicJwk locked = jwk;
  locked.alg = jose::Algorithm::rs512;
  EXPECT_NE(keys.of(locked), first);  // the same octets, but another key by RFC 8725 section 3.1
}

}  // namespace
}  // namespace portvakt::grant
