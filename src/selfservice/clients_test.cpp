#include "selfservice/clients.hpp"

#include "selfservice/test_world.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace portvakt::selfservice {
namespace {

using testing::HasSubstr;

constexpr std::string_view kJwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

json::object good_body() {
  json::object body;
  body["client_name"] = "Vannmåling innhenting";
  body["description"] = "Henter målerstand hver natt";
  body["integration_type"] = "maskinporten";
  body["application_type"] = "web";
  body["token_endpoint_auth_method"] = "private_key_jwt";
  body["grant_types"] = json::array{kJwtBearer};
  body["scopes"] = json::array{"fjellrev:vannmaaling.read"};
  return body;
}

class Clients : public TestWorld {
 protected:
  Result<Client, Refusal> create(const Caller& who, const json::object& body) {
    const auto draft = read_client_draft(json::serialize(body), services.policy);
    if (!draft) return std::unexpected(draft.error());
    return create_client(services, permit<Operation::create_client>(who), *draft);
  }
  Result<Client, Refusal> update(const Caller& who, std::string_view id, const json::object& body) {
    const auto draft = read_client_draft(json::serialize(body), services.policy);
    if (!draft) return std::unexpected(draft.error());
    return update_client(services, permit<Operation::update_client>(who), id, *draft);
  }
  /// The refusal when a client of the consumer asks for this scope.
  std::string why_not(std::string_view scope) {
    json::object body = good_body();
    body["scopes"] = json::array{scope};
    const auto made = create(consumer, body);
    return made ? "" : made.error().findings.at(0).message;
  }

  Caller consumer = with_everything(kConsumer);
};

TEST_F(Clients, AreMadeWithAnIdADefaultLifetimeAndTheCallersOrganisation) {
  const auto client = create(consumer, good_body());
  ASSERT_TRUE(client) << client.error().findings.at(0).message;
  EXPECT_EQ(client->id.text().size(), 36U);
  EXPECT_EQ(client->org, kConsumer);
  EXPECT_FALSE(client->supplier);
  EXPECT_TRUE(client->active);
  EXPECT_EQ(client->access_token_lifetime, seconds{120});
  EXPECT_EQ(client->created, clock.now());
  EXPECT_EQ(get_client(services, permit<Operation::get_client>(consumer), client->id.text())->name,
            "Vannmåling innhenting");
}

TEST_F(Clients, SayTheSameTimesWhenMadeAndWhenRead) {
  clock.advance(milliseconds{363});
  const auto client = create(consumer, good_body());
  ASSERT_TRUE(client);
  const auto read =
      get_client(services, permit<Operation::get_client>(consumer), client->id.text());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->created, client->created);
  EXPECT_EQ(read->last_updated, client->last_updated);
}

TEST_F(Clients, AreInForceWhenTheAnswerLeaves) {
  const auto client = create(consumer, good_body());
  ASSERT_TRUE(client);
  ASSERT_NE(registry.client(client->id.text()), nullptr);
  EXPECT_TRUE(
      delete_client(services, permit<Operation::delete_client>(consumer), client->id.text()));
  const auto after = registry.client(client->id.text());
  EXPECT_TRUE(after == nullptr || !after->active);
}

TEST_F(Clients, KeepWhatOtherProductsUseUnchanged) {
  json::object body = good_body();
  body["logo_uri"] = "https://tiger.example/logo.png";
  body["redirect_uris"] = json::array{"https://tiger.example/a", "https://tiger.example/b"};
  body["sso_disabled"] = true;
  body["refresh_token_lifetime"] = 600;
  const auto client = create(consumer, body);
  ASSERT_TRUE(client);
  const auto other = read_json(client->other_members);
  ASSERT_TRUE(other);
  for (const char* name : {"logo_uri", "redirect_uris", "sso_disabled", "refresh_token_lifetime"}) {
    EXPECT_EQ(other->get_object().at(name), body.at(name)) << name;
  }
}

struct BadBody {
  const char* name;
  void (*spoil)(json::object&);
  const char* field;
};
void PrintTo(const BadBody& bad, std::ostream* out) { *out << bad.name; }

const BadBody kBadBodies[] = {
    {"NoName", [](json::object& b) { b.erase("client_name"); }, "client_name"},
    {"BlankName", [](json::object& b) { b["client_name"] = "  "; }, "client_name"},
    {"NameIsANumber", [](json::object& b) { b["client_name"] = 7; }, "client_name"},
    {"NameOf256Characters", [](json::object& b) { b["client_name"] = std::string(256, 'a'); },
     "client_name"},
    {"NameWithEscape", [](json::object& b) { b["client_name"] = "a\x1b[31m"; }, "client_name"},
    {"NoDescription", [](json::object& b) { b.erase("description"); }, "description"},
    {"DescriptionOf256Characters",
     [](json::object& b) { b["description"] = std::string(256, 'a'); }, "description"},
    {"NoType", [](json::object& b) { b.erase("integration_type"); }, "integration_type"},
    {"UnknownType", [](json::object& b) { b["integration_type"] = "robot"; }, "integration_type"},
    {"TypeOfALoginProduct", [](json::object& b) { b["integration_type"] = "idporten"; },
     "integration_type"},
    {"NativeApplication", [](json::object& b) { b["application_type"] = "native"; },
     "application_type"},
    {"UnknownApplication", [](json::object& b) { b["application_type"] = "toaster"; },
     "application_type"},
    {"SecretBasedMethod",
     [](json::object& b) { b["token_endpoint_auth_method"] = "client_secret_post"; },
     "token_endpoint_auth_method"},
    {"OtherGrant", [](json::object& b) { b["grant_types"] = json::array{"authorization_code"}; },
     "grant_types"},
    {"TwoGrants",
     [](json::object& b) { b["grant_types"] = json::array{kJwtBearer, "refresh_token"}; },
     "grant_types"},
    {"NoGrant", [](json::object& b) { b["grant_types"] = json::array{}; }, "grant_types"},
    {"GrantsAreAText", [](json::object& b) { b["grant_types"] = kJwtBearer; }, "grant_types"},
    {"ScopesMissing", [](json::object& b) { b.erase("scopes"); }, "scopes"},
    {"ScopesEmpty", [](json::object& b) { b["scopes"] = json::array{}; }, "scopes"},
    {"ScopesAreAText", [](json::object& b) { b["scopes"] = "fjellrev:vannmaaling.read"; },
     "scopes"},
    {"ScopeIsNoName", [](json::object& b) { b["scopes"] = json::array{"nocolon"}; }, "scopes"},
    {"LifetimeOf9", [](json::object& b) { b["access_token_lifetime"] = 9; },
     "access_token_lifetime"},
    {"LifetimeOf7201", [](json::object& b) { b["access_token_lifetime"] = 7201; },
     "access_token_lifetime"},
    {"LifetimeWithFraction", [](json::object& b) { b["access_token_lifetime"] = 120.5; },
     "access_token_lifetime"},
    {"ActiveIsAText", [](json::object& b) { b["active"] = "true"; }, "active"},
    {"IdWithSlash", [](json::object& b) { b["client_id"] = "a/b"; }, "client_id"},
    {"OrganisationWithWrongCheckDigit", [](json::object& b) { b["client_orgno"] = "312345670"; },
     "client_orgno"},
    {"SupplierWhereThereIsNone", [](json::object& b) { b["supplier_orgno"] = "310999113"; },
     "supplier_orgno"},
    {"NegativeRefreshLifetime", [](json::object& b) { b["refresh_token_lifetime"] = -1; },
     "refresh_token_lifetime"},
    {"UnknownRefreshUsage", [](json::object& b) { b["refresh_token_usage"] = "TWICE"; },
     "refresh_token_usage"},
    {"RedirectUrisOfNumbers", [](json::object& b) { b["redirect_uris"] = json::array{1}; },
     "redirect_uris"},
    {"LogoWithLineBreak", [](json::object& b) { b["logo_uri"] = "https://a\r\nb"; }, "logo_uri"},
    {"SsoIsANumber", [](json::object& b) { b["sso_disabled"] = 1; }, "sso_disabled"},
};

class RefusedClients : public Clients, public testing::WithParamInterface<BadBody> {};

//= clients.rules
TEST_P(RefusedClients, NameTheMemberThatIsWrong) {
  json::object body = good_body();
  GetParam().spoil(body);
  const auto client = create(consumer, body);
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().kind, Kind::invalid);
  EXPECT_EQ(client.error().findings.at(0).field, GetParam().field);
  EXPECT_FALSE(client.error().findings.at(0).message.empty());
}
TEST_P(RefusedClients, AreRefusedOnUpdateByTheSameRules) {
  const auto client = create(consumer, good_body());
  ASSERT_TRUE(client);
  json::object body = good_body();
  GetParam().spoil(body);
  const auto updated = update(consumer, client->id.text(), body);
  ASSERT_FALSE(updated);
  EXPECT_EQ(updated.error().findings.at(0).field, GetParam().field);
}
INSTANTIATE_TEST_SUITE_P(When, RefusedClients, testing::ValuesIn(kBadBodies),
                         [](const auto& i) { return i.param.name; });

TEST_F(Clients, AcceptTheLimitsThemselves) {
  json::object body = good_body();
  body["client_name"] = std::string(255, 'a');
  for (const int lifetime : {10, 7200}) {
    body["access_token_lifetime"] = lifetime;
    const auto client = create(consumer, body);
    ASSERT_TRUE(client);
    EXPECT_EQ(client->access_token_lifetime.count(), lifetime);
  }
}

TEST_F(Clients, GetTheOnlyCombinationThereIsWhenTheyNameNone) {
  json::object body = good_body();
  for (const char* name : {"application_type", "token_endpoint_auth_method", "grant_types"})
    body.erase(name);
  const auto client = create(consumer, body);
  ASSERT_TRUE(client);
  EXPECT_EQ(client->other_members, "{}");
}

//= clients.no-scopes
TEST_F(Clients, NeedNoScopeWhereThePolicySaysSo) {
  services.policy.allow_clients_without_scopes = true;
  json::object body = good_body();
  body["scopes"] = json::array{};
  const auto client = create(consumer, body);
  ASSERT_TRUE(client);
  EXPECT_TRUE(client->scopes.empty());
}

TEST_F(Clients, PassOverUnknownMembersUnlessThePolicyIsStrict) {
  json::object body = good_body();
  body["created"] = "2020-01-01T00:00:00Z";
  body["colour"] = "blue";
  EXPECT_TRUE(create(consumer, body));
  services.policy.refuse_unknown_members = true;
  const auto refused = create(consumer, body);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().findings.at(0).field, "colour");
  EXPECT_EQ(refused.error().findings.size(), 1U) << "read-only members are passed over always";
}

// docs/protocol.md, when a scope may be put on a client
TEST_F(Clients, MayHoldScopesThatAreOpenOrDelegableWithoutAccess) {
  Scope open = plain_scope("fjellrev:open.read");
  open.accessible_for_all = true;
  put(open);
  Scope delegable = plain_scope("fjellrev:helsemelding.write");
  delegable.visibility = Visibility::private_;
  delegable.delegation_source = must(Uri::parse("https://altinn.example/"));
  put(delegable);
  EXPECT_EQ(why_not("fjellrev:open.read"), "");
  EXPECT_EQ(why_not("fjellrev:helsemelding.write"), "");
}

//= clients.scopes
TEST_F(Clients, MayNotHoldScopesThatCannotBeRegistered) {
  Scope inactive = plain_scope("fjellrev:inactive");
  inactive.active = false;
  put(inactive);
  grant("fjellrev:inactive", kConsumer);
  put(plain_scope("fjellrev:denied"));
  grant("fjellrev:denied", kConsumer, AccessState::denied);
  put(plain_scope("fjellrev:not.granted"));
  Scope other_type = plain_scope("fjellrev:login");
  other_type.allowed_integration_types = {IntegrationType::idporten};
  put(other_type);
  grant("fjellrev:login", kConsumer);
  EXPECT_THAT(why_not("fjellrev:nowhere"), HasSubstr("fjellrev:nowhere finnes ikke"));
  EXPECT_THAT(why_not("fjellrev:inactive"), HasSubstr("fjellrev:inactive er ikke aktivt"));
  EXPECT_THAT(why_not("fjellrev:denied"),
              HasSubstr("ikke fått tilgang til scopet fjellrev:denied"));
  EXPECT_THAT(why_not("fjellrev:not.granted"), HasSubstr("ikke fått tilgang"));
  EXPECT_THAT(why_not("fjellrev:login"),
              HasSubstr("fjellrev:login kan ikke brukes av klienter av typen"));
  EXPECT_THAT(why_not("idporten:dcr.write"),
              HasSubstr("idporten:dcr.write kan bare legges til av forvaltningen"));
}

TEST_F(Clients, DoNotLearnWhichPrivateScopesExist) {
  Scope secret = plain_scope("fjellrev:secret");
  secret.visibility = Visibility::private_;
  put(secret);
  std::string there = why_not("fjellrev:secret");
  std::string not_there = why_not("fjellrev:sekret");
  EXPECT_EQ(there.replace(there.find("secret"), 6, "x"),
            not_there.replace(not_there.find("sekret"), 6, "x"));
}

TEST_F(Clients, GetOperatorScopesFromTheOperatorOnly) {
  store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
    t.put(PrefixRecord{must(Prefix::parse("idporten")), kOwner, true, clock.now(), clock.now()});
    return true;
  });
  Scope admin = plain_scope("idporten:dcr.write");
  admin.visibility = Visibility::internal;
  put(admin);
  json::object body = good_body();
  body["scopes"] = json::array{"idporten:dcr.write"};
  body["client_orgno"] = kConsumer.digits();
  const auto client = create(the_operator(kOwner), body);
  ASSERT_TRUE(client);
  EXPECT_EQ(client->org, kConsumer);
  EXPECT_FALSE(client->supplier);

  const auto kept = update(consumer, client->id.text(), body);
  ASSERT_TRUE(kept) << "an organisation may keep what the operator gave its client";
  EXPECT_EQ(kept->scopes, client->scopes);
}

TEST_F(Clients, KeepScopesAfterAccessWasTakenAwayButGetNoNewOnes) {
  const auto client = create(consumer, good_body());
  ASSERT_TRUE(client);
  grant("fjellrev:vannmaaling.read", kConsumer, AccessState::denied);
  EXPECT_TRUE(update(consumer, client->id.text(), good_body()));
  EXPECT_FALSE(create(consumer, good_body()));
}

TEST_F(Clients, AreReplacedWholeByAnUpdate) {
  json::object body = good_body();
  body["access_token_lifetime"] = 600;
  body["logo_uri"] = "https://tiger.example/";
  const auto client = create(consumer, body);
  ASSERT_TRUE(client);
  clock.advance(seconds{60});
  const auto updated = update(consumer, client->id.text(), good_body());
  ASSERT_TRUE(updated);
  EXPECT_EQ(updated->access_token_lifetime, seconds{120});
  EXPECT_EQ(updated->other_members.find("logo_uri"), std::string::npos);
  EXPECT_EQ(updated->created, client->created);
  EXPECT_EQ(updated->last_updated, clock.now());
}

TEST_F(Clients, CannotChangeTypeIdOrOrganisation) {
  const auto client = create(consumer, good_body());
  ASSERT_TRUE(client);
  const auto field = [&](const char* member, const char* value) {
    json::object body = good_body();
    body[member] = value;
    const auto updated = update(consumer, client->id.text(), body);
    return updated ? std::string() : updated.error().findings.at(0).field;
  };
  EXPECT_EQ(field("integration_type", "krr"), "integration_type");
  EXPECT_EQ(field("client_id", "another"), "client_id");
  EXPECT_EQ(field("client_orgno", "317777019"), "client_orgno");
}

TEST_F(Clients, HaveAnIdThatNobodyElseHasEvenAfterDeletion) {
  json::object body = good_body();
  body["client_id"] = "tiger-1";
  ASSERT_TRUE(create(consumer, body));
  EXPECT_EQ(create(consumer, body).error().kind, Kind::conflict);
  EXPECT_TRUE(delete_client(services, permit<Operation::delete_client>(consumer), "tiger-1"));
  EXPECT_EQ(create(consumer, body).error().kind, Kind::conflict);
  body["active"] = true;
  const auto again = update(consumer, "tiger-1", body);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->active);
}

TEST_F(Clients, AreListedWithDeletedOnesOnRequestOnly) {
  json::object body = good_body();
  body["client_id"] = "tiger-1";
  ASSERT_TRUE(create(consumer, body));
  ASSERT_TRUE(delete_client(services, permit<Operation::delete_client>(consumer), "tiger-1"));
  const auto list = [&](store::Inactive inactive) {
    return list_clients(services, permit<Operation::list_clients>(consumer), inactive)->size();
  };
  EXPECT_EQ(list(store::Inactive::hidden), 0U);
  EXPECT_EQ(list(store::Inactive::shown), 1U);
}

TEST_F(Clients, OfOthersAreForbiddenAndUnknownOnesNotFound) {
  json::object body = good_body();
  body["client_id"] = "tiger-1";
  ASSERT_TRUE(create(consumer, body));
  const Caller other = with_everything(kUnrelated);
  EXPECT_EQ(get_client(services, permit<Operation::get_client>(other), "tiger-1").error().kind,
            Kind::forbidden);
  EXPECT_EQ(update(other, "tiger-1", body).error().kind, Kind::forbidden);
  EXPECT_EQ(
      delete_client(services, permit<Operation::delete_client>(other), "tiger-1").error().kind,
      Kind::forbidden);
  EXPECT_EQ(get_client(services, permit<Operation::get_client>(other), "tiger-2").error().kind,
            Kind::not_found);
  EXPECT_EQ(get_client(services, permit<Operation::get_client>(other), "a b").error().kind,
            Kind::not_found);
}

// docs/protocol.md, clients made by suppliers
//= clients.supplier api.supplier
TEST_F(Clients, AreMadeForCustomersBySuppliersOnly) {
  json::object body = good_body();
  body["client_id"] = "for-tiger";
  body["client_orgno"] = kConsumer.digits();
  const Caller plain = with_everything(kSupplier);
  EXPECT_EQ(create(plain, body).error().kind, Kind::forbidden);

  Caller supplier = plain;
  supplier.scopes.emplace_back(kDcrSupplier);
  const auto client = create(supplier, body);
  ASSERT_TRUE(client);
  EXPECT_EQ(client->org, kConsumer);
  EXPECT_EQ(client->supplier, kSupplier);

  const auto sees = [&](const Caller& who) {
    return list_clients(services, permit<Operation::list_clients>(who), store::Inactive::hidden)
        ->size();
  };
  EXPECT_EQ(sees(supplier), 1U);
  EXPECT_EQ(sees(plain), 0U) << "without the scope the supplier is an organisation like any other";
  EXPECT_EQ(sees(consumer), 1U) << "the customer sees who acts in its name";
  EXPECT_EQ(get_client(services, permit<Operation::get_client>(plain), "for-tiger").error().kind,
            Kind::forbidden);
  EXPECT_TRUE(update(supplier, "for-tiger", body));
}

TEST_F(Clients, MadeForCustomersMayHaveWhatTheSupplierWasGranted) {
  Caller supplier = with_everything(kSupplier);
  supplier.scopes.emplace_back(kDcrSupplier);
  json::object body = good_body();
  body["client_orgno"] = kUnrelated.digits();
  EXPECT_EQ(create(supplier, body).error().kind, Kind::invalid);
  grant("fjellrev:vannmaaling.read", kSupplier);
  EXPECT_TRUE(create(supplier, body));
}

TEST_F(Clients, OfASuppliersOwnHaveNoSupplier) {
  Caller supplier = with_everything(kConsumer);
  supplier.scopes.emplace_back(kDcrSupplier);
  json::object body = good_body();
  body["client_orgno"] = kConsumer.digits();
  const auto client = create(supplier, body);
  ASSERT_TRUE(client);
  EXPECT_FALSE(client->supplier);
}

TEST_F(Clients, LeaveNothingBehindWhenRefused) {
  const auto before = store.revision();
  json::object body = good_body();
  body["scopes"] = json::array{"fjellrev:vannmaaling.read", "fjellrev:nowhere"};
  EXPECT_FALSE(create(consumer, body));
  EXPECT_EQ(store.revision(), before);
}

TEST_F(Clients, AreReadFromNothingButJsonObjects) {
  for (const char* body : {"", "[]", "null", "{", "{\"a\":1,\"a\":2}", "\xff"}) {
    const auto draft = read_client_draft(body, services.policy);
    ASSERT_FALSE(draft) << body;
    EXPECT_EQ(draft.error().kind, Kind::invalid);
  }
  EXPECT_FALSE(read_client_draft("{\"a\":\"" + std::string(65'536, 'x') + "\"}", services.policy));
}

}  // namespace
}  // namespace portvakt::selfservice
