#include "selfservice/catalogue.hpp"

#include "selfservice/key_expiries.hpp"
#include "selfservice/test_world.hpp"

namespace portvakt::selfservice {
namespace {

class Catalogue : public TestWorld {
 protected:
  Result<store::Part<CatalogueItem>, Refusal> browse(const CatalogueFilter& filter) {
    return browse_catalogue(services, permit<Operation::browse_catalogue>(anyone), filter, {});
  }
  Result<store::Part<ExpiringKey>, Refusal> expiring(const Caller& who, std::string_view day) {
    return list_key_expiries(services, permit<Operation::list_key_expiries>(who), day, {});
  }
  void put_client(std::string_view id, OrgNumber org, std::optional<OrgNumber> supplier,
                  Instant expires) {
    store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
      const Client client{.id = must(ClientId::parse(id)),
                          .org = org,
                          .supplier = supplier,
                          .name = "Klient",
                          .description = {},
                          .scopes = {},
                          .created = clock.now(),
                          .last_updated = clock.now()};
      t.put(client);
      t.put_keys(client.id, {ClientKey{must(KeyId::parse("k")), key().public_jwk(), expires,
                                       clock.now(), clock.now()}});
      return true;
    });
  }

  Caller anyone = caller(kConsumer, {});
};

TEST_F(Catalogue, TellsTheOwnersNameAndTheCallersAccess) {
  const auto found = browse({.text = " FJELLREV  etat ", .owner = {}, .prefix = {}});
  ASSERT_EQ(found->total, 1);
  EXPECT_EQ(found->items.at(0).owner_name, "RASK FJELLREV ETAT");
  EXPECT_EQ(found->items.at(0).access, AccessState::approved);
  anyone.org = kSupplier;
  EXPECT_FALSE(browse({})->items.at(0).access);
}

TEST_F(Catalogue, TakesSoMuchOfAQuestionAndNoMore) {
  EXPECT_TRUE(browse({.text = std::string(200, 'x'), .owner = {}, .prefix = {}}));
  EXPECT_TRUE(browse({.text = "1 2 3 4 5 6 7 8 9 10", .owner = {}, .prefix = {}}));
  const CatalogueFilter wrong[] = {
      {.text = std::string(201, 'x'), .owner = {}, .prefix = {}},
      {.text = "1 2 3 4 5 6 7 8 9 10 11", .owner = {}, .prefix = {}},
      {.text = {}, .owner = "312345670", .prefix = {}},
      {.text = {}, .owner = {}, .prefix = "Fjell rev"},
  };
  const char* fields[] = {"q", "q", "owner", "prefix"};
  for (std::size_t i = 0; i < std::size(wrong); ++i) {
    const auto refused = browse(wrong[i]);
    ASSERT_FALSE(refused) << i;
    EXPECT_EQ(refused.error().kind, Kind::invalid);
    EXPECT_EQ(refused.error().findings.at(0).field, fields[i]);
  }
  EXPECT_EQ(browse({.text = {}, .owner = kOwner.digits(), .prefix = "fjellrev"})->total, 1);
  EXPECT_EQ(browse({.text = {}, .owner = kSupplier.digits(), .prefix = {}})->total, 0);
}

TEST_F(Catalogue, OfKeysHasThoseThatExpireBeforeTheDay) {
  put_client("gone", kConsumer, {}, clock.now());
  put_client("soon", kConsumer, {}, from_epoch(1'772'496'000) - seconds{1});  // 2026-03-03 begins
  put_client("later", kConsumer, {}, from_epoch(1'772'496'000));
  put_client("made", kOwner, kConsumer, clock.now() + seconds{1});
  const auto found = expiring(with_everything(kConsumer), "2026-03-03");
  ASSERT_EQ(found->total, 2);
  EXPECT_EQ(found->items.at(0).key.client.text(), "gone");
  EXPECT_TRUE(found->items.at(0).expired);
  EXPECT_EQ(found->items.at(1).key.client.text(), "soon");
  EXPECT_FALSE(found->items.at(1).expired);
  EXPECT_EQ(expiring(with_everything(kConsumer), "2026-03-04")->total, 3);
  const Caller supplier = caller(kConsumer, {kDcrRead, kDcrSupplier});
  EXPECT_EQ(expiring(supplier, "2026-03-03")->items.at(1).key.client.text(), "made");
  EXPECT_EQ(expiring(with_everything(kUnrelated), "2026-03-04")->total, 0);
}

TEST_F(Catalogue, OfKeysNeedsADay) {
  for (const char* day : {"", "soon", "2026-02-30", "2026-03-02T08:30:00Z", "2026-3-2"}) {
    const auto refused = expiring(with_everything(kConsumer), day);
    ASSERT_FALSE(refused) << day;
    EXPECT_EQ(refused.error().findings.at(0).field, "expiring_before");
  }
}

}  // namespace
}  // namespace portvakt::selfservice
