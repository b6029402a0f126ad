// What an organisation looks for: scopes, accesses it asked for, what happened to them, and keys
// that expire.
#include "contract/database.hpp"
#include "contract/examples.hpp"
#include "store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::contract {
namespace {

using store::CatalogueSearch;
using store::Inactive;
using store::Reader;
using store::Slice;
using store::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;

const Uuid kFirst = must(Uuid::parse("00000000-0000-4000-8000-000000000001"));
const Uuid kSecond = must(Uuid::parse("00000000-0000-4000-8000-000000000002"));

class CatalogueContract : public Contract {
 protected:
  void write(const std::function<void(Transaction&)>& work, const Actor& who = actor()) {
    ASSERT_TRUE(store.write(who, [&](Transaction& change) {
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
  void put_world() {
    write([](Transaction& t) {
      t.put(organisation());
      t.put(prefix());
      Scope open = scope();
      open.visibility = Visibility::public_;
      t.put(open);
      open.name = kWrite;
      open.translations.clear();
      t.put(open);
      t.put(access());
    });
  }
  CatalogueSearch words(std::vector<std::string> words) const {
    return {.reader = kConsumer,
            .words = std::move(words),
            .owner = std::nullopt,
            .prefix = std::nullopt};
  }
  std::vector<std::string> found(const CatalogueSearch& wanted, Slice slice = {}) {
    std::vector<std::string> names;
    for (const auto& entry : read([&](Reader& r) { return r.catalogue(wanted, slice); }).items) {
      names.push_back(entry.scope.name.text());
    }
    return names;
  }
  std::vector<std::string> requests(const store::AccessRequestSearch& wanted, Slice slice = {}) {
    std::vector<std::string> ids;
    const auto part = read([&](Reader& r) { return r.access_requests(wanted, slice); });
    for (const AccessRequest& one : part.items) ids.push_back(one.id.text());
    return ids;
  }

  store::Store store{options(), clock};
};
INSTANTIATE_TEST_SUITE_P(Backends, CatalogueContract, testing::ValuesIn(engines()), name_of);

TEST_P(CatalogueContract, FindsScopesByEveryWordInAnyTextAndCase) {
  put_world();
  const std::string read_name = kRead.text(), write_name = kWrite.text();
  EXPECT_THAT(found(words({})), ElementsAre(read_name, write_name));
  EXPECT_THAT(found(words({"MÅLING", "Read"})), IsEmpty()) << "the name has aa";
  EXPECT_THAT(found(words({"maaling", "READ"})), ElementsAre(read_name));
  EXPECT_THAT(found(words({"MÅLTE"})), ElementsAre(read_name, write_name));
  EXPECT_THAT(found(words({"døgnVERDIER"})), ElementsAre(read_name, write_name));
  EXPECT_THAT(found(words({"vassmengder"})), ElementsAre(read_name)) << "a translation";
  EXPECT_THAT(found(words({"description"})), IsEmpty()) << "a translation's name is no text";
  EXPECT_THAT(found(words({"etat", "ÆØÅ"})), ElementsAre(read_name, write_name)) << "the owner";
  EXPECT_THAT(found(words({"etat", "water"})), ElementsAre(read_name)) << "each where it is";
  EXPECT_THAT(found(words({"ulv"})), IsEmpty());
}

TEST_P(CatalogueContract, TakesWildcardsAndQuotesForWhatTheyAre) {
  put_world();
  for (const char* word : {"%", "_", "!", "m_lte", "' or 1=1 --x", "\\x"}) {
    EXPECT_THAT(found(words({word})), IsEmpty()) << word;
  }
  EXPECT_THAT(found(words({"'--\"\\", ":navn"})).size(), 2U) << "they stand in the description";
}

TEST_P(CatalogueContract, ForgetsTheOldTextsOfWhatChanges) {
  put_world();
  write([](Transaction& t) {
    Organisation renamed = organisation();
    renamed.name = "RUND BJØRK AS";
    t.put(renamed);
    Scope other = scope();
    other.visibility = Visibility::public_;
    other.description = "Ørret";
    other.long_description.clear();
    other.translations.clear();
    t.put(other);
  });
  EXPECT_THAT(found(words({"etat"})), IsEmpty());
  EXPECT_THAT(found(words({"bjørk", "ØRRET"})), ElementsAre(kRead.text()));
  EXPECT_THAT(found(words({"vassmengder"})), IsEmpty());
}

TEST_P(CatalogueContract, ShowsPublicActiveScopesWithTheReadersAccess) {
  put_world();
  write([](Transaction& t) {
    Scope other = scope(must(ScopeName::parse("fjellrev:privat")));
    t.put(other);
    other.name = must(ScopeName::parse("fjellrev:stengt"));
    other.visibility = Visibility::public_;
    other.active = false;
    t.put(other);
    other.name = must(ScopeName::parse("fjellrev:indre"));
    other.active = true;
    other.visibility = Visibility::internal;
    t.put(other);
    Access asked = access(kWrite);
    asked.state = AccessState::requested;
    t.put(asked);
  });
  const auto part = read([&](Reader& r) { return r.catalogue(words({}), Slice{}); });
  ASSERT_EQ(part.total, 2);
  EXPECT_EQ(part.items.at(0).access, AccessState::approved);
  EXPECT_EQ(part.items.at(0).scope.translations.size(), 2U);
  EXPECT_EQ(part.items.at(1).access, AccessState::requested);
  CatalogueSearch others = words({});
  others.reader = kSupplier;
  EXPECT_FALSE(read([&](Reader& r) { return r.catalogue(others, Slice{}); }).items.at(0).access);
}

TEST_P(CatalogueContract, NarrowsAndCutsTheCatalogue) {
  put_world();
  CatalogueSearch search = words({});
  search.owner = kOwner;
  search.prefix = kPrefix;
  EXPECT_THAT(found(search, {.skip = 1, .take = 1}), ElementsAre(kWrite.text()));
  EXPECT_EQ(read([&](Reader& r) { return r.catalogue(search, {.skip = 5, .take = 1}); }).total, 2);
  search.owner = kSupplier;
  EXPECT_THAT(found(search), IsEmpty());
  search.owner = kOwner;
  search.prefix = must(Prefix::parse("ulv"));
  EXPECT_THAT(found(search), IsEmpty());
}

TEST_P(CatalogueContract, KeepsEveryMemberOfAnAccessRequest) {
  put_world();
  const AccessRequest answered = access_request(kFirst, AccessRequestState::denied);
  write([&](Transaction& t) { t.put(answered); });
  const auto kept = read([](Reader& r) { return r.access_request(kFirst); });
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->scope, answered.scope);
  EXPECT_EQ(kept->consumer, answered.consumer);
  EXPECT_EQ(kept->owner, answered.owner);
  EXPECT_EQ(kept->state, answered.state);
  EXPECT_EQ(kept->reason, answered.reason);
  EXPECT_EQ(kept->answer, answered.answer);
  EXPECT_EQ(kept->created, answered.created);
  EXPECT_EQ(kept->last_updated, answered.last_updated);
  EXPECT_FALSE(read([](Reader& r) { return r.access_request(kSecond); }));
  EXPECT_FALSE(read([](Reader& r) { return r.open_access_request(kRead, kConsumer); }));
}

TEST_P(CatalogueContract, HasOneOpenRequestForAScopeAndAConsumer) {
  put_world();
  write([&](Transaction& t) {
    t.put(access_request(kFirst, AccessRequestState::withdrawn));
    t.put(access_request(kSecond));
  });
  EXPECT_EQ(read([](Reader& r) { return r.open_access_request(kRead, kConsumer); })->id, kSecond);
  EXPECT_FALSE(read([](Reader& r) { return r.open_access_request(kRead, kSupplier); }));
  EXPECT_THROW(write([&](Transaction& t) { t.put(access_request(kFirst)); }), store::StoreError);
}

TEST_P(CatalogueContract, ListsRequestsNewestFirstByWhatIsAskedFor) {
  put_world();
  write([&](Transaction& t) {
    AccessRequest older = access_request(kFirst, AccessRequestState::denied);
    older.created = kMade - seconds{1};
    t.put(older);
    t.put(access_request(kSecond));
  });
  const std::string first = kFirst.text(), second = kSecond.text();
  EXPECT_THAT(requests({}), ElementsAre(second, first));
  EXPECT_THAT(requests({}, {.skip = 1, .take = 1}), ElementsAre(first));
  EXPECT_THAT(requests({.consumer = kConsumer, .owner = kOwner, .scope = kRead, .state = {}}),
              ElementsAre(second, first));
  EXPECT_THAT(
      requests({.consumer = {}, .owner = {}, .scope = {}, .state = AccessRequestState::denied}),
      ElementsAre(first));
  EXPECT_THAT(requests({.consumer = kOwner, .owner = {}, .scope = {}, .state = {}}), IsEmpty());
  EXPECT_THAT(requests({.consumer = {}, .owner = kConsumer, .scope = {}, .state = {}}), IsEmpty());
  EXPECT_THAT(requests({.consumer = {}, .owner = {}, .scope = kWrite, .state = {}}), IsEmpty());
}

TEST_P(CatalogueContract, TellsWhatHappenedToARequest) {
  put_world();
  const Actor consumer{.org = kConsumer, .client_id = "konsument", .trace = "t"};
  write([](Transaction& t) { t.put(access_request(kSecond, AccessRequestState::withdrawn)); });
  write([](Transaction& t) { t.put(access_request(kFirst)); }, consumer);
  write([](Transaction& t) { t.put(access_request(kFirst, AccessRequestState::denied)); });
  const auto history = read([](Reader& r) { return r.history(access_request(kFirst)); });
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].state, AccessRequestState::requested);
  EXPECT_EQ(history[0].text, access_request(kFirst).reason);
  EXPECT_EQ(history[0].actor.org, kConsumer);
  EXPECT_EQ(history[0].actor.client_id, "konsument");
  EXPECT_EQ(history[0].at, std::chrono::floor<seconds>(clock.now()));
  EXPECT_EQ(history[1].state, AccessRequestState::denied);
  EXPECT_EQ(history[1].text, access_request(kFirst).answer);
  EXPECT_EQ(history[1].actor.org, kOwner);
}

TEST_P(CatalogueContract, TellsWhatHappenedToTheAccessesOfAScope) {
  put_world();
  const Actor desk{.org = std::nullopt, .client_id = "operator:root", .trace = "t"};
  // names that begin or end alike, and a consumer of each
  const ScopeName longer = must(ScopeName::parse(kRead.text() + "1"));
  const auto in_state = [](AccessState state) {
    Access changed = access();
    changed.state = state;
    return changed;
  };
  write([&](Transaction& t) {
    t.put(scope(longer));
    t.put(access(longer));
    t.put(access(kWrite));
  });
  write([&](Transaction& t) { t.put(in_state(AccessState::denied)); }, desk);
  write([&](Transaction& t) { t.put(in_state(AccessState::requested)); });
  write([&](Transaction& t) { t.drop(access()); });
  write([&](Transaction& t) { t.drop(access()); });
  const auto part = read([](Reader& r) { return r.access_history(kRead, Slice{}); });
  EXPECT_EQ(part.total, 4) << "what is not there is not dropped";
  using State = std::optional<AccessState>;
  const std::pair<State, State> wanted[] = {
      {AccessState::requested, State{}},
      {AccessState::denied, AccessState::requested},
      {AccessState::approved, AccessState::denied},
      {State{}, AccessState::approved},
  };
  for (std::size_t i = 0; i < std::size(wanted); ++i) {
    EXPECT_EQ(part.items.at(i).before, wanted[i].first) << i;
    EXPECT_EQ(part.items.at(i).after, wanted[i].second) << i;
    EXPECT_EQ(part.items.at(i).consumer, kConsumer);
  }
  EXPECT_EQ(part.items.at(2).actor.client_id, "operator:root");
  EXPECT_FALSE(part.items.at(2).actor.org);
  EXPECT_EQ(part.items.at(3).actor.org, kOwner);
  EXPECT_EQ(part.items.at(3).at, std::chrono::floor<seconds>(clock.now()));
  const auto last = read([](Reader& r) { return r.access_history(kRead, {.skip = 3, .take = 9}); });
  ASSERT_EQ(last.items.size(), 1U);
  EXPECT_FALSE(last.items.at(0).before);
}

TEST_P(CatalogueContract, ShowsWhatIsAskedForOnlyAmongInactiveAccesses) {
  put_world();
  write([](Transaction& t) {
    Access asked = access(kWrite);
    asked.state = AccessState::requested;
    t.put(asked);
  });
  for (const auto& [inactive, count] : {std::pair{Inactive::hidden, 1U}, {Inactive::shown, 2U}}) {
    EXPECT_EQ(read([&](Reader& r) { return r.accesses_held(kConsumer, inactive); }).size(), count);
    EXPECT_EQ(read([&](Reader& r) { return r.accesses_given(kOwner, kConsumer, inactive); }).size(),
              count);
    EXPECT_EQ(read([&](Reader& r) { return r.accesses_of_scope(kWrite, inactive); }).size(),
              count - 1);
    const store::AccessSearch all{.state = std::nullopt, .inactive = inactive};
    EXPECT_EQ(read([&](Reader& r) { return r.accesses(all, Slice{}); }).total, count);
  }
  std::size_t loaded = 0;
  store.load({.scope = [](Scope&&) {},
              .access = [&](Access&&) { ++loaded; },
              .delegation = [](Delegation&&) {},
              .system_user = [](SystemUser&&) {},
              .client = [](Client&&) {},
              .client_key = [](const ClientId&, ClientKey&&) {},
              .signing_key = [](SigningKeyRecord&&) {}});
  EXPECT_EQ(loaded, 1U) << "no token is given for what is only asked for";
}

TEST_P(CatalogueContract, FindsKeysThatExpireBeforeADay) {
  put_world();
  const auto key = [](std::string_view kid, Instant expires) {
    ClientKey made = client_key(kid, rsa_key('a'));
    made.expires = expires;
    return made;
  };
  const ClientId others = must(ClientId::parse("for-kunde"));
  const ClientId gone = must(ClientId::parse("borte"));
  write([&](Transaction& t) {
    Client own = client();
    own.supplier.reset();
    t.put(own);
    t.put_keys(own.id, {key("b", kMade), key("a", kMade), key("c", kMade + seconds{1}),
                        key("d", kMade + seconds{2})});
    Client made = client(others);
    made.org = kOwner;
    made.supplier = kConsumer;
    t.put(made);
    t.put_keys(made.id, {key("s", kMade - seconds{5})});
    Client inactive = client(gone);
    inactive.active = false;
    t.put(inactive);
    t.put_keys(inactive.id, {key("x", kMade)});
  });
  const auto kids = [&](store::KeyExpirySearch wanted, Slice slice) {
    std::vector<std::string> names;
    for (const auto& one : read([&](Reader& r) { return r.key_expiries(wanted, slice); }).items) {
      names.push_back(one.kid.text());
    }
    return names;
  };
  const Instant before = kMade + seconds{2};
  EXPECT_THAT(kids({kConsumer, false, before}, {}), ElementsAre("a", "b", "c"));
  EXPECT_THAT(kids({kConsumer, true, before}, {}), ElementsAre("s", "a", "b", "c"));
  EXPECT_THAT(kids({kConsumer, true, before}, {.skip = 1, .take = 2}), ElementsAre("a", "b"));
  EXPECT_THAT(kids({kOwner, false, before}, {}), ElementsAre("s"));
  EXPECT_THAT(kids({kSupplier, true, before}, {}), IsEmpty());
  const auto part = read([&](Reader& r) {
    return r.key_expiries({kConsumer, false, before}, {.skip = 0, .take = 1});
  });
  EXPECT_EQ(part.total, 3);
  EXPECT_EQ(part.items.at(0).client, kClient);
  EXPECT_EQ(part.items.at(0).client_name, "målestasjon");
  EXPECT_EQ(part.items.at(0).expires, kMade);
}

}  // namespace
}  // namespace portvakt::contract
