#include "base/json.hpp"
#include "conformance/wycheproof.hpp"
#include "jose/jws.hpp"
#include "jose/keys.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <vector>

namespace portvakt::conformance {
namespace {

using jose::PublicJwk;

/// The keys of a group that our registration would take: the public half where there is one.
std::vector<PublicJwk> keys_of(const json::object& group) {
  const json::object& given = group.at(group.contains("public") ? "public" : "private").as_object();
  json::array set{given};
  if (const json::value* keys = given.if_contains("keys")) set = keys->as_array();
  std::vector<PublicJwk> out;
  for (const json::value& key : set) {
    if (auto parsed = jose::parse_jwk(key.as_object())) out.push_back(*std::move(parsed));
  }
  return out;
}

/// The steps of the token endpoint, in its order: three parts, strict header, alg we know, one key
/// of that kid, signature.
bool accepts(const std::vector<PublicJwk>& keys, std::string_view text) {
  const auto jws = jose::split_compact(text);
  if (!jws) return false;
  const auto header = read_json(jws->header);
  if (!header || !header->is_object()) return false;
  const json::object& members = header->get_object();
  if (members.contains("crit") || members.contains("b64")) return false;
  const auto alg = jose::algorithm(string_member(members, "alg").value_or(""));
  const auto kid = string_member(members, "kid");
  if (!alg || !kid) return false;
  std::vector<const PublicJwk*> named;
  for (const PublicJwk& key : keys) {
    if (key.kid == *kid) named.push_back(&key);
  }
  if (named.size() != 1) return false;  // two keys of one kid are refused rather than tried in turn
  return jose::VerificationKey(*named.front()).verifies(*alg, jws->signing_input, jws->signature);
}

/// Whether a JWS names an algorithm we do; only then can the file's `valid` bind us.
bool is_ours(std::string_view text) {
  const auto jws = jose::split_compact(text);
  const auto header = jws ? read_json(jws->header) : Result<json::value, JsonFault>(json::object{});
  return header && header->is_object() &&
         jose::algorithm(string_member(header->get_object(), "alg").value_or(""));
}

/// A few tests are in the JSON serialization (RFC 7515 section 7.2); their text is the object.
std::string text_of(const json::object& test) {
  const json::value& text = test.at(test.contains("jws") ? "jws" : "jwe");
  return text.is_string() ? std::string(text.get_string()) : json::serialize(text);
}

/// Runs a file: accepted must be exactly what it calls valid and is ours.
Tally run(const json::object& file) {
  Tally tally;
  for (const json::value& group : file.at("testGroups").as_array()) {
    ++tally.groups;
    const std::vector<PublicJwk> keys = keys_of(group.as_object());
    for (const json::value& entry : group.at("tests").as_array()) {
      const json::object& test = entry.as_object();
      const std::string text = text_of(test);
      const bool accepted = accepts(keys, text);
      const bool valid = test.at("result") == "valid";
      EXPECT_EQ(accepted, valid && is_ours(text))
          << "tcId " << test.at("tcId") << " " << test.at("comment");
      ++tally.tests;
      tally.valid += valid ? 1 : 0;
      tally.acceptable += test.at("result") == "acceptable" ? 1 : 0;
      tally.accepted += accepted ? 1 : 0;
    }
  }
  return tally;
}

// The 22 valid ones we refuse are of algorithms that do not exist here: HS256 10, PS384 6, PS512 4,
// ES512 2.
TEST(Wycheproof, JsonWebSignature) {
  const auto file = vectors("json_web_signature_test.json");
  if (!file) GTEST_SKIP() << "no directory " << vector_folder();
  EXPECT_EQ(run(*file), (Tally{.groups = 23, .tests = 401, .valid = 46, .accepted = 24}));
}

// The valid ones we refuse are HMAC: HS256 2, HS384 1, HS512 1.
TEST(Wycheproof, JsonWebKey) {
  const auto file = vectors("json_web_key_test.json");
  if (!file) GTEST_SKIP() << "no directory " << vector_folder();
  EXPECT_EQ(run(*file), (Tally{.groups = 25, .tests = 26, .valid = 5, .accepted = 1}));
}

// The valid ones we refuse: HS256 2, and two JWE.
TEST(Wycheproof, JsonWebCrypto) {
  const auto file = vectors("json_web_crypto_test.json");
  if (!file) GTEST_SKIP() << "no directory " << vector_folder();
  EXPECT_EQ(run(*file), (Tally{.groups = 8, .tests = 83, .valid = 6, .accepted = 2}));
}

// There is no JWE here: neither its keys nor its five parts get in.
TEST(Wycheproof, JsonWebEncryption) {
  const auto file = vectors("json_web_encryption_test.json");
  if (!file) GTEST_SKIP() << "no directory " << vector_folder();
  EXPECT_EQ(run(*file), (Tally{.groups = 31, .tests = 139, .valid = 65, .accepted = 0}));
  for (const json::value& group : file->at("testGroups").as_array()) {
    EXPECT_TRUE(keys_of(group.as_object()).empty()) << json::serialize(group.at("comment"));
  }
}

struct RefusedKey {
  int test;
  jose::KeyFault fault;
};
const RefusedKey kRefusedKeys[] = {
    {6, jose::KeyFault::wrong_use},          {7, jose::KeyFault::roca},
    {8, jose::KeyFault::modulus_too_short},  {9, jose::KeyFault::bad_exponent},
    {16, jose::KeyFault::unknown_key_type},  {19, jose::KeyFault::unknown_algorithm},
    {20, jose::KeyFault::unknown_algorithm}, {21, jose::KeyFault::wrong_use},
    {22, jose::KeyFault::not_on_curve},      {23, jose::KeyFault::unknown_key_type},
    {24, jose::KeyFault::missing_member},    {25, jose::KeyFault::unknown_key_type},
};

TEST(Wycheproof, BadKeysAreRefusedForTheRightReason) {
  const auto file = vectors("json_web_key_test.json");
  if (!file) GTEST_SKIP() << "no directory " << vector_folder();
  for (const auto& [id, fault] : kRefusedKeys) {
    int seen = 0;
    for (const json::value& group : file->at("testGroups").as_array()) {
      if (group.at("tests").at(0).at("tcId") != id) continue;
      const json::object& half =
          group.at(group.as_object().contains("public") ? "public" : "private").as_object();
      const auto key = jose::parse_jwk(half.at("keys").at(0).as_object());
      ASSERT_FALSE(key) << id;
      EXPECT_EQ(key.error(), fault) << id << ": " << jose::sentence(key.error());
      ++seen;
    }
    EXPECT_EQ(seen, 1) << id;
  }
}

}  // namespace
}  // namespace portvakt::conformance
