#include "selfservice/datasharing.hpp"

#include "selfservice/clients.hpp"
#include "selfservice/test_world.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace portvakt::selfservice {
namespace {

using testing::ElementsAre;

class Datasharing : public TestWorld {
 protected:
  Result<OnboardedClient, Refusal> onboard(const Caller& who, const json::object& body) {
    const auto draft = read_onboarding_draft(json::serialize(body), services.policy);
    if (!draft) return std::unexpected(draft.error());
    return onboard_client(services, permit<Operation::use_datasharing>(who), *draft);
  }
  static json::object good_body() {
    return {{"description", "Henter tall\nhver natt"},
            {"scopes", json::array{"fjellrev:vannmaaling.read"}}};
  }
  std::vector<std::string> listed(const Caller& who) {
    std::vector<std::string> ids;
    for (const auto& one :
         list_onboarded_clients(services, permit<Operation::use_datasharing>(who))) {
      ids.push_back(one.client.id.text());
    }
    return ids;
  }

  Caller person = caller(kConsumer, {kDcrDatasharing});
};

//= onboarding.create
TEST_F(Datasharing, MakesAnOrdinaryClientOutOfADescriptionAndScopes) {
  const auto made = onboard(person, good_body());
  ASSERT_TRUE(made) << made.error().findings.at(0).message;
  EXPECT_EQ(made->client.name, "Henter tall");
  EXPECT_EQ(made->client.org, kConsumer);
  EXPECT_EQ(made->client.integration_type, IntegrationType::maskinporten);
  EXPECT_TRUE(made->keys.empty());
  EXPECT_TRUE(registry.client(made->client.id.text()));
}

//= onboarding.create
TEST_F(Datasharing, RegistersTheKeysThatComeAlong) {
  json::object body = good_body();
  body["keys"] = json::array{jwk("k1"), jwk("k2", 1)};
  const auto made = onboard(person, body);
  ASSERT_TRUE(made) << made.error().findings.at(0).message;
  EXPECT_EQ(made->keys.size(), 2U);
  EXPECT_EQ(registry.client(made->client.id.text())->keys.size(), 2U);
}

//= onboarding.create
TEST_F(Datasharing, LeavesNoClientBehindWhenAKeyIsWrong) {
  json::object body = good_body();
  json::object expired = jwk("k1");
  expired["exp"] = epoch(clock.now());
  body["keys"] = json::array{expired};
  EXPECT_FALSE(onboard(person, body));
  EXPECT_THAT(listed(person), ElementsAre());
}

TEST_F(Datasharing, AsksForADescriptionAndScopesThatMayBeUsed) {
  for (const char* member : {"description", "scopes"}) {
    json::object body = good_body();
    body.erase(member);
    const auto made = onboard(person, body);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().findings.at(0).field, member);
  }
  json::object body = good_body();
  body["scopes"] = json::array{"fjellrev:finnes.ikke"};
  EXPECT_EQ(onboard(person, body).error().kind, Kind::invalid);
}

//= onboarding.organisations
TEST_F(Datasharing, SpeaksForOneOfTheCallersOrganisations) {
  person.also_for = {kOwner};
  json::object body = good_body();
  EXPECT_EQ(onboard(person, body).error().findings.at(0).field, "consumerOrgNr")
      << "who speaks for several says for which";
  body["consumerOrgNr"] = kOwner.digits();
  grant("fjellrev:vannmaaling.read", kOwner);
  EXPECT_EQ(onboard(person, body)->client.org, kOwner);
  body["consumerOrgNr"] = kUnrelated.digits();
  EXPECT_EQ(onboard(person, body).error().kind, Kind::forbidden);
  body["consumerOrgNr"] = "123";
  EXPECT_EQ(onboard(person, body).error().kind, Kind::invalid);
}

//= onboarding.organisations
TEST_F(Datasharing, SeesWhatWasMadeHereForThoseOrganisationsOnly) {
  const auto made = onboard(person, good_body());
  ASSERT_TRUE(made);
  EXPECT_THAT(listed(person), ElementsAre(made->client.id.text()));
  Caller colleague = caller(kOwner, {kDcrDatasharing});
  EXPECT_THAT(listed(colleague), ElementsAre());
  colleague.also_for = {kConsumer};
  EXPECT_THAT(listed(colleague), ElementsAre(made->client.id.text()));

  ClientDraft draft;
  draft.client_id = "annensteds";
  draft.name = draft.description = "Laget et annet sted";
  draft.integration_type = "maskinporten";
  draft.scopes = {"fjellrev:vannmaaling.read"};
  Caller elsewhere = with_everything(kConsumer);
  elsewhere.client_id = "another-client";
  create_client(services, permit<Operation::create_client>(elsewhere), draft).value();
  EXPECT_THAT(listed(person), ElementsAre(made->client.id.text()));
  const auto remove = [&](std::string_view id) {
    return delete_onboarded_client(services, permit<Operation::use_datasharing>(person), id);
  };
  EXPECT_EQ(remove("annensteds").error().kind, Kind::forbidden);
  EXPECT_EQ(remove("finnes-ikke").error().kind, Kind::not_found);
  EXPECT_TRUE(remove(made->client.id.text()));
  EXPECT_TRUE(remove(made->client.id.text())) << "twice is no error";
  EXPECT_THAT(listed(person), ElementsAre());
}

//= onboarding.access
TEST_F(Datasharing, ListsApprovedAccessesOfEveryOrganisationSpokenFor) {
  const auto held = [&] {
    std::vector<std::string> found;
    for (const auto& one : list_held_scopes(services, permit<Operation::use_datasharing>(person))) {
      found.push_back(one.access.consumer.digits() + " " + one.scope.name.text());
    }
    return found;
  };
  put(plain_scope("fjellrev:to"));
  put(plain_scope("fjellrev:tre"));
  grant("fjellrev:to", kConsumer, AccessState::denied);
  grant("fjellrev:tre", kConsumer, AccessState::requested);
  grant("fjellrev:to", kOwner);
  EXPECT_THAT(held(), ElementsAre("312345609 fjellrev:vannmaaling.read"));
  person.also_for = {kOwner};
  EXPECT_THAT(held(), ElementsAre("312345609 fjellrev:vannmaaling.read", "312345676 fjellrev:to"));
}

}  // namespace
}  // namespace portvakt::selfservice
