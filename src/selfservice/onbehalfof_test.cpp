#include "selfservice/onbehalfof.hpp"

#include "selfservice/clients.hpp"
#include "selfservice/test_world.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace portvakt::selfservice {
namespace {

class OnBehalfOfValues : public TestWorld {
 protected:
  OnBehalfOfValues() {
    ClientDraft draft;
    draft.client_id = "tiger";
    draft.name = draft.description = "Tigerens klient";
    draft.integration_type = "maskinporten";
    draft.scopes = {"fjellrev:vannmaaling.read"};
    create_client(services, permit<Operation::create_client>(consumer), draft).value();
  }

  static json::object good_body() {
    return {{"onbehalfof", "bjork"},
            {"name", "Bjørka"},
            {"orgno", "315000122"},
            {"organization_name", "RUND BJØRK AS"},
            {"description", "En kunde"},
            {"uri", "https://bjork.example/"},
            {"logo_uri", "https://bjork.example/l.png"}};
  }
  Result<OnBehalfOf, Refusal> create(const json::object& body, std::string_view client = "tiger") {
    const auto draft = read_on_behalf_of_draft(json::serialize(body), services.policy);
    if (!draft) return std::unexpected(draft.error());
    return create_on_behalf_of(services, permit<Operation::create_on_behalf_of>(consumer), client,
                               *draft);
  }
  Result<OnBehalfOf, Refusal> update(std::string_view id, const json::object& body) {
    const auto draft = read_on_behalf_of_draft(json::serialize(body), services.policy);
    if (!draft) return std::unexpected(draft.error());
    return update_on_behalf_of(services, permit<Operation::update_on_behalf_of>(consumer), "tiger",
                               id, *draft);
  }
  Result<OnBehalfOf, Refusal> get(std::string_view id) {
    return get_on_behalf_of(services, permit<Operation::get_on_behalf_of>(consumer), "tiger", id);
  }
  Result<Done, Refusal> remove(std::string_view id) {
    return delete_on_behalf_of(services, permit<Operation::delete_on_behalf_of>(consumer), "tiger",
                               id);
  }

  Caller consumer = with_everything(kConsumer);
};

//= onbehalfof.members
TEST_F(OnBehalfOfValues, KeepWhatTheyWereMadeWith) {
  const auto made = create(good_body());
  ASSERT_TRUE(made) << made.error().findings.at(0).message;
  EXPECT_EQ(made->id.text(), "bjork");
  EXPECT_EQ(made->org.digits(), "315000122");
  EXPECT_EQ(made->created, clock.now());
  const auto found = get("bjork");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "Bjørka");
  EXPECT_EQ(found->organisation_name, "RUND BJØRK AS");
  EXPECT_EQ(found->uri->text(), "https://bjork.example/");
}

//= onbehalfof.older-names
TEST_F(OnBehalfOfValues, UnderstandTheOlderNamesOfTheirMembers) {
  for (const char* older : {"url", "client_uri"}) {
    const auto made = create({{"onbehalfof", older},
                              {"display_name", "Bjørka"},
                              {"orgno", "315000122"},
                              {older, "https://bjork.example/"}});
    ASSERT_TRUE(made) << made.error().findings.at(0).message;
    EXPECT_EQ(made->name, "Bjørka");
    EXPECT_EQ(made->uri->text(), "https://bjork.example/");
  }
  json::object both = good_body();
  both["display_name"] = "Et eldre navn";
  EXPECT_EQ(create(both)->name, "Bjørka");
}

struct BadValue {
  const char* name;
  void (*spoil)(json::object&);
  const char* field;
};
void PrintTo(const BadValue& bad, std::ostream* out) { *out << bad.name; }

const BadValue kBad[] = {
    {"NoValue", [](json::object& b) { b.erase("onbehalfof"); }, "onbehalfof"},
    {"ValueWithASlash", [](json::object& b) { b["onbehalfof"] = "a/b"; }, "onbehalfof"},
    {"ValueOf256Characters", [](json::object& b) { b["onbehalfof"] = std::string(256, 'a'); },
     "onbehalfof"},
    {"NoName", [](json::object& b) { b.erase("name"); }, "name"},
    {"BlankName", [](json::object& b) { b["name"] = " "; }, "name"},
    {"NameOf256Characters", [](json::object& b) { b["name"] = std::string(256, 'a'); }, "name"},
    {"NameOfTwoLines", [](json::object& b) { b["name"] = "a\nb"; }, "name"},
    {"NoOrgno", [](json::object& b) { b.erase("orgno"); }, "orgno"},
    {"WrongOrgno", [](json::object& b) { b["orgno"] = "315000123"; }, "orgno"},
    {"LongOrganisationName",
     [](json::object& b) { b["organization_name"] = std::string(256, 'a'); }, "organization_name"},
    {"LongDescription", [](json::object& b) { b["description"] = std::string(256, 'a'); },
     "description"},
    {"RelativeUri", [](json::object& b) { b["uri"] = "/hjem"; }, "uri"},
    {"RelativeLogo", [](json::object& b) { b["logo_uri"] = "l.png"; }, "logo_uri"},
    {"NameIsANumber", [](json::object& b) { b["name"] = 7; }, "name"},
};

class BadOnBehalfOf : public OnBehalfOfValues, public testing::WithParamInterface<BadValue> {};
INSTANTIATE_TEST_SUITE_P(When, BadOnBehalfOf, testing::ValuesIn(kBad),
                         [](const auto& info) { return info.param.name; });

//= onbehalfof.rules
TEST_P(BadOnBehalfOf, IsRefusedByItsMember) {
  json::object body = good_body();
  GetParam().spoil(body);
  const auto made = create(body);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, Kind::invalid);
  EXPECT_EQ(made.error().findings.at(0).field, GetParam().field);
}

//= onbehalfof.replace
TEST_F(OnBehalfOfValues, AreReplacedInEverythingButTheValue) {
  create(good_body()).value();
  clock.advance(seconds{5});
  const auto changed = update("bjork", {{"name", "Nytt navn"}, {"orgno", "312345676"}});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->org, kOwner);
  EXPECT_FALSE(changed->uri);
  EXPECT_EQ(changed->description, "");
  EXPECT_EQ(changed->created + seconds{5}, changed->last_updated);
  json::object other = good_body();
  other["onbehalfof"] = "et-annet";
  EXPECT_EQ(update("bjork", other).error().kind, Kind::invalid);
  EXPECT_EQ(update("finnes-ikke", good_body()).error().kind, Kind::not_found);
}

//= onbehalfof.replace
TEST_F(OnBehalfOfValues, AreTakenOnceAndFreeAfterTheyAreDeleted) {
  create(good_body()).value();
  EXPECT_EQ(create(good_body()).error().kind, Kind::conflict);
  EXPECT_TRUE(remove("bjork"));
  EXPECT_EQ(get("bjork").error().kind, Kind::not_found);
  EXPECT_EQ(remove("bjork").error().kind, Kind::not_found);
  EXPECT_TRUE(create(good_body()));
}

//= onbehalfof.rules
TEST_F(OnBehalfOfValues, AreAThousandOfAClientAtMost) {
  const OnBehalfOf one = create(good_body()).value();
  store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
    for (int i = 0; i < 998; ++i) {
      OnBehalfOf another = one;
      another.id = must(OnBehalfOfId::parse(fmt::format("kunde-{}", i)));
      t.put(another);
    }
    return true;
  });
  json::object body = good_body();
  body["onbehalfof"] = "nummer-1000";
  EXPECT_TRUE(create(body));
  body["onbehalfof"] = "nummer-1001";
  EXPECT_EQ(create(body).error().kind, Kind::invalid);
}

//= api.supplier
TEST_F(OnBehalfOfValues, AreThoseOfWhoeverHandlesTheClient) {
  create(good_body()).value();
  const auto list = [&](const Caller& who) {
    return list_on_behalf_of(services, permit<Operation::list_on_behalf_of>(who), "tiger");
  };
  EXPECT_EQ(list(consumer)->size(), 1U);
  EXPECT_EQ(list(with_everything(kUnrelated)).error().kind, Kind::forbidden);
  EXPECT_EQ(create(good_body(), "finnes-ikke").error().kind, Kind::not_found);
}

}  // namespace
}  // namespace portvakt::selfservice
