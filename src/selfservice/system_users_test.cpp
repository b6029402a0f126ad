#include "selfservice/system_users.hpp"

#include "selfservice/test_world.hpp"

#include <ostream>

namespace portvakt::selfservice {
namespace {

constexpr std::string_view kSystem = "310999113_snillregnskap";

class KeepingSystemUsers : public TestWorld {
 protected:
  KeepingSystemUsers() {
    put("vendors", kSupplier);
    put("others", kUnrelated);
    put("closed", kSupplier, false);
    put("login", kSupplier, true, IntegrationType::idporten);
    follower.catch_up();
  }
  void put(std::string_view id, OrgNumber org, bool active = true,
           IntegrationType type = IntegrationType::maskinporten) {
    store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
      t.put(Client{.id = must(ClientId::parse(id)),
                   .org = org,
                   .supplier = std::nullopt,
                   .active = active,
                   .integration_type = type,
                   .name = "Regnskap",
                   .description = "",
                   .scopes = {},
                   .created = clock.now(),
                   .last_updated = clock.now()});
      return true;
    });
  }

  Result<NamedSystemUser, Refusal> make(std::string_view reference = "") {
    return make(owner, {std::string(kSystem), "vendors", std::string(reference)});
  }
  Result<NamedSystemUser, Refusal> make(const Caller& by, const SystemUserDraft& draft) {
    return create_system_user(services, permit<Operation::create_system_user>(by), draft);
  }
  Result<NamedSystemUser, Refusal> remove(const Caller& by, std::string_view id) {
    return delete_system_user(services, permit<Operation::delete_system_user>(by), id);
  }
  std::size_t own(const Caller& by, store::Inactive inactive = store::Inactive::hidden) {
    return list_system_users(services, permit<Operation::list_system_users>(by), inactive)->size();
  }
  std::size_t received(const Caller& by, store::Inactive inactive = store::Inactive::hidden) {
    const auto permitted = permit<Operation::list_received_system_users>(by);
    return list_received_system_users(services, permitted, inactive)->size();
  }
  bool in_force(std::string_view reference) {
    return registry.system_user({"vendors", kConsumer, std::string(reference)}).has_value();
  }

  Caller owner = with_everything(kConsumer);
  Caller vendor = with_everything(kSupplier);
};

//= systemusers.create systemusers.delete
TEST_F(KeepingSystemUsers, MakesAndDeletesAtOnce) {
  const auto made = make();
  ASSERT_TRUE(made) << made.error().findings[0].message;
  EXPECT_EQ(made->user.owner, kConsumer);
  EXPECT_EQ(made->user.system.vendor(), kSupplier);
  EXPECT_EQ(made->user.external_ref.text(), "312345609");
  EXPECT_EQ(made->owner_name, "KLOK TIGER KOMMUNE");
  EXPECT_TRUE(in_force("312345609"));
  clock.advance(seconds{5});
  const auto gone = remove(owner, made->user.id.text());
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->user.deleted, clock.now());
  EXPECT_FALSE(in_force("312345609"));
  const auto revision = store.revision();
  EXPECT_EQ(remove(owner, made->user.id.text())->user.deleted, clock.now());
  EXPECT_EQ(store.revision(), revision) << "again it changes nothing";
  EXPECT_NE(make()->user.id, made->user.id);
  EXPECT_TRUE(in_force("312345609"));
}

//= systemusers.one
TEST_F(KeepingSystemUsers, KeepsOneForAClientAndReference) {
  ASSERT_TRUE(make());
  EXPECT_EQ(make().error().kind, Kind::conflict);
  EXPECT_EQ(make("312345609").error().kind, Kind::conflict);
  EXPECT_TRUE(make("kunde-42"));
  EXPECT_TRUE(make(with_everything(kUnrelated), {std::string(kSystem), "vendors", ""}));
}

//= systemusers.lists
TEST_F(KeepingSystemUsers, ListsThemForTheirOwnSideOnly) {
  const auto made = make();
  EXPECT_EQ(own(owner), 1U);
  EXPECT_EQ(own(vendor), 0U);
  EXPECT_EQ(received(vendor), 1U);
  EXPECT_EQ(received(owner), 0U);
  remove(owner, made->user.id.text());
  EXPECT_EQ(own(owner), 0U);
  EXPECT_EQ(received(vendor), 0U);
  EXPECT_EQ(own(owner, store::Inactive::shown), 1U);
  EXPECT_EQ(received(vendor, store::Inactive::shown), 1U);
}

//= systemusers.owner
TEST_F(KeepingSystemUsers, AreTheirOwnersAlone) {
  const std::string id = make()->user.id.text();
  for (const Caller& other : {vendor, with_everything(kUnrelated), the_operator(kSupplier)})
    EXPECT_EQ(remove(other, id).error().kind, Kind::not_found);
  EXPECT_EQ(remove(owner, "none").error().kind, Kind::not_found);
  EXPECT_TRUE(in_force("312345609"));
  EXPECT_TRUE(remove(the_operator(kConsumer), id));
}

struct Wrong {
  const char* name;
  SystemUserDraft draft;
  const char* field;
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }
// clang-format off
const Wrong kWrong[] = {
    {"NoSystem", {"", "vendors", ""}, "system_id"},
    {"SystemWithoutAName", {"310999113_", "vendors", ""}, "system_id"},
    {"SystemOfNobody", {"310999114_x", "vendors", ""}, "system_id"},
    {"NoClient", {std::string(kSystem), "", ""}, "client_id"},
    {"AnUnknownClient", {std::string(kSystem), "nobody", ""}, "client_id"},
    {"SomebodyElsesClient", {std::string(kSystem), "others", ""}, "client_id"},
    {"AClosedClient", {std::string(kSystem), "closed", ""}, "client_id"},
    {"AClientForLogin", {std::string(kSystem), "login", ""}, "client_id"},
    {"AReferenceOfTwoLines", {std::string(kSystem), "vendors", "a\nb"}, "external_ref"},
    {"ALongReference", {std::string(kSystem), "vendors", std::string(256, 'x')}, "external_ref"},
};
// clang-format on

class AWrongSystemUser : public KeepingSystemUsers, public testing::WithParamInterface<Wrong> {};

//= systemusers.values
TEST_P(AWrongSystemUser, IsRefusedByName) {
  const auto made = make(owner, GetParam().draft);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, Kind::invalid);
  EXPECT_EQ(made.error().findings[0].field, GetParam().field);
  EXPECT_EQ(own(owner, store::Inactive::shown), 0U);
}
INSTANTIATE_TEST_SUITE_P(With, AWrongSystemUser, testing::ValuesIn(kWrong),
                         [](const auto& info) { return info.param.name; });

//= systemusers.altinn
TEST_F(KeepingSystemUsers, MakesNoneWhereAltinnIsAsked) {
  services.policy.keep_system_users = false;
  EXPECT_EQ(make().error().kind, Kind::invalid);
}

}  // namespace
}  // namespace portvakt::selfservice
