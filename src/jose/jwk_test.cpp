#include "jose/jwk.hpp"

#include "base/base64.hpp"
#include "jose/keys.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace portvakt::jose {
namespace {

const PublicJwk& rsa_jwk() {
  static const PublicJwk jwk = SigningKey::generate().public_jwk();
  return jwk;
}
const PublicJwk& ec_jwk() {
  static const PublicJwk jwk = SigningKey::generate({KeyType::ec_p256}).public_jwk();
  return jwk;
}

TEST(ParseJwk, ReadsWhatToJsonWrites) {
  for (PublicJwk key : {rsa_jwk(), ec_jwk()}) {
    key.kid = "klok-tiger-2026-1";
    key.alg = key.type == KeyType::rsa ? Algorithm::rs512 : Algorithm::es256;
    const json::object object = to_json(key);
    EXPECT_EQ(parse_jwk(object), key);
    EXPECT_EQ(reread_jwk(object), key);
  }
}

TEST(ToJson, KeepsItsOrderAndLeavesOutWhatIsAbsent) {
  PublicJwk key;
  key.n = "\x01\x02";
  key.e = std::string("\x01\x00\x01", 3);
  EXPECT_EQ(json::serialize(to_json(key)), R"({"kty":"RSA","n":"AQI","e":"AQAB"})");
  key.use = "sig";
  key.kid = "k1";
  key.alg = Algorithm::rs256;
  key.x5c = {"AAAA"};
  EXPECT_EQ(
      json::serialize(to_json(key)),
      R"({"kty":"RSA","use":"sig","kid":"k1","alg":"RS256","n":"AQI","e":"AQAB","x5c":["AAAA"]})");
}

TEST(Thumbprint, IsTheExampleOfRfc7638) {
  PublicJwk key;
  key.n = from_base64url(
              "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tS"
              "oc_BJECPebWKRXjBZCiFV4"
              "n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_"
              "FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0z"
              "gdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-"
              "bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csF"
              "Cur-kEgU8awapJzKnqDKgw")
              .value();
  key.e = from_base64url("AQAB").value();
  EXPECT_EQ(thumbprint(key), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  EXPECT_EQ(thumbprint(ec_jwk()).size(), 43U);
  EXPECT_NE(thumbprint(ec_jwk()), thumbprint(rsa_jwk()));
}

TEST(ParseJwk, TakesOptionalMembersAndIgnoresUnknownOnes) {
  json::object object = to_json(rsa_jwk());
  object.erase("use");
  object["key_ops"] = json::array{"verify", "encrypt"};
  object["exp"] = 1790000000;
  object["d"] = nullptr;
  object["alg"] = nullptr;
  const auto key = parse_jwk(object);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->use, "");
  EXPECT_EQ(key->alg, std::nullopt);
}

TEST(ParseJwk, DropsLeadingZerosOfANumber) {
  json::object object = to_json(rsa_jwk());
  object["n"] = base64url(std::string(1, '\0') + rsa_jwk().n);
  object["e"] = "AAEAAQ";
  EXPECT_EQ(parse_jwk(object), rsa_jwk());
}

struct Spoilt {
  const char* name;
  bool rsa;
  void (*spoil)(json::object&);
  KeyFault fault;
};
const Spoilt kSpoilt[] = {
    {"no kty", true, [](json::object& o) { o.erase("kty"); }, KeyFault::missing_member},
    {"kty is a number", true, [](json::object& o) { o["kty"] = 1; }, KeyFault::malformed_member},
    {"kty oct", true, [](json::object& o) { o["kty"] = "oct"; }, KeyFault::unknown_key_type},
    {"kty OKP", true, [](json::object& o) { o["kty"] = "OKP"; }, KeyFault::unknown_key_type},
    {"kty rsa", true, [](json::object& o) { o["kty"] = "rsa"; }, KeyFault::unknown_key_type},
    {"kty EC with n and e", true, [](json::object& o) { o["kty"] = "EC"; },
     KeyFault::unknown_key_type},
    {"kty RSA with x and y", false, [](json::object& o) { o["kty"] = "RSA"; },
     KeyFault::missing_member},
    {"P-384", false, [](json::object& o) { o["crv"] = "P-384"; }, KeyFault::unknown_key_type},
    {"no crv", false, [](json::object& o) { o.erase("crv"); }, KeyFault::unknown_key_type},
    {"secp256k1", false, [](json::object& o) { o["crv"] = "secp256k1"; },
     KeyFault::unknown_key_type},
    {"d", true, [](json::object& o) { o["d"] = "AQ"; }, KeyFault::private_key},
    {"d of EC", false, [](json::object& o) { o["d"] = "AQ"; }, KeyFault::private_key},
    {"p", true, [](json::object& o) { o["p"] = "AQ"; }, KeyFault::private_key},
    {"qi is a number", true, [](json::object& o) { o["qi"] = 1; }, KeyFault::private_key},
    {"oth", true, [](json::object& o) { o["oth"] = json::array{}; }, KeyFault::private_key},
    {"no n", true, [](json::object& o) { o.erase("n"); }, KeyFault::missing_member},
    {"n is null", true, [](json::object& o) { o["n"] = nullptr; }, KeyFault::missing_member},
    {"n is a number", true, [](json::object& o) { o["n"] = 5; }, KeyFault::malformed_member},
    {"n is empty", true, [](json::object& o) { o["n"] = ""; }, KeyFault::malformed_member},
    {"n is padded", true, [](json::object& o) { o["n"].as_string() += "="; },
     KeyFault::malformed_member},
    {"n is zero", true, [](json::object& o) { o["n"] = "AA"; }, KeyFault::modulus_too_short},
    {"no e", true, [](json::object& o) { o.erase("e"); }, KeyFault::missing_member},
    {"e = 0", true, [](json::object& o) { o["e"] = "AA"; }, KeyFault::bad_exponent},
    {"e = 1", true, [](json::object& o) { o["e"] = "AQ"; }, KeyFault::bad_exponent},
    {"e = 2", true, [](json::object& o) { o["e"] = "Ag"; }, KeyFault::bad_exponent},
    {"e = 3", true, [](json::object& o) { o["e"] = "Aw"; }, KeyFault::bad_exponent},
    {"e = 2^64 + 65537", true, [](json::object& o) { o["e"] = "AQAAAAAAAQAB"; },
     KeyFault::bad_exponent},
    {"use enc", true, [](json::object& o) { o["use"] = "enc"; }, KeyFault::wrong_use},
    {"use empty", true, [](json::object& o) { o["use"] = ""; }, KeyFault::wrong_use},
    {"use is a list", true, [](json::object& o) { o["use"] = json::array{"sig"}; },
     KeyFault::malformed_member},
    {"key_ops encrypt", true, [](json::object& o) { o["key_ops"] = json::array{"encrypt"}; },
     KeyFault::wrong_key_ops},
    {"key_ops is a string", true, [](json::object& o) { o["key_ops"] = "verify"; },
     KeyFault::wrong_key_ops},
    {"key_ops empty", true, [](json::object& o) { o["key_ops"] = json::array{}; },
     KeyFault::wrong_key_ops},
    {"alg none", true, [](json::object& o) { o["alg"] = "none"; }, KeyFault::unknown_algorithm},
    {"alg empty", true, [](json::object& o) { o["alg"] = ""; }, KeyFault::unknown_algorithm},
    {"alg HS256", true, [](json::object& o) { o["alg"] = "HS256"; }, KeyFault::unknown_algorithm},
    {"alg ES256 of RSA", true, [](json::object& o) { o["alg"] = "ES256"; },
     KeyFault::algorithm_of_other_key_type},
    {"alg RS256 of EC", false, [](json::object& o) { o["alg"] = "RS256"; },
     KeyFault::algorithm_of_other_key_type},
    {"alg is a number", true, [](json::object& o) { o["alg"] = 256; }, KeyFault::malformed_member},
    {"kid is a number", true, [](json::object& o) { o["kid"] = 1; }, KeyFault::malformed_member},
    {"short x", false, [](json::object& o) { o["x"] = base64url(std::string(31, 'x')); },
     KeyFault::malformed_member},
    {"long y", false, [](json::object& o) { o["y"] = base64url(std::string(33, 'y')); },
     KeyFault::malformed_member},
    {"zero point", false,
     [](json::object& o) { o["x"] = o["y"] = base64url(std::string(32, '\0')); },
     KeyFault::not_on_curve},
    {"x and y changed places", false, [](json::object& o) { std::swap(o["x"], o["y"]); },
     KeyFault::not_on_curve},
    {"x beyond the field", false,
     [](json::object& o) { o["x"] = base64url(std::string(32, '\xff')); }, KeyFault::not_on_curve},
    {"x5c is a string", true, [](json::object& o) { o["x5c"] = "AAAA"; },
     KeyFault::malformed_certificate},
    {"x5c is empty", true, [](json::object& o) { o["x5c"] = json::array{}; },
     KeyFault::malformed_certificate},
    {"x5c holds a number", true, [](json::object& o) { o["x5c"] = json::array{1}; },
     KeyFault::malformed_certificate},
    {"x5c is no certificate", true, [](json::object& o) { o["x5c"] = json::array{"AAAA"}; },
     KeyFault::malformed_certificate},
};

TEST(ParseJwk, RefusesAKeyThatIsRightButForOneThing) {
  for (const auto& [name, rsa, spoil, fault] : kSpoilt) {
    json::object object = to_json(rsa ? rsa_jwk() : ec_jwk());
    spoil(object);
    const auto key = parse_jwk(object);
    ASSERT_FALSE(key) << name;
    EXPECT_EQ(key.error(), fault) << name << ": " << sentence(key.error());
  }
}

TEST(KeyFault, HasASentenceEach) {
  for (int i = 0; i <= static_cast<int>(KeyFault::malformed_pem); ++i) {
    EXPECT_TRUE(sentence(static_cast<KeyFault>(i)).ends_with('.')) << i;
  }
  EXPECT_EQ(member_name(KeyFault::bad_exponent), "e");
  EXPECT_EQ(member_name(KeyFault::malformed_pem), "");
}

}  // namespace
}  // namespace portvakt::jose
