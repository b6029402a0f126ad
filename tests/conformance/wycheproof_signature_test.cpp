#include "conformance/wycheproof.hpp"
#include "jose/keys.hpp"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>

namespace portvakt::conformance {
namespace {

using jose::Algorithm;

struct File {
  const char* name;
  Algorithm algorithm;
  int small_exponents;  ///< groups whose key has e = 3, which only a lax policy lets in
  Tally tally;
};

// `acceptable` is in each RSA file the one signature whose DigestInfo lacks the NULL parameter. We
// refuse it: RFC 8017 section 8.2.2 compares encodings, so that a message has one signature only.
const File kFiles[] = {
    {"rsa_signature_2048_sha256_test.json",
     Algorithm::rs256,
     2,
     {.groups = 3, .tests = 259, .valid = 9, .acceptable = 1, .accepted = 9}},
    {"rsa_signature_2048_sha384_test.json",
     Algorithm::rs384,
     0,
     {.groups = 1, .tests = 258, .valid = 7, .acceptable = 1, .accepted = 7}},
    {"rsa_signature_2048_sha512_test.json",
     Algorithm::rs512,
     1,
     {.groups = 2, .tests = 259, .valid = 8, .acceptable = 1, .accepted = 8}},
    {"rsa_signature_3072_sha256_test.json",
     Algorithm::rs256,
     1,
     {.groups = 2, .tests = 259, .valid = 8, .acceptable = 1, .accepted = 8}},
    {"rsa_signature_4096_sha256_test.json",
     Algorithm::rs256,
     0,
     {.groups = 1, .tests = 258, .valid = 7, .acceptable = 1, .accepted = 7}},
    {"rsa_pss_2048_sha256_mgf1_32_test.json",
     Algorithm::ps256,
     0,
     {.groups = 1, .tests = 108, .valid = 63, .acceptable = 0, .accepted = 63}},
    {"ecdsa_secp256r1_sha256_p1363_test.json",
     Algorithm::es256,
     0,
     {.groups = 112, .tests = 262, .valid = 173, .acceptable = 0, .accepted = 173}},
};

std::string octets(const boost::json::value& hexadecimal) {
  const std::string_view text = hexadecimal.as_string();
  std::string out;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    out += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  }
  return out;
}

/// The group's key by both its spellings, which must agree.
jose::PublicJwk key_of(const boost::json::object& group, const jose::KeyPolicy& policy) {
  jose::PublicJwk key =
      must(jose::parse_public_pem(std::string_view(group.at("publicKeyPem").as_string()), policy));
  for (const char* name : {"keyJwk", "publicKeyJwk"}) {
    if (!group.contains(name)) continue;
    const auto jwk = jose::parse_jwk(group.at(name).as_object(), policy);
    EXPECT_TRUE(jwk);
    if (jwk) EXPECT_EQ(jose::thumbprint(*jwk), jose::thumbprint(key));
  }
  return key;
}

class WycheproofSignature : public testing::TestWithParam<File> {};

TEST_P(WycheproofSignature, IsAcceptedExactlyWhereValid) {
  const auto file = vectors(GetParam().name);
  if (!file) GTEST_SKIP() << "no directory " << vector_folder();
  Tally tally;
  int small_exponents = 0;
  for (const boost::json::value& entry : file->at("testGroups").as_array()) {
    const boost::json::object& group = entry.as_object();
    const jose::PublicJwk key = key_of(group, {.any_odd_exponent = true});
    const auto strict =
        jose::parse_public_pem(std::string_view(group.at("publicKeyPem").as_string()));
    if (!strict) EXPECT_EQ(strict.error(), jose::KeyFault::bad_exponent);
    small_exponents += strict ? 0 : 1;
    const jose::VerificationKey verifier(key);
    ++tally.groups;
    for (const boost::json::value& test : group.at("tests").as_array()) {
      const bool valid = test.at("result") == "valid";
      const bool accepted =
          verifier.verifies(GetParam().algorithm, octets(test.at("msg")), octets(test.at("sig")));
      EXPECT_EQ(accepted, valid) << "tcId " << test.at("tcId") << " " << test.at("comment");
      ++tally.tests;
      tally.valid += valid ? 1 : 0;
      tally.acceptable += test.at("result") == "acceptable" ? 1 : 0;
      tally.accepted += accepted ? 1 : 0;
    }
  }
  EXPECT_EQ(tally, GetParam().tally);
  EXPECT_EQ(small_exponents, GetParam().small_exponents);
}
INSTANTIATE_TEST_SUITE_P(Files, WycheproofSignature, testing::ValuesIn(kFiles),
                         [](const auto& info) {
                           std::string name = info.param.name;
                           return name.substr(0, name.rfind("_test.json"));
                         });

TEST(Wycheproof, Ed25519KeysAreOfNoTypeWeKnow) {
  const auto file = vectors("ed25519_test.json");
  if (!file) GTEST_SKIP() << "no directory " << vector_folder();
  int groups = 0;
  for (const boost::json::value& group : file->at("testGroups").as_array()) {
    const auto jwk = jose::parse_jwk(group.at("publicKeyJwk").as_object());
    const auto pem = jose::parse_public_pem(std::string_view(group.at("publicKeyPem").as_string()));
    ASSERT_FALSE(jwk);
    ASSERT_FALSE(pem);
    EXPECT_EQ(jwk.error(), jose::KeyFault::unknown_key_type);
    EXPECT_EQ(pem.error(), jose::KeyFault::unknown_key_type);
    ++groups;
  }
  EXPECT_EQ(groups, 78);
}

}  // namespace
}  // namespace portvakt::conformance
