#include "jose/keys.hpp"

#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace portvakt::jose {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const SigningKey& rsa_key() {
  static const SigningKey key = SigningKey::generate();
  return key;
}
const SigningKey& ec_key() {
  static const SigningKey key = SigningKey::generate({KeyType::ec_p256});
  return key;
}
constexpr Algorithm kAll[] = {Algorithm::rs256, Algorithm::rs384, Algorithm::rs512,
                              Algorithm::ps256, Algorithm::es256};

TEST(Algorithm, IsWrittenAsInRfc7518AndReadOnlySo) {
  for (const Algorithm value : kAll) EXPECT_EQ(algorithm(word(value)), value);
  for (const char* text :
       {"", "none", "None", "nOnE", "HS256", "rs256", "RS256 ", "PS384", "ES384", "EdDSA", "RS1"}) {
    EXPECT_EQ(algorithm(text), std::nullopt) << text;
  }
}

TEST(Sha256, IsTheOneOfFips180) {
  EXPECT_EQ(hex(as_bytes(sha256("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(as_bytes(sha256(""))),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Keys, SignAndVerifyWithEveryAlgorithmOfTheirType) {
  for (const Algorithm algorithm : kAll) {
    const bool ec = algorithm == Algorithm::es256;
    const SigningKey& key = ec ? ec_key() : rsa_key();
    const VerificationKey verifier(key.public_jwk());
    const std::string signature = key.sign(algorithm, "input");
    EXPECT_EQ(signature.size(), ec ? 64U : 256U);
    for (const Algorithm other : kAll) {
      EXPECT_EQ(verifier.verifies(other, "input", signature), other == algorithm) << word(other);
    }
    EXPECT_FALSE(verifier.verifies(algorithm, "Input", signature));
    EXPECT_FALSE(verifier.verifies(algorithm, "", signature));
  }
}

TEST(SigningKey, RefusesAnAlgorithmOfAnotherType) {
  EXPECT_THROW((void)rsa_key().sign(Algorithm::es256, "x"), std::runtime_error);
  EXPECT_THROW((void)ec_key().sign(Algorithm::rs256, "x"), std::runtime_error);
  EXPECT_EQ(rsa_key().default_algorithm(), Algorithm::rs256);
  EXPECT_EQ(ec_key().default_algorithm(), Algorithm::es256);
}

TEST(SigningKey, HasNoSizeOutsideTheHygiene) {
  EXPECT_THROW((void)SigningKey::generate({KeyType::rsa, 1024}), std::invalid_argument);
  EXPECT_THROW((void)SigningKey::generate({KeyType::rsa, 16384}), std::invalid_argument);
  EXPECT_EQ(rsa_key().public_jwk().n.size(), 256U);
}

TEST(SigningKey, MadeFromRandomPrimesIsAsGoodAsAnyOther) {
  for (const unsigned bits : {2048U, 3072U}) {
    const SigningKey key = SigningKey::generate({.bits = bits, .primes = Primes::random});
    EXPECT_EQ(key.public_jwk().n.size() * 8, bits);
    // Reading it back checks the key's hygiene and that its parts belong together.
    const auto again = SigningKey::from_jwk(key.private_jwk());
    ASSERT_TRUE(again) << again.error();
    const VerificationKey verifier(key.public_jwk());
    EXPECT_TRUE(verifier.verifies(Algorithm::rs256, "x", again->sign(Algorithm::rs256, "x")));
  }
}

// RFC 8725 section 3.1
//= key.alg
TEST(VerificationKey, KeepsToTheAlgorithmOfItsJwk) {
  PublicJwk jwk = rsa_key().public_jwk();
  jwk.alg = Algorithm::rs512;
  const VerificationKey verifier(jwk);
  EXPECT_TRUE(verifier.verifies(Algorithm::rs512, "x", rsa_key().sign(Algorithm::rs512, "x")));
  EXPECT_FALSE(verifier.verifies(Algorithm::rs256, "x", rsa_key().sign(Algorithm::rs256, "x")));
}

TEST(VerificationKey, RefusesSignaturesOfAnyOtherLength) {
  const VerificationKey rsa(rsa_key().public_jwk());
  const std::string right = rsa_key().sign(Algorithm::rs256, "x");
  for (const std::string& wrong :
       {std::string(), right + '\0', '\0' + right, right.substr(1), right.substr(0, 255)}) {
    EXPECT_FALSE(rsa.verifies(Algorithm::rs256, "x", wrong)) << wrong.size();
  }
  const VerificationKey ec(ec_key().public_jwk());
  const std::string raw = ec_key().sign(Algorithm::es256, "x");
  for (const std::string& wrong :
       {std::string(), raw + '\0', '\0' + raw, raw.substr(1), raw.substr(0, 63)}) {
    EXPECT_FALSE(ec.verifies(Algorithm::es256, "x", wrong)) << wrong.size();
  }
}

TEST(VerificationKey, RefusesZeroAndTheGroupOrderInEcdsa) {
  const VerificationKey verifier(ec_key().public_jwk());
  const std::string zero(32, '\0');
  std::string one = zero;
  one.back() = 1;
  const std::string order = from_base64url("_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE").value();
  ASSERT_EQ(order.size(), 32U);
  for (const std::string& r : {zero, one, order, std::string(32, '\xff')}) {
    for (const std::string& s : {zero, one, order, std::string(32, '\xff')}) {
      EXPECT_FALSE(verifier.verifies(Algorithm::es256, "x", r + s));
    }
  }
}

TEST(VerificationKey, IsSafeFromManyThreads) {
  const VerificationKey verifier(rsa_key().public_jwk());
  std::atomic<int> right = 0;
  constexpr int kThreads = 4;
  std::vector<std::jthread> threads;
  threads.reserve(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) {
        const std::string input = std::to_string(t * 100 + i);
        right += verifier.verifies(Algorithm::rs256, input, rsa_key().sign(Algorithm::rs256, input))
                     ? 1
                     : 0;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(right, 20);
}

void expect_same(const SigningKey& a, const SigningKey& b) {
  EXPECT_EQ(a.public_jwk(), b.public_jwk());
  const Algorithm algorithm = a.default_algorithm();
  EXPECT_TRUE(VerificationKey(a.public_jwk()).verifies(algorithm, "x", b.sign(algorithm, "x")));
}

TEST(SigningKey, ComesBackFromPem) {
  for (const SigningKey* key : {&rsa_key(), &ec_key()}) {
    const std::string plain = key->pem("");
    EXPECT_THAT(plain, StartsWith("-----BEGIN PRIVATE KEY-----\n"));
    expect_same(*key, must(SigningKey::from_pem(plain)));
    const std::string locked = key->pem("correct horse");
    EXPECT_THAT(locked, StartsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    expect_same(*key, must(SigningKey::from_pem(locked, "correct horse")));
    const std::string lightly = key->pem("64 random hex digits", Passphrases::random);
    EXPECT_THAT(lightly, HasSubstr("ENCRYPTED"));
    expect_same(*key, must(SigningKey::from_pem(lightly, "64 random hex digits")));
  }
}

TEST(SigningKey, SaysWhyAPemIsRefused) {
  const std::string locked = ec_key().pem("correct horse");
  EXPECT_THAT(SigningKey::from_pem(locked, "wrong").error(), HasSubstr("wrong passphrase"));
  EXPECT_THAT(SigningKey::from_pem(locked).error(), HasSubstr("no passphrase"));
  EXPECT_THAT(SigningKey::from_pem("").error(), HasSubstr("not a private key"));
  EXPECT_THAT(SigningKey::from_pem("-----BEGIN PUBLIC KEY-----\n").error(),
              HasSubstr("not a private key"));
  EXPECT_THAT(SigningKey::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
                  .error(),
              HasSubstr("damaged"));
  EXPECT_THAT(SigningKey::from_pem("-----BEGIN RSA PRIVATE KEY-----\n").error(),
              HasSubstr("pkcs8"));
}

std::vector<std::string> names(const json::object& object) {
  std::vector<std::string> out;
  for (const auto& [name, value] : object) out.emplace_back(name);
  return out;
}

TEST(SigningKey, ComesBackFromItsJwk) {
  EXPECT_THAT(names(rsa_key().private_jwk()),
              ElementsAre("kty", "n", "e", "d", "p", "q", "dp", "dq", "qi"));
  EXPECT_THAT(names(ec_key().private_jwk()), ElementsAre("kty", "crv", "x", "y", "d"));
  for (const SigningKey* key : {&rsa_key(), &ec_key()}) {
    expect_same(*key, must(SigningKey::from_jwk(key->private_jwk())));
  }
}

TEST(SigningKey, RefusesAJwkThatLacksAMemberOrWhosePartsDoNotFit) {
  const SigningKey other_rsa = SigningKey::generate();
  const SigningKey other_ec = SigningKey::generate({KeyType::ec_p256});
  const std::pair<json::object, json::object> pairs[] = {
      {rsa_key().private_jwk(), other_rsa.private_jwk()},
      {ec_key().private_jwk(), other_ec.private_jwk()}};
  for (const auto& [right, other] : pairs) {
    for (const auto& [name, value] : right) {
      json::object lacking = right;
      lacking.erase(name);
      EXPECT_FALSE(SigningKey::from_jwk(lacking)) << name;
      json::object mixed = right;
      mixed[name] = other.at(name);
      EXPECT_EQ(SigningKey::from_jwk(mixed).has_value(), other.at(name) == value) << name;
      mixed[name] = "AA==";
      EXPECT_FALSE(SigningKey::from_jwk(mixed)) << name;
    }
  }
}

TEST(SigningKey, RefusesOtherTypesOfJwk) {
  EXPECT_FALSE(SigningKey::from_jwk({{"kty", "oct"}, {"k", "AAAA"}}));
  EXPECT_FALSE(SigningKey::from_jwk({}));
  json::object multi = rsa_key().private_jwk();
  multi["oth"] = json::array{};
  EXPECT_FALSE(SigningKey::from_jwk(multi));
}

}  // namespace
}  // namespace portvakt::jose
