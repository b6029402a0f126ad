#include "jose/jws.hpp"

#include "base/base64.hpp"
#include "jose/keys.hpp"

#include <gtest/gtest.h>

namespace portvakt::jose {
namespace {

TEST(SplitCompact, DecodesThreePartsAndLooksIntoTheText) {
  const std::string text =
      base64url(R"({"alg":"RS256"})") + "." + base64url("{}") + "." + base64url("\xff\xfe");
  const auto jws = split_compact(text);
  ASSERT_TRUE(jws);
  EXPECT_EQ(jws->header, R"({"alg":"RS256"})");
  EXPECT_EQ(jws->payload, "{}");
  EXPECT_EQ(jws->signature, "\xff\xfe");
  EXPECT_EQ(jws->signing_input, text.substr(0, text.rfind('.')));
  EXPECT_EQ(jws->signing_input.data(), text.data());
}

TEST(SplitCompact, TakesAnEmptyPayload) {
  const auto jws =
      split_compact("e30..AA");  // RFC 7515 section 3: the payload is any octets, so none too
  ASSERT_TRUE(jws);
  EXPECT_EQ(jws->payload, "");
  EXPECT_EQ(jws->signing_input, "e30.");
}

struct Refusal {
  std::string_view text;
  JwsFault fault;
};
const Refusal kRefusals[] = {
    {"", JwsFault::not_three_parts},
    {"e30", JwsFault::not_three_parts},
    {"e30.e30", JwsFault::not_three_parts},
    {"e30.e30.AA.AA", JwsFault::not_three_parts},
    {"e30.e30.AA.AA.AA", JwsFault::not_three_parts},  // a JWE
    {"e30.e30.", JwsFault::empty_part},               // alg none
    {".e30.AA", JwsFault::empty_part},
    {"..", JwsFault::empty_part},
    {"e30=.e30.AA", JwsFault::not_base64url},
    {"e30.e30.AA==", JwsFault::not_base64url},
    {"e30.e30.AB", JwsFault::not_base64url},
    {"e31.e30.AA", JwsFault::not_base64url},
    {"e30.e3 0.AA", JwsFault::not_base64url},
    {"e30.e30.AA\n", JwsFault::not_base64url},
    {" e30.e30.AA", JwsFault::not_base64url},
    {"e30.e30.+/+/", JwsFault::not_base64url},
    {R"({"payload":"e30","signatures":[]})", JwsFault::not_three_parts},
};

//= token.compact
TEST(SplitCompact, RefusesEverythingElse) {
  for (const auto& [text, fault] : kRefusals) {
    const auto jws = split_compact(text);
    ASSERT_FALSE(jws) << text;
    EXPECT_EQ(jws.error(), fault) << text;
    EXPECT_FALSE(sentence(fault).empty());
  }
}

TEST(SignCompact, MakesWhatSplitsAndVerifies) {
  const SigningKey key = SigningKey::generate({KeyType::ec_p256});
  const std::string text =
      sign_compact(key, Algorithm::es256, R"({"alg":"ES256"})", R"({"iss":"x"})");
  const auto jws = split_compact(text);
  ASSERT_TRUE(jws);
  EXPECT_EQ(jws->header, R"({"alg":"ES256"})");
  EXPECT_EQ(jws->payload, R"({"iss":"x"})");
  EXPECT_TRUE(VerificationKey(key.public_jwk())
                  .verifies(Algorithm::es256, jws->signing_input, jws->signature));
}

TEST(CompactJws, NoBitOfItCanBeFlipped) {
  const SigningKey key = SigningKey::generate();
  const VerificationKey verifier(key.public_jwk());
  const std::string right =
      sign_compact(key, Algorithm::rs256, R"({"alg":"RS256"})", R"({"iss":"x"})");
  const auto accepted = [&](const std::string& text) {
    const auto jws = split_compact(text);
    return jws && verifier.verifies(Algorithm::rs256, jws->signing_input, jws->signature);
  };
  ASSERT_TRUE(accepted(right));
  for (std::size_t at = 0; at < right.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string flipped = right;
      flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ (1U << bit));
      EXPECT_FALSE(accepted(flipped)) << at << " bit " << bit;
    }
  }
}

}  // namespace
}  // namespace portvakt::jose
