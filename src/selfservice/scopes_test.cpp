#include "selfservice/scopes.hpp"

#include "selfservice/test_world.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace portvakt::selfservice {
namespace {

json::object good_body() {
  json::object body;
  body["prefix"] = "fjellrev";
  body["subscope"] = "helse/melding:write.v1";
  body["description"] = "Sende helsemeldinger";
  return body;
}

class Scopes : public TestWorld {
 protected:
  Result<Scope, Refusal> create(const Caller& who, const json::object& body) {
    const auto draft = read_scope_draft(json::serialize(body), services.policy);
    if (!draft) return std::unexpected(draft.error());
    return create_scope(services, permit<Operation::create_scope>(who), *draft);
  }
  Result<Scope, Refusal> update(const Caller& who, const json::object& body) {
    const auto draft = read_scope_draft(json::serialize(body), services.policy);
    if (!draft) return std::unexpected(draft.error());
    return update_scope(services, permit<Operation::update_scope>(who), kName, *draft);
  }

  static constexpr std::string_view kName = "fjellrev:helse/melding:write.v1";
  Caller owner = with_everything(kOwner);
};

TEST_F(Scopes, AreMadeFromPrefixSubscopeAndDescription) {
  const auto scope = create(owner, good_body());
  ASSERT_TRUE(scope) << scope.error().findings.at(0).message;
  EXPECT_EQ(scope->name.text(), kName);
  EXPECT_EQ(scope->owner, kOwner);
  EXPECT_TRUE(scope->active);
  EXPECT_EQ(scope->visibility, Visibility::public_);
  EXPECT_EQ(scope->token_type, TokenType::self_contained);
  EXPECT_TRUE(scope->allowed_integration_types.empty());
  EXPECT_FALSE(scope->accessible_for_all);
  EXPECT_FALSE(scope->delegation_source);
  EXPECT_EQ(scope->at_max_age, seconds{0});
  EXPECT_NE(registry.scope(kName), nullptr) << "in force when the answer leaves";
}

TEST_F(Scopes, KeepEverythingThatWasSaid) {
  json::object body = good_body();
  body["long_description"] = "Gir *lesetilgang* til døgnverdier, á å Č.";
  body["description#nn"] = "Sende helsemeldingar";
  body["long_description#en"] = "Gives [access](https://example/)";
  body["description#se"] = "";
  body["visibility"] = "PRIVATE";
  body["token_type"] = "OPAQUE";
  body["allowed_integration_types"] = json::array{"maskinporten", "krr", "maskinporten"};
  body["accessible_for_all"] = true;
  body["delegation_source"] = "https://altinn.example/";
  body["at_max_age"] = 600;
  body["authorization_max_lifetime"] = 86'400;
  body["enforced_aud_for_access_token"] = "https://api.fjellrev.example";
  body["requires_user_consent"] = true;
  const auto scope = create(owner, body);
  ASSERT_TRUE(scope) << scope.error().findings.at(0).message;
  const auto read = get_scope(services, permit<Operation::get_scope>(owner), kName);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->long_description, "Gir *lesetilgang* til døgnverdier, á å Č.");
  const std::map<std::string, std::string> texts{
      {"description#nn", "Sende helsemeldingar"},
      {"long_description#en", "Gives [access](https://example/)"}};
  EXPECT_EQ(read->translations, texts);
  EXPECT_EQ(read->visibility, Visibility::private_);
  EXPECT_EQ(read->token_type, TokenType::opaque);
  EXPECT_EQ(read->allowed_integration_types.size(), 2U);
  EXPECT_TRUE(read->accessible_for_all);
  EXPECT_EQ(read->delegation_source->text(), "https://altinn.example/");
  EXPECT_EQ(read->at_max_age, seconds{600});
  EXPECT_EQ(read->enforced_aud, "https://api.fjellrev.example");
  EXPECT_TRUE(read->requires_user_consent);
}

struct BadBody {
  const char* name;
  void (*spoil)(json::object&);
  const char* field;
};
void PrintTo(const BadBody& bad, std::ostream* out) { *out << bad.name; }

const BadBody kBadBodies[] = {
    {"NoDescription", [](json::object& b) { b.erase("description"); }, "description"},
    {"BlankDescription", [](json::object& b) { b["description"] = " "; }, "description"},
    {"DescriptionOf256Characters",
     [](json::object& b) { b["description"] = std::string(256, 'a'); }, "description"},
    {"DescriptionWithLineBreak", [](json::object& b) { b["description"] = "a\nb"; }, "description"},
    {"TranslationOf256Characters",
     [](json::object& b) { b["description#nn"] = std::string(256, 'a'); }, "description#nn"},
    {"LongDescriptionWithMarkup", [](json::object& b) { b["long_description"] = "<script>"; },
     "long_description"},
    {"LongDescriptionWithTimesSign", [](json::object& b) { b["long_description"] = "2 × 2"; },
     "long_description"},
    {"LongDescriptionOf4001Characters",
     [](json::object& b) { b["long_description"] = std::string(4001, 'a'); }, "long_description"},
    {"LongTranslationWithEmoji", [](json::object& b) { b["long_description#en"] = "😀"; },
     "long_description#en"},
    {"UnknownVisibility", [](json::object& b) { b["visibility"] = "SECRET"; }, "visibility"},
    {"UnknownTokenType", [](json::object& b) { b["token_type"] = "PAPER"; }, "token_type"},
    {"UnknownIntegrationType",
     [](json::object& b) { b["allowed_integration_types"] = json::array{"robot"}; },
     "allowed_integration_types"},
    {"IntegrationTypesAreAText", [](json::object& b) { b["allowed_integration_types"] = "krr"; },
     "allowed_integration_types"},
    {"AgeOf9", [](json::object& b) { b["at_max_age"] = 9; }, "at_max_age"},
    {"AgeOf7201", [](json::object& b) { b["at_max_age"] = 7201; }, "at_max_age"},
    {"NegativeAge", [](json::object& b) { b["at_max_age"] = -1; }, "at_max_age"},
    {"AgeIsAText", [](json::object& b) { b["at_max_age"] = "600"; }, "at_max_age"},
    {"NegativeLifetime", [](json::object& b) { b["authorization_max_lifetime"] = -1; },
     "authorization_max_lifetime"},
    {"UnknownDelegationSource",
     [](json::object& b) { b["delegation_source"] = "https://altinn.example"; },
     "delegation_source"},
    {"RelativeAudience", [](json::object& b) { b["enforced_aud_for_access_token"] = "api"; },
     "enforced_aud_for_access_token"},
    {"ActiveIsANumber", [](json::object& b) { b["active"] = 1; }, "active"},
    {"OtherName", [](json::object& b) { b["name"] = "fjellrev:other"; }, "name"},
    {"OtherOwner", [](json::object& b) { b["owner_orgno"] = "317777019"; }, "owner_orgno"},
};

class RefusedScopes : public Scopes, public testing::WithParamInterface<BadBody> {};

//= scopes.rules
TEST_P(RefusedScopes, NameTheMemberThatIsWrong) {
  json::object body = good_body();
  GetParam().spoil(body);
  const auto scope = create(owner, body);
  ASSERT_FALSE(scope);
  EXPECT_EQ(scope.error().kind, Kind::invalid);
  EXPECT_EQ(scope.error().findings.at(0).field, GetParam().field);
}
TEST_P(RefusedScopes, AreRefusedOnUpdateByTheSameRules) {
  ASSERT_TRUE(create(owner, good_body()));
  json::object body = good_body();
  GetParam().spoil(body);
  const auto scope = update(owner, body);
  ASSERT_FALSE(scope);
  EXPECT_EQ(scope.error().findings.at(0).field, GetParam().field);
}
INSTANTIATE_TEST_SUITE_P(When, RefusedScopes, testing::ValuesIn(kBadBodies),
                         [](const auto& i) { return i.param.name; });

TEST_F(Scopes, AreNamedByTheGrammarOnly) {
  for (const char* subscope : {"", " ", "a b", "a\"b", "æ", ":a", "/a", "-a"}) {
    json::object body = good_body();
    body["subscope"] = subscope;
    const auto scope = create(owner, body);
    ASSERT_FALSE(scope) << subscope;
    EXPECT_EQ(scope.error().findings.at(0).field, "subscope");
  }
  for (const char* prefix : {"", "Fjellrev", "fjell rev", "a:b"}) {
    json::object body = good_body();
    body["prefix"] = prefix;
    EXPECT_EQ(create(owner, body).error().findings.at(0).field, "prefix") << prefix;
  }
}

//= scopes.prefix
TEST_F(Scopes, LieUnderActivePrefixesOfTheirOwner) {
  json::object body = good_body();
  for (const char* prefix : {"ulv", "gammel", "unknown"}) {
    body["prefix"] = prefix;
    EXPECT_EQ(create(owner, body).error().kind, Kind::forbidden) << prefix;
  }
}

// docs/protocol.md, soft delete
TEST_F(Scopes, KeepTheirNameTakenAfterDeletion) {
  ASSERT_TRUE(create(owner, good_body()));
  EXPECT_EQ(create(owner, good_body()).error().kind, Kind::conflict);
  const auto deleted = delete_scope(services, permit<Operation::delete_scope>(owner), kName);
  ASSERT_TRUE(deleted);
  EXPECT_FALSE(deleted->active);
  EXPECT_EQ(create(owner, good_body()).error().kind, Kind::conflict);
  json::object body = good_body();
  body["active"] = true;
  const auto back = update(owner, body);
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->active);
}

//= scopes.delete
TEST_F(Scopes, KeepTheirAccessesWhenDeleted) {
  ASSERT_TRUE(
      delete_scope(services, permit<Operation::delete_scope>(owner), "fjellrev:vannmaaling.read"));
  store.read([&](store::Reader& reader) {
    const auto access = reader.access(name("fjellrev:vannmaaling.read"), kConsumer);
    ASSERT_TRUE(access);
    EXPECT_EQ(access->state, AccessState::approved);
  });
}

//= scopes.read
TEST_F(Scopes, AreListedWithDeletedOnesOnRequestOnly) {
  const auto count = [&](store::Inactive inactive) {
    return list_scopes(services, permit<Operation::list_scopes>(owner), inactive)->size();
  };
  ASSERT_TRUE(create(owner, good_body()));
  EXPECT_EQ(count(store::Inactive::hidden), 2U);
  ASSERT_TRUE(delete_scope(services, permit<Operation::delete_scope>(owner), kName));
  EXPECT_EQ(count(store::Inactive::hidden), 1U);
  EXPECT_EQ(count(store::Inactive::shown), 2U);
}

TEST_F(Scopes, AreReplacedWholeByAnUpdate) {
  json::object body = good_body();
  body["at_max_age"] = 600;
  body["description#en"] = "Send";
  ASSERT_TRUE(create(owner, body));
  clock.advance(seconds{60});
  const auto updated = update(owner, good_body());
  ASSERT_TRUE(updated);
  EXPECT_EQ(updated->at_max_age, seconds{0});
  EXPECT_TRUE(updated->translations.empty());
  EXPECT_EQ(updated->last_updated, clock.now());
  EXPECT_EQ(updated->created, clock.now() - seconds{60});
}

//= scopes.operator-members
TEST_F(Scopes, HaveMembersThatOnlyTheOperatorSets) {
  const std::pair<const char*, json::value> kMembers[] = {
      {"visibility", "INTERNAL"}, {"protected", true}, {"supports_european_businesses", true}};
  for (const auto& [member, value] : kMembers) {
    json::object body = good_body();
    body[member] = value;
    EXPECT_EQ(create(owner, body).error().kind, Kind::forbidden) << member;
  }
  json::object body = good_body();
  for (const auto& [member, value] : kMembers) body[member] = value;
  const auto scope = create(the_operator(kOwner), body);
  ASSERT_TRUE(scope);
  EXPECT_EQ(scope->visibility, Visibility::internal);

  EXPECT_TRUE(update(owner, body)) << "the owner may send back what is there";
  const auto silent = update(owner, good_body());
  ASSERT_TRUE(silent);
  EXPECT_EQ(silent->visibility, Visibility::internal);
  EXPECT_TRUE(silent->is_protected);
  EXPECT_TRUE(silent->supports_european_businesses);
  body["visibility"] = "PUBLIC";
  EXPECT_EQ(update(owner, body).error().kind, Kind::forbidden);
}

TEST_F(Scopes, UnderOthersPrefixesAreForbiddenWhetherTheyExistOrNot) {
  const auto kind = [&](OrgNumber org, std::string_view scope) {
    const auto found =
        get_scope(services, permit<Operation::get_scope>(with_everything(org)), scope);
    return found ? std::optional<Kind>() : found.error().kind;
  };
  EXPECT_EQ(kind(kOwner, "fjellrev:vannmaaling.read"), std::nullopt);
  EXPECT_EQ(kind(kOwner, "fjellrev:nowhere"), Kind::not_found);
  EXPECT_EQ(kind(kUnrelated, "fjellrev:vannmaaling.read"), Kind::forbidden);
  EXPECT_EQ(kind(kUnrelated, "fjellrev:nowhere"), Kind::forbidden);
  EXPECT_EQ(kind(kUnrelated, "nobody:nowhere"), Kind::forbidden);
  EXPECT_EQ(kind(kOwner, "no-colon"), Kind::invalid);
}

TEST_F(Scopes, OfOthersCannotBeChangedOrDeleted) {
  ASSERT_TRUE(create(owner, good_body()));
  const Caller other = with_everything(kUnrelated);
  EXPECT_EQ(update(other, good_body()).error().kind, Kind::forbidden);
  EXPECT_EQ(delete_scope(services, permit<Operation::delete_scope>(other), kName).error().kind,
            Kind::forbidden);
  EXPECT_TRUE(get_scope(services, permit<Operation::get_scope>(owner), kName)->active);
}

TEST_F(Scopes, ArePublicOnlyWhenTheySaySo) {
  json::object body = good_body();
  body["visibility"] = "PRIVATE";
  ASSERT_TRUE(create(owner, body));
  const auto scopes = public_scopes(services, {});
  ASSERT_TRUE(scopes);
  ASSERT_EQ(scopes->size(), 1U);
  EXPECT_EQ(scopes->at(0).name.text(), "fjellrev:vannmaaling.read");
}

TEST_F(Scopes, PassOverUnknownMembersUnlessThePolicyIsStrict) {
  json::object body = good_body();
  body["created"] = "2020-01-01T00:00:00Z";
  body["colour"] = "blue";
  EXPECT_TRUE(read_scope_draft(json::serialize(body), services.policy));
  services.policy.refuse_unknown_members = true;
  const auto strict = read_scope_draft(json::serialize(body), services.policy);
  ASSERT_FALSE(strict);
  EXPECT_EQ(strict.error().findings.at(0).field, "colour");
}

}  // namespace
}  // namespace portvakt::selfservice
