#include "selfservice/overview.hpp"

#include "selfservice/clients.hpp"
#include "selfservice/prefixes.hpp"
#include "selfservice/scopes.hpp"
#include "selfservice/test_world.hpp"

#include <gmock/gmock.h>

namespace portvakt::selfservice {
namespace {

class Operators : public TestWorld {
 protected:
  Operators() { own.standing = Standing::operators_own; }

  Overview overview() { return {services, permit<Operation::read_as_operator>(own)}; }
  void put_client(std::string_view id) {
    ClientDraft draft;
    draft.client_id = id;
    draft.name = draft.description = "Laget av forvaltningen";
    draft.integration_type = "maskinporten";
    draft.scopes = {"fjellrev:vannmaaling.read"};
    draft.client_orgno = kConsumer.digits();
    create_client(services, permit<Operation::create_client>(desk), draft).value();
  }

  Caller own = caller(kUnrelated, {kOperatorRead, kOperatorWrite});
  Caller desk = the_operator(kUnrelated);
};

//= operator.lists
TEST_F(Operators, SeeEverybodysClientsWithWhatBelongsToThem) {
  put_client("a");
  put_client("b");
  store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
    t.put_keys(must(ClientId::parse("a")), {{.kid = must(KeyId::parse("k1")),
                                             .jwk = key().public_jwk(),
                                             .expires = clock.now() + std::chrono::days{1},
                                             .created = clock.now(),
                                             .last_updated = clock.now()}});
    return true;
  });
  EXPECT_EQ(overview().clients({}, {.skip = 1, .take = 5}).items.at(0).id.text(), "b");
  const auto whole = overview().whole_clients({}, {});
  ASSERT_EQ(whole.items.size(), 2U);
  EXPECT_EQ(whole.items[0].keys.size(), 1U);
  EXPECT_EQ(whole.items[0].organisation_name, "KLOK TIGER KOMMUNE");
  EXPECT_EQ(overview().client("a")->keys.size(), 1U);
  EXPECT_EQ(overview().client("finnes-ikke").error().kind, Kind::not_found);
  EXPECT_EQ(overview().keys_of_organisation(kConsumer.digits())->size(), 1U);
  EXPECT_EQ(overview().keys_of_organisation("1").error().kind, Kind::invalid);
}

//= operator.statistics
TEST_F(Operators, CountWhatOwnersHave) {
  const auto owners = overview().owners();
  ASSERT_EQ(owners.size(), 2U);
  EXPECT_EQ(owners[0].count.owner, kOwner);
  EXPECT_EQ(owners[0].organisation_name, "RASK FJELLREV ETAT");
  ASSERT_EQ(owners[0].prefixes.size(), 1U);
  EXPECT_EQ(owners[0].prefixes[0].text(), "fjellrev");
  EXPECT_EQ(owners[0].count.consumers, 1);
}

//= operator.scopes
TEST_F(Operators, SetWhatOnlyTheyMaySetOnAScope) {
  own.standing = Standing::operators_own;
  const Caller at_desk = as_operator(permit<Operation::write_as_operator>(own));
  ScopeDraft draft;
  draft.description = "Et scope";
  draft.visibility = "INTERNAL";
  draft.is_protected = true;
  draft.supports_european_businesses = true;
  const auto changed = update_scope(services, permit<Operation::update_scope>(at_desk),
                                    "fjellrev:vannmaaling.read", draft);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->visibility, Visibility::internal);
  EXPECT_TRUE(changed->is_protected && changed->supports_european_businesses);
}

//= operator.prefixes
TEST_F(Operators, ChangeAPrefixButNotTheOwnerOfOneInUse) {
  const auto change = [&](std::string_view prefix, const PrefixDraft& draft) {
    return update_prefix(services, permit<Operation::assign_prefix>(desk), prefix, draft);
  };
  EXPECT_FALSE(change("ulv", {.prefix = {}, .owner_orgno = {}, .active = false})->active);
  EXPECT_EQ(change("ulv", {.prefix = {}, .owner_orgno = kOwner.digits(), .active = {}})->owner,
            kOwner);
  const PrefixDraft given{.prefix = {}, .owner_orgno = kConsumer.digits(), .active = {}};
  EXPECT_EQ(change("fjellrev", given).error().kind, Kind::conflict);
  EXPECT_EQ(change("finnes-ikke", given).error().kind, Kind::not_found);
  const PrefixDraft unknown{.prefix = {}, .owner_orgno = kSupplier.digits(), .active = {}};
  EXPECT_EQ(change("ulv", unknown).error().kind, Kind::not_found) << "an owner must be registered";
  const PrefixDraft renamed{.prefix = "bjorn", .owner_orgno = {}, .active = {}};
  EXPECT_EQ(change("ulv", renamed).error().kind, Kind::invalid);
}

//= operator.keys
TEST_F(Operators, RenewAKeyForAYear) {
  put_client("a");
  const Instant soon = clock.now() + std::chrono::days{1};
  store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
    t.put_keys(must(ClientId::parse("a")), {{.kid = must(KeyId::parse("k1")),
                                             .jwk = key().public_jwk(),
                                             .expires = soon,
                                             .created = clock.now(),
                                             .last_updated = clock.now()}});
    return true;
  });
  clock.advance(seconds{10});
  const auto renewed = renew_key(services, permit<Operation::put_key>(desk), "a", "k1");
  ASSERT_TRUE(renewed);
  EXPECT_EQ(renewed->expires, clock.now() + std::chrono::days{365});
  EXPECT_EQ(renewed->last_updated, clock.now());
  EXPECT_EQ(renew_key(services, permit<Operation::put_key>(desk), "a", "k2").error().kind,
            Kind::not_found);
}

}  // namespace
}  // namespace portvakt::selfservice
