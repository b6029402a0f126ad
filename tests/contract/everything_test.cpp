// The operator's view of everything: the parts of long lists, and what belongs to clients.
#include "contract/database.hpp"
#include "contract/examples.hpp"
#include "store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::contract {
namespace {

using store::AccessSearch;
using store::ClientSearch;
using store::Inactive;
using store::Reader;
using store::ScopeSearch;
using store::Slice;
using store::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;

class EverythingContract : public Contract {
 protected:
  void write(const std::function<void(Transaction&)>& work) {
    ASSERT_TRUE(store.write(actor(), [&](Transaction& change) {
      work(change);
      return true;
    }));
  }
  template <class F>
  auto read(F question) {
    std::invoke_result_t<F, Reader&> answer{};
    store.read([&](Reader& reader) { answer = question(reader); });
    return answer;
  }
  void put_client(std::string_view id, const std::function<void(Client&)>& change = {}) {
    write([&](Transaction& t) {
      Client one = client(must(ClientId::parse(id)));
      if (change) change(one);
      t.put(one);
    });
  }
  std::vector<std::string> clients(const ClientSearch& wanted, Slice slice = {}) {
    std::vector<std::string> ids;
    for (const Client& one : read([&](Reader& r) { return r.clients(wanted, slice); }).items) {
      ids.push_back(one.id.text());
    }
    return ids;
  }
  std::vector<std::string> scopes(const ScopeSearch& wanted) {
    std::vector<std::string> found;
    for (const Scope& one : read([&](Reader& r) { return r.scopes(wanted, {}); }).items) {
      found.push_back(one.name.text());
    }
    return found;
  }

  store::Store store{options(), clock};
};
INSTANTIATE_TEST_SUITE_P(Backends, EverythingContract, testing::ValuesIn(engines()), name_of);

TEST_P(EverythingContract, KeepsEveryMemberOfACustomerAndForgetsOneOnDemand) {
  put_client(kClient.text());
  write([](Transaction& t) {
    t.put(on_behalf_of("kunde-2"));
    t.put(on_behalf_of("kunde-1"));
  });
  const auto list = read([](Reader& r) { return r.on_behalf_of(kClient); });
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].id.text(), "kunde-1");
  const OnBehalfOf wanted = on_behalf_of("kunde-1");
  EXPECT_EQ(list[0].client, wanted.client);
  EXPECT_EQ(list[0].name, wanted.name);
  EXPECT_EQ(list[0].org, wanted.org);
  EXPECT_EQ(list[0].organisation_name, wanted.organisation_name);
  EXPECT_EQ(list[0].description, wanted.description);
  EXPECT_EQ(list[0].uri, wanted.uri);
  EXPECT_EQ(list[0].logo_uri, wanted.logo_uri);
  EXPECT_EQ(list[0].created, kMade);
  EXPECT_EQ(list[0].last_updated, kTouched);

  const OnBehalfOfId gone = must(OnBehalfOfId::parse("kunde-1"));
  write([&](Transaction& t) {
    OnBehalfOf changed = on_behalf_of("kunde-2");
    changed.name = "Nytt navn";
    changed.uri.reset();
    t.put(changed);
    t.drop(kClient, gone);
    t.drop(kClient, gone);
  });
  EXPECT_FALSE(read([&](Reader& r) { return r.on_behalf_of(kClient, gone); }));
  const auto left = read([](Reader& r) { return r.on_behalf_of(kClient); });
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].name, "Nytt navn");
  EXPECT_FALSE(left[0].uri);
}

TEST_P(EverythingContract, FindsTheClientsThatAClientMade) {
  put_client("a", [](Client& c) { c.created_by = "studio"; });
  put_client("b", [](Client& c) {
    c.created_by = "studio";
    c.active = false;
  });
  put_client("c", [](Client& c) { c.created_by = "en-annen"; });
  put_client("d");
  const auto made = [&](const std::string& by, Inactive inactive) {
    std::vector<std::string> ids;
    for (const Client& c : read([&](Reader& r) { return r.clients_made_by(by, inactive); })) {
      EXPECT_EQ(c.created_by, by);
      ids.push_back(c.id.text());
    }
    return ids;
  };
  EXPECT_THAT(made("studio", Inactive::hidden), ElementsAre("a"));
  EXPECT_THAT(made("studio", Inactive::shown), ElementsAre("a", "b"));
  EXPECT_THAT(made("", Inactive::shown), IsEmpty());
}

TEST_P(EverythingContract, FindsClientsByWhatIsAskedFor) {
  put_client("ulv-1", [](Client& c) {
    c.name = "Ulvens MÅLER 100%";
    c.integration_type = IntegrationType::maskinporten;
    c.org = kOwner;
    c.supplier.reset();
  });
  put_client("elg-1", [](Client& c) { c.integration_type = IntegrationType::krr; });
  put_client("rev-1", [](Client& c) { c.active = false; });
  EXPECT_THAT(clients({}), ElementsAre("elg-1", "ulv-1"));
  EXPECT_THAT(clients({.inactive = Inactive::shown}), ElementsAre("elg-1", "rev-1", "ulv-1"));
  EXPECT_THAT(clients({.org = kOwner}), ElementsAre("ulv-1"));
  EXPECT_THAT(clients({.org = kSupplier}), ElementsAre("elg-1")) << "as a supplier";
  EXPECT_THAT(clients({.types = {IntegrationType::maskinporten, IntegrationType::eformidling}}),
              ElementsAre("ulv-1"));
  EXPECT_THAT(clients({.types = {IntegrationType::idporten}}), IsEmpty());
  EXPECT_THAT(clients({.text = "ULVENS"}), ElementsAre("ulv-1"));
  EXPECT_THAT(clients({.text = "ELG-"}), ElementsAre("elg-1"));
  EXPECT_THAT(clients({.text = "100%"}), ElementsAre("ulv-1"));
  EXPECT_THAT(clients({.text = "1%0"}), IsEmpty()) << "a wildcard is a character like any other";
  EXPECT_THAT(clients({.text = "_"}), IsEmpty());
}

TEST_P(EverythingContract, CutsAListIntoPartsAndCountsTheWhole) {
  for (const char* id : {"a", "b", "c", "d", "e"}) put_client(id);
  EXPECT_THAT(clients({}, {.skip = 0, .take = 2}), ElementsAre("a", "b"));
  EXPECT_THAT(clients({}, {.skip = 4, .take = 2}), ElementsAre("e"));
  EXPECT_THAT(clients({}, {.skip = 5, .take = 2}), IsEmpty());
  EXPECT_EQ(read([](Reader& r) { return r.clients({}, {.skip = 4, .take = 2}); }).total, 5);
}

//= export.changes
TEST_P(EverythingContract, FindsClientsThatChangedInAnyWay) {
  for (const char* id : {"egen", "kunde", "nokler", "urort"}) put_client(id);
  write([](Transaction& t) { t.put(on_behalf_of("k", must(ClientId::parse("kunde")))); });
  clock.advance(std::chrono::seconds{10});
  const Instant since = clock.now();
  EXPECT_THAT(clients({.changed_since = since}), IsEmpty());
  put_client("egen");
  write([](Transaction& t) {
    t.put_keys(must(ClientId::parse("nokler")), {});
    t.drop(must(ClientId::parse("kunde")), must(OnBehalfOfId::parse("k")));
  });
  EXPECT_THAT(clients({.changed_since = since}), ElementsAre("egen", "kunde", "nokler"));
  clock.advance(std::chrono::seconds{1});
  EXPECT_THAT(clients({.changed_since = clock.now()}), IsEmpty());
}

TEST_P(EverythingContract, FindsScopesPrefixesAndAccessesOfEverybody) {
  const Prefix other = must(Prefix::parse("ulv"));
  const ScopeName hunt = must(ScopeName::parse("ulv:jakt"));
  write([&](Transaction& t) {
    t.put(prefix());
    t.put(PrefixRecord{other, kSupplier, false, kMade, kMade});
    t.put(scope());
    t.put(Scope{.name = hunt, .owner = kSupplier, .description = "Jakt på ELG", .created = kMade});
    t.put(Scope{.name = must(ScopeName::parse("ulv:dvale")),
                .owner = kSupplier,
                .active = false,
                .created = kMade});
    t.put(access());
    Access denied = access(hunt);
    denied.state = AccessState::denied;
    t.put(denied);
  });
  EXPECT_THAT(scopes({}), ElementsAre(kRead.text(), "ulv:jakt"));
  EXPECT_THAT(scopes({.prefix = other}), ElementsAre("ulv:jakt"));
  EXPECT_THAT(scopes({.prefix = other, .inactive = Inactive::shown}),
              ElementsAre("ulv:dvale", "ulv:jakt"));
  EXPECT_THAT(scopes({.text = "elg"}), ElementsAre("ulv:jakt"));
  EXPECT_EQ(read([](Reader& r) { return r.prefixes(store::PrefixSearch{}, Slice{}); }).total, 1);
  EXPECT_EQ(read([](Reader& r) {
              return r.prefixes({.text = "ULV", .inactive = Inactive::shown}, Slice{});
            })
                .items.at(0)
                .prefix,
            other);
  const auto accesses = [&](const AccessSearch& wanted) {
    return read([&](Reader& r) { return r.accesses(wanted, {}); });
  };
  EXPECT_EQ(accesses({}).items.at(0).scope, kRead);
  EXPECT_EQ(accesses({}).total, 1);
  EXPECT_EQ(accesses({.inactive = Inactive::shown}).total, 2);
  EXPECT_EQ(accesses({.state = AccessState::denied, .inactive = Inactive::shown}).items.at(0).scope,
            hunt);
}

TEST_P(EverythingContract, FindsClientsByThePrefixOfAScope) {
  put_client("vann");
  put_client("ulv", [](Client& c) { c.scopes = {kRead, must(ScopeName::parse("ulv:jakt"))}; });
  put_client("ingen", [](Client& c) { c.scopes = {}; });
  EXPECT_THAT(clients({.scopes_under = must(Prefix::parse("ulv"))}), ElementsAre("ulv"));
  EXPECT_THAT(clients({.scopes_under = kPrefix}), ElementsAre("ulv", "vann"));
  EXPECT_THAT(clients({.scopes_under = must(Prefix::parse("fjell"))}), IsEmpty());
  EXPECT_THAT(clients({.scopes_under = must(Prefix::parse("fjell_ev"))}), IsEmpty());
}

TEST_P(EverythingContract, FindsOrganisationsByNameAndTheBeginningOfANumber) {
  write([](Transaction& t) {
    t.put(organisation());  // RASK FJELLREV "ETAT" æøå
    t.put(Organisation{kConsumer, "KLOK TIGER 100% KOMMUNE", kMade, kMade});
  });
  const auto found = [&](std::string text, Slice slice = {}) {
    return read([&](Reader& r) { return r.organisations({.text = std::move(text)}, slice); });
  };
  EXPECT_EQ(found("").total, 2);
  EXPECT_EQ(found("").items.at(0).orgno, kConsumer);
  EXPECT_EQ(found("", {.skip = 1, .take = 5}).items.at(0).name, organisation().name);
  EXPECT_EQ(found("", {.skip = 1, .take = 5}).total, 2);
  EXPECT_EQ(found("klok").items.at(0).orgno, kConsumer);
  EXPECT_EQ(found("0%").items.at(0).orgno, kConsumer);
  EXPECT_EQ(found("K_OK").total, 0);
  EXPECT_EQ(found("3123456").total, 2);
  EXPECT_EQ(found("312345676").items.at(0).orgno, kOwner);
  EXPECT_EQ(found("12345676").total, 0);
}

TEST_P(EverythingContract, CountsWhatOwnersHave) {
  write([](Transaction& t) {
    t.put(prefix());
    t.put(PrefixRecord{must(Prefix::parse("gammel")), kOwner, false, kMade, kMade});
    t.put(PrefixRecord{must(Prefix::parse("tom")), kSupplier, true, kMade, kMade});
    t.put(scope());
    t.put(scope(kWrite));
    t.put(access(kRead, kConsumer));
    t.put(access(kWrite, kConsumer));
    Access denied = access(kWrite, kSupplier);
    denied.state = AccessState::denied;
    t.put(denied);
  });
  const auto counts = read([](Reader& r) { return r.owner_counts(); });
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].owner, kOwner);
  EXPECT_EQ(counts[0].prefixes, 1);
  EXPECT_EQ(counts[0].scopes, 2);
  EXPECT_EQ(counts[0].consumers, 1);
  EXPECT_EQ(counts[1].owner, kSupplier);
  EXPECT_EQ(counts[1].scopes + counts[1].consumers, 0);
}

TEST_P(EverythingContract, ListsAnOrganisationsKeysByExpiry) {
  put_client("a");
  put_client("b", [](Client& c) { c.active = false; });
  write([](Transaction& t) {
    ClientKey late = client_key("sen", rsa_key('a'));
    ClientKey soon = client_key("snart", rsa_key('b'));
    late.expires = kTouched;
    soon.expires = kMade;
    t.put_keys(must(ClientId::parse("a")), {late, soon});
    t.put_keys(must(ClientId::parse("b")), {late});
  });
  const auto keys = read([](Reader& r) { return r.keys_of_organisation(kConsumer); });
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].key.kid.text(), "snart");
  EXPECT_EQ(keys[1].key.kid.text(), "sen");
  EXPECT_EQ(keys[1].client.text(), "a");
  EXPECT_THAT(read([](Reader& r) { return r.keys_of_organisation(kOwner); }), IsEmpty());
}

}  // namespace
}  // namespace portvakt::contract
