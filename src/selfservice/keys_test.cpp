#include "selfservice/keys.hpp"

#include "base/base64.hpp"
#include "base/bytes.hpp"
#include "pki/certificate_world.hpp"
#include "selfservice/clients.hpp"
#include "selfservice/test_world.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace portvakt::selfservice {
namespace {

constexpr auto kYear = std::chrono::days{365};

json::value key_set(std::initializer_list<json::object> keys) {
  json::array list;
  for (const json::object& key : keys) list.emplace_back(key);
  return json::object{{"keys", list}};
}

class KeysOfAClient : public TestWorld {
 protected:
  KeysOfAClient() {
    ClientDraft draft;
    draft.client_id = "tiger-1";
    draft.name = draft.description = "Tiger";
    draft.integration_type = "maskinporten";
    draft.scopes = {"fjellrev:vannmaaling.read"};
    must(create_client(services, permit<Operation::create_client>(consumer), draft));
  }

  Result<Keys, Refusal> replace(const json::value& body) {
    const auto drafts = read_key_set(json::serialize(body), services.policy);
    if (!drafts) return std::unexpected(drafts.error());
    return replace_keys(services, permit<Operation::replace_keys>(consumer), "tiger-1", *drafts);
  }
  Result<ClientKey, Refusal> put(std::string_view kid, const json::object& body) {
    const auto draft = read_key(json::serialize(body), services.policy);
    if (!draft) return std::unexpected(draft.error());
    return put_key(services, permit<Operation::put_key>(consumer), "tiger-1", kid, *draft);
  }
  Result<ClientKey, Refusal> add(std::string_view body) {
    const auto draft = read_key_text(body, services.policy);
    if (!draft) return std::unexpected(draft.error());
    return add_key(services, permit<Operation::add_key>(consumer), "tiger-1", *draft);
  }
  Result<Keys, Refusal> all() {
    return get_keys(services, permit<Operation::get_keys>(consumer), "tiger-1");
  }

  Caller consumer = with_everything(kConsumer);
};

TEST_F(KeysOfAClient, AreNotFoundWhileThereAreNone) {
  ASSERT_FALSE(all());
  EXPECT_EQ(all().error().kind, Kind::not_found);
  EXPECT_THAT(all().error().findings.at(0).message, testing::HasSubstr("does not have any"));
}

TEST_F(KeysOfAClient, AreReplacedAsAWholeSet) {
  ASSERT_TRUE(replace(key_set({jwk("k1"), jwk("k2", 1)})));
  const auto keys = replace(key_set({jwk("k3", 1)}));
  ASSERT_TRUE(keys);
  ASSERT_EQ(all()->size(), 1U);
  EXPECT_EQ(all()->at(0).kid.text(), "k3");
}

TEST_F(KeysOfAClient, AreInForceWhenTheAnswerLeaves) {
  ASSERT_TRUE(replace(key_set({jwk("k1")})));
  ASSERT_NE(registry.client("tiger-1"), nullptr);
  EXPECT_NE(registry.client("tiger-1")->key("k1"), nullptr);
  EXPECT_TRUE(delete_key(services, permit<Operation::delete_key>(consumer), "tiger-1", "k1"));
  EXPECT_EQ(registry.client("tiger-1")->key("k1"), nullptr);
}

// docs/protocol.md, keys: at most a year from posting, and always set
//= keys.year
TEST_F(KeysOfAClient, ExpireAfterAYearAtTheLatest) {
  struct {
    std::optional<std::int64_t> sent;
    Instant kept;
  } const cases[] = {
      {std::nullopt, clock.now() + kYear},
      {epoch(clock.now()) + 1, clock.now() + seconds{1}},
      {epoch(clock.now() + kYear), clock.now() + kYear},
      {epoch(clock.now() + kYear) + 1, clock.now() + kYear},
      {std::numeric_limits<std::int64_t>::max(), clock.now() + kYear},
  };
  for (const auto& [sent, kept] : cases) {
    json::object body = jwk("k1");
    if (sent) body["exp"] = *sent;
    const auto key = put("k1", body);
    ASSERT_TRUE(key);
    EXPECT_EQ(key->expires, kept);
  }
}

//= keys.renew
TEST_F(KeysOfAClient, AreRenewedWhenPostedAgainUnchanged) {
  const auto first = replace(key_set({jwk("k1")}));
  clock.advance(std::chrono::days{300});
  const auto again = replace(key_set({jwk("k1")}));
  ASSERT_TRUE(first && again);
  EXPECT_EQ(again->at(0).created, first->at(0).created);
  EXPECT_EQ(again->at(0).expires, clock.now() + kYear);
  EXPECT_EQ(again->at(0).last_updated, clock.now());
  const auto other = replace(key_set({jwk("k1", 1)}));
  EXPECT_EQ(other->at(0).created, clock.now()) << "another key under the same kid is new";
}

struct BadKey {
  const char* name;
  void (*spoil)(json::object&);
  const char* field;
};
void PrintTo(const BadKey& bad, std::ostream* out) { *out << bad.name; }

const BadKey kBadKeys[] = {
    {"NoUse", [](json::object& k) { k.erase("use"); }, "use"},
    {"UseEnc", [](json::object& k) { k["use"] = "enc"; }, "use"},
    {"NoKeyType", [](json::object& k) { k.erase("kty"); }, "kty"},
    {"SymmetricKey", [](json::object& k) { k["kty"] = "oct"; }, "kty"},
    {"HmacAlgorithm", [](json::object& k) { k["alg"] = "HS256"; }, "alg"},
    {"PssAlgorithm", [](json::object& k) { k["alg"] = "PS256"; }, "alg"},
    {"KidWithSlash", [](json::object& k) { k["kid"] = "a/b"; }, "kid"},
    {"KidWithUnicode", [](json::object& k) { k["kid"] = "nøkkel"; }, "kid"},
    {"KidOf256Characters", [](json::object& k) { k["kid"] = std::string(256, 'k'); }, "kid"},
    {"KidIsANumber", [](json::object& k) { k["kid"] = 1; }, "kid"},
    {"ExpIsNow", [](json::object& k) { k["exp"] = 1'772'440'200; }, "exp"},
    {"ExpIsAText", [](json::object& k) { k["exp"] = "1803976200"; }, "exp"},
    {"ExpWithFraction", [](json::object& k) { k["exp"] = 1803976200.5; }, "exp"},
    {"NoModulus", [](json::object& k) { k.erase("n"); }, "n"},
    {"ModulusOf1024Bits", [](json::object& k) { k["n"] = base64url(std::string(128, '\xc5')); },
     "n"},
    {"ExponentOf3", [](json::object& k) { k["e"] = "Aw"; }, "e"},
    {"PrivateMember", [](json::object& k) { k["d"] = "AQAB"; }, "d"},
};

class RefusedKeys : public KeysOfAClient, public testing::WithParamInterface<BadKey> {};

//= keys.quality
TEST_P(RefusedKeys, AreRefusedAloneAndInASet) {
  json::object key = jwk("k1");
  GetParam().spoil(key);
  const auto in_set = replace(key_set({key}));
  ASSERT_FALSE(in_set);
  EXPECT_EQ(in_set.error().kind, Kind::invalid);
  const auto alone = put("k1", key);
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error().kind, Kind::invalid);
  EXPECT_THAT(alone.error().findings.at(0).field, testing::AnyOf(GetParam().field, ""));
  EXPECT_FALSE(all()) << "nothing was stored";
}
INSTANTIATE_TEST_SUITE_P(When, RefusedKeys, testing::ValuesIn(kBadKeys),
                         [](const auto& i) { return i.param.name; });

TEST_F(KeysOfAClient, MayUseAnyOfThreeAlgorithmsOrNameNone) {
  for (const char* algorithm : {"RS256", "RS384", "RS512"}) {
    json::object key = jwk("k1");
    key["alg"] = algorithm;
    EXPECT_TRUE(put("k1", key)) << algorithm;
  }
  json::object key = jwk("k1");
  key.erase("alg");
  EXPECT_TRUE(put("k1", key));
}

TEST_F(KeysOfAClient, AreOneToFive) {
  const auto five = key_set({jwk("1"), jwk("2"), jwk("3"), jwk("4"), jwk("5")});
  EXPECT_FALSE(replace(key_set({}))) << "an empty set is DELETE's business";
  EXPECT_FALSE(replace(key_set({jwk("1"), jwk("2"), jwk("3"), jwk("4"), jwk("5"), jwk("6")})));
  ASSERT_TRUE(replace(five));
  const auto sixth = put("6", jwk("6"));
  ASSERT_FALSE(sixth);
  EXPECT_EQ(sixth.error().kind, Kind::invalid);
  EXPECT_TRUE(put("5", jwk("5", 1))) << "changing one of the five is not adding";
  EXPECT_FALSE(add(json::serialize(jwk("6"))));
  EXPECT_EQ(all()->size(), 5U);
}

TEST_F(KeysOfAClient, HaveKidsOfTheirOwn) {
  const auto twice = replace(key_set({jwk("k1"), jwk("k1", 1)}));
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().findings.at(0).field, "keys[1].kid");
  json::object nameless = jwk("k1");
  nameless.erase("kid");
  EXPECT_EQ(replace(key_set({nameless})).error().findings.at(0).field, "keys[0].kid");
}

TEST_F(KeysOfAClient, ArePutUnderTheKidOfTheAddress) {
  EXPECT_EQ(put("k2", jwk("k1")).error().findings.at(0).field, "kid");
  json::object nameless = jwk("k1");
  nameless.erase("kid");
  ASSERT_TRUE(put("k2", nameless));
  EXPECT_EQ(all()->at(0).kid.text(), "k2");
  EXPECT_FALSE(put("a b", nameless));
}

TEST_F(KeysOfAClient, StayAsTheyAreWhenAnotherIsPut) {
  ASSERT_TRUE(put("k1", jwk("k1")));
  const Instant expires = all()->at(0).expires;
  clock.advance(std::chrono::days{10});
  ASSERT_TRUE(put("k2", jwk("k2", 1)));
  const auto first = get_key(services, permit<Operation::get_key>(consumer), "tiger-1", "k1");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->expires, expires);
}

TEST_F(KeysOfAClient, ComeAsPemAndAreNamedByTheirThumbprint) {
  const auto octets = [](const jose::PublicJwk& key) {
    const auto tlv = [](char tag, const std::string& value) {
      std::string length;
      if (value.size() < 128) {
        length = std::string(1, static_cast<char>(value.size()));
      } else {
        length = {'\x82', static_cast<char>(value.size() >> 8),
                  static_cast<char>(value.size() & 0xff)};
      }
      return std::string(1, tag) + length + value;
    };
    return tlv('\x30', tlv('\x02', std::string(1, '\0') + key.n) + tlv('\x02', key.e));
  };
  const std::string pem = "-----BEGIN RSA PUBLIC KEY-----\n" +
                          base64(as_bytes(octets(key().public_jwk()))) +
                          "\n-----END RSA PUBLIC KEY-----\n";
  const auto added = add(pem);
  ASSERT_TRUE(added) << added.error().findings.at(0).message;
  EXPECT_EQ(added->kid.text(), jose::thumbprint(key().public_jwk()));
  EXPECT_EQ(added->jwk.use, "sig");
  EXPECT_EQ(added->expires, clock.now() + kYear);
}

TEST_F(KeysOfAClient, ComeAsPemCertificatesThatLockThem) {
  pki::CertificateWorld certificates(key(), clock.now());
  const std::string pem = certificates.pem(certificates.order(pki::TestKind::seid1));
  const auto added = add(pem);
  ASSERT_TRUE(added) << added.error().findings.at(0).message;
  EXPECT_EQ(added->kid.text(), jose::thumbprint(key().public_jwk()));
  EXPECT_EQ(added->jwk.n, key().public_jwk().n);
  EXPECT_EQ(added->jwk.x5c, pki::x5c_of(pem));
  EXPECT_EQ(added->jwk.x5c.size(), 2U);
  for (const std::string& wrong : {pem + key().pem(""), pem + "hello", pem + pem + pem,
                                   "hello" + pem, pem.substr(0, pem.size() / 2)}) {
    EXPECT_FALSE(add(wrong));
  }
}

TEST_F(KeysOfAClient, ComeAsJwkTextWithOrWithoutAKid) {
  json::object object = jwk("k1");
  EXPECT_EQ(add(json::serialize(object))->kid.text(), "k1");
  object.erase("kid");
  EXPECT_EQ(add(json::serialize(object))->kid.text(), jose::thumbprint(key().public_jwk()));
}

TEST_F(KeysOfAClient, AreNotTakenFromOtherTexts) {
  const std::string certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  EXPECT_THAT(add(certificate).error().findings.at(0).message, testing::HasSubstr("sertifikat"));
  for (const std::string& text :
       {std::string(), std::string(" \n"), std::string("hello"), key().pem(""), key().pem("secret"),
        json::serialize(key().private_jwk())}) {
    const auto added = add(text);
    ASSERT_FALSE(added);
    EXPECT_EQ(added.error().kind, Kind::invalid);
  }
  EXPECT_FALSE(all());
}

TEST_F(KeysOfAClient, AreDeletedOneByOneOrAllAtOnce) {
  ASSERT_TRUE(replace(key_set({jwk("k1"), jwk("k2", 1)})));
  const auto remove = [&](std::string_view kid) {
    return delete_key(services, permit<Operation::delete_key>(consumer), "tiger-1", kid);
  };
  EXPECT_TRUE(remove("k1"));
  EXPECT_EQ(remove("k1").error().kind, Kind::not_found);
  EXPECT_EQ(get_key(services, permit<Operation::get_key>(consumer), "tiger-1", "k1").error().kind,
            Kind::not_found);
  EXPECT_TRUE(delete_keys(services, permit<Operation::delete_keys>(consumer), "tiger-1"));
  EXPECT_FALSE(all());
  EXPECT_TRUE(delete_keys(services, permit<Operation::delete_keys>(consumer), "tiger-1"))
      << "idempotent";
}

TEST_F(KeysOfAClient, BelongToTheClientsOrganisation) {
  ASSERT_TRUE(replace(key_set({jwk("k1")})));
  const Caller other = with_everything(kUnrelated);
  const auto drafts = read_key_set(json::serialize(key_set({jwk("k2")})), services.policy);
  ASSERT_TRUE(drafts);
  EXPECT_EQ(get_keys(services, permit<Operation::get_keys>(other), "tiger-1").error().kind,
            Kind::forbidden);
  EXPECT_EQ(replace_keys(services, permit<Operation::replace_keys>(other), "tiger-1", *drafts)
                .error()
                .kind,
            Kind::forbidden);
  EXPECT_EQ(delete_keys(services, permit<Operation::delete_keys>(other), "tiger-1").error().kind,
            Kind::forbidden);
  EXPECT_EQ(get_key(services, permit<Operation::get_key>(other), "tiger-1", "k1").error().kind,
            Kind::forbidden);
  EXPECT_EQ(put_key(services, permit<Operation::put_key>(other), "tiger-1", "k2", drafts->at(0))
                .error()
                .kind,
            Kind::forbidden);
  EXPECT_EQ(
      delete_key(services, permit<Operation::delete_key>(other), "tiger-1", "k1").error().kind,
      Kind::forbidden);
  EXPECT_EQ(
      add_key(services, permit<Operation::add_key>(other), "tiger-1", drafts->at(0)).error().kind,
      Kind::forbidden);
  EXPECT_EQ(all()->size(), 1U);
}

}  // namespace
}  // namespace portvakt::selfservice
