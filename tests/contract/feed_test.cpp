// The change feed: what registries follow, and the picture they start from.
#include "contract/database.hpp"
#include "contract/examples.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>

namespace portvakt::contract {
namespace {

using store::Change;
using store::Entity;
using store::Revision;
using store::Transaction;
using namespace std::chrono_literals;

class FeedContract : public Contract {
 protected:
  void put_name(store::Store& into, std::string_view name) {
    ASSERT_TRUE(into.write(actor(), [&](Transaction& change) {
      change.put(Organisation{kOwner, std::string(name), kMade, kMade});
      return true;
    }));
  }

  store::Store store{options(), clock};
};
INSTANTIATE_TEST_SUITE_P(Backends, FeedContract, testing::ValuesIn(engines()), name_of);

TEST_P(FeedContract, ListsEveryChangeInTheOrderOfRevisions) {
  EXPECT_EQ(store.revision(), 0);
  store.write(actor(), [](Transaction& t) {
    t.put(organisation());
    t.put(prefix());
    t.put(scope());
    t.put(access());
    t.put(client());
    t.put_keys(kClient, {client_key("k1", ec_key())});
    t.put(delegation());
    t.put(delegation_source());
    t.put(system_user());
    t.put(signing_key("s1", kMade));
    t.put(on_behalf_of("bjork"));
    t.drop(kClient, must(OnBehalfOfId::parse("bjork")));
    t.put(PrefixRecord{must(Prefix::parse("borte")), kOwner, true, kMade, kMade});
    t.drop(must(Prefix::parse("borte")));
    return true;
  });
  const auto changes = store.changes_after(0);
  ASSERT_TRUE(changes);
  std::vector<std::pair<Entity, std::string>> seen;
  Revision revision = 0;
  for (const Change& change : *changes) {
    EXPECT_EQ(change.revision, ++revision);
    seen.emplace_back(change.entity, change.key);
  }
  EXPECT_EQ(store.revision(), revision);
  EXPECT_THAT(
      seen,
      testing::ElementsAre(
          std::pair{Entity::organisation, "312345676"}, std::pair{Entity::prefix, "fjellrev"},
          std::pair{Entity::scope, kRead.text()},
          std::pair{Entity::access, kRead.text() + " 312345609"},
          std::pair{Entity::client, kClient.text()}, std::pair{Entity::client_keys, kClient.text()},
          std::pair{Entity::delegation, kRead.text() + " 312345609 315000122"},
          std::pair{Entity::delegation_source, "https://altinn.example/"},
          std::pair{Entity::system_user, "2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10"},
          std::pair{Entity::signing_key, "s1"},
          std::pair{Entity::on_behalf_of, kClient.text() + " bjork"},
          std::pair{Entity::on_behalf_of, kClient.text() + " bjork"},
          std::pair{Entity::prefix, "borte"}, std::pair{Entity::prefix, "borte"}));
}

TEST_P(FeedContract, GivesWhatIsNewInPagesAndNothingWhenNothingIs) {
  for (const char* name : {"en", "to", "tre"}) put_name(store, name);
  EXPECT_EQ(store.changes_after(1)->size(), 2U);
  const auto page = store.changes_after(0, 2);
  ASSERT_EQ(page->size(), 2U);
  EXPECT_EQ(page->back().revision, 2);
  EXPECT_TRUE(store.changes_after(3)->empty());
}

TEST_P(FeedContract, AsksForANewLoadWhenChangesAreMissing) {
  for (const char* name : {"en", "to", "tre"}) put_name(store, name);
  database->ask("delete from change where revision = 1");
  EXPECT_FALSE(store.changes_after(0));
  EXPECT_TRUE(store.changes_after(1));
  database->ask("delete from change");
  EXPECT_FALSE(store.changes_after(1));
  EXPECT_TRUE(store.changes_after(3));
}

TEST_P(FeedContract, AsksForANewLoadWhenTheDatabaseIsOlderThanTheReader) {
  put_name(store, "en");
  EXPECT_FALSE(store.changes_after(2));
}

TEST_P(FeedContract, LetsWritersFollowOneAnother) {
  put_name(store, "0");
  const auto count_up = [&](store::Store& mine) {
    for (int i = 0; i < 20; ++i) {
      mine.write(actor(), [](Transaction& change) {
        Organisation counter = *change.organisation(kOwner);
        counter.name = std::to_string(std::stoi(counter.name) + 1);
        change.put(counter);
        return true;
      });
    }
  };
  store::Store other{options(), clock};
  {
    const std::jthread here(count_up, std::ref(store));
    const std::jthread there(count_up, std::ref(other));
  }
  store.read([](store::Reader& r) { EXPECT_EQ(r.organisation(kOwner)->name, "40"); });
  EXPECT_EQ(store.revision(), 41);
  EXPECT_EQ(store.changes_after(0)->size(), 41U);
}

TEST_P(FeedContract, ReadsOnePictureWhileOthersWrite) {
  put_name(store, "før");
  store.read([&](store::Reader& reader) {
    EXPECT_EQ(reader.organisation(kOwner)->name, "før");
    put_name(store, "etter");
    EXPECT_EQ(reader.organisation(kOwner)->name, "før");
  });
}

TEST_P(FeedContract, LoadsEverythingOnceAcrossPages) {
  store.write(actor(), [](Transaction& t) {
    t.put(prefix());
    t.put(scope());
    t.put(scope(kWrite));
    t.put(client());
    t.put_keys(kClient, {client_key("k1", rsa_key('a')), client_key("k2", ec_key())});
    t.put(signing_key("s1", kMade));
    Access denied = access(kWrite);
    denied.state = AccessState::denied;
    t.put(denied);
    t.put(delegation(kWrite));
    Delegation given = delegation();
    given.revoked.reset();
    t.put(given);
    t.put(system_user());
    SystemUser user = system_user(kOwner);
    user.id = must(Uuid::parse("2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a11"));
    user.deleted.reset();
    t.put(user);
    return true;
  });
  std::set<OrgNumber> consumers;
  std::string rows;
  for (std::uint32_t n = 310'000'000; consumers.size() < 12'001; ++n) {
    const auto org = OrgNumber::from_value(n);
    if (!org) continue;
    consumers.insert(*org);
    rows += fmt::format("{}('{}', {}, {}, 'APPROVED', 1, 1)", rows.empty() ? "" : ",", kRead.text(),
                        n, kOwner.value());
  }
  database->ask(
      "insert into scope_access(scope, consumer, owner, state, created, last_updated) values " +
      rows);

  std::vector<std::string> scopes, clients, keys, signing;
  std::set<OrgNumber> loaded;
  std::size_t accesses = 0;
  std::vector<OrgNumber> delegations, users;
  const Revision revision =
      store.load({.scope = [&](Scope&& s) { scopes.push_back(s.name.text()); },
                  .access =
                      [&](Access&& a) {
                        ++accesses;
                        EXPECT_EQ(a.scope, kRead);
                        EXPECT_EQ(a.owner, kOwner);
                        loaded.insert(a.consumer);
                      },
                  .delegation = [&](Delegation&& d) { delegations.push_back(d.supplier); },
                  .system_user = [&](SystemUser&& u) { users.push_back(u.owner); },
                  .client =
                      [&](Client&& c) {
                        clients.push_back(c.id.text());
                        EXPECT_EQ(c.scopes, client().scopes);
                        EXPECT_EQ(c.name, client().name);
                      },
                  .client_key =
                      [&](const ClientId& id, ClientKey&& key) {
                        keys.push_back(id.text() + " " + key.kid.text());
                        if (key.kid.text() == "k1") {
                          EXPECT_EQ(key.jwk, rsa_key('a'));
                        }
                      },
                  .signing_key = [&](SigningKeyRecord&& k) { signing.push_back(k.kid.text()); }});
  EXPECT_EQ(revision, store.revision());
  EXPECT_THAT(scopes, testing::ElementsAre(kRead.text(), kWrite.text()));
  EXPECT_EQ(accesses, consumers.size());
  EXPECT_EQ(loaded, consumers);
  EXPECT_THAT(delegations, testing::ElementsAre(kSupplier)) << "all but the revoked one";
  EXPECT_THAT(users, testing::ElementsAre(kOwner)) << "all but the deleted one";
  EXPECT_THAT(clients, testing::ElementsAre(kClient.text()));
  EXPECT_THAT(keys, testing::ElementsAre(kClient.text() + " k1", kClient.text() + " k2"));
  EXPECT_THAT(signing, testing::ElementsAre("s1"));
}

TEST_P(FeedContract, StopsWaitingForGoodWhenTold) {
  const std::jthread stopper([&] { store.stop_waiting(); });
  store.wait_for_change(60s);
  store.wait_for_change(60s);
  SUCCEED() << "both waits ended";
}

TEST_P(FeedContract, HearsOfAnotherProcessesChange) {
  if (GetParam() == store::Engine::sqlite) GTEST_SKIP() << "SQLite is asked, it does not tell";
  store.wait_for_change(1ms);  // the first call only begins to listen
  store::Store other{options(), clock};
  put_name(other, "nytt");
  const auto start = std::chrono::steady_clock::now();
  store.wait_for_change(60s);
  EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
}

TEST_P(FeedContract, ListensAgainAfterTheServerHungUp) {
  store.wait_for_change(1ms);
  database->cut_connections();
  store.wait_for_change(1ms);  // notices, or listens anew
  store.wait_for_change(1ms);
  store::Store other{options(), clock};
  put_name(other, "nytt");
  store.wait_for_change(GetParam() == store::Engine::sqlite ? 1ms : 60s);
  EXPECT_EQ(store.changes_after(0)->size(), 1U);
}

TEST_P(FeedContract, WorksOnOverConnectionsTheServerHungUp) {
  put_name(store, "før");
  database->cut_connections();
  put_name(store, "etter");
  EXPECT_TRUE(store.reachable());
  EXPECT_EQ(store.revision(), 2);
}

TEST_P(FeedContract, ComesBackByItselfWhenTheDatabaseDoes) {
  put_name(store, "før");
  database->break_down();
  EXPECT_THROW(put_name(store, "imens"), store::StoreError);
  database->repair();
  put_name(store, "etter");
  store.read([](store::Reader& r) { EXPECT_EQ(r.organisation(kOwner)->name, "etter"); });
}

TEST_P(FeedContract, WaitsForAConnectionOnlySoLong) {
  store::Store small{{.url = database->url(), .connections = 1, .patience = 20ms}, clock};
  small.read([&](store::Reader&) { EXPECT_THROW(small.revision(), store::StoreError); });
  EXPECT_EQ(small.revision(), 0);
}

}  // namespace
}  // namespace portvakt::contract
