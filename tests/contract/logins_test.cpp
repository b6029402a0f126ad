// Sessions of people and their attempts to sign in.
#include "contract/database.hpp"
#include "contract/examples.hpp"
#include "store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace portvakt::contract {
namespace {

using store::Logins;
using testing::ElementsAre;

Session session(const std::string& digest, Instant used = kMade) {
  return {.digest = digest,
          .subject = "sub \"'; --",
          .name = "Åse Ødegård",
          .org = kOwner,
          .organisations = {{kOwner, "RASK FJELLREV ETAT", {Right::scopes, Right::operator_}},
                            {kConsumer, "KLOK \"TIGER\" KOMMUNE", {}}},
          .created = kMade,
          .used = used,
          .expires = kTouched};
}
LoginAttempt attempt(const std::string& state, Instant expires = kTouched) {
  return {state, "browser", "/app/clients?x='", expires};
}

class LoginsContract : public Contract {
 protected:
  template <class F>
  auto ask(F question) {
    std::invoke_result_t<F, Logins&> answer{};
    store.change_logins([&](Logins& logins) { answer = question(logins); });
    return answer;
  }

  store::Store store{options(), clock};
};

INSTANTIATE_TEST_SUITE_P(Engines, LoginsContract, testing::ValuesIn(engines()), name_of);

TEST_P(LoginsContract, KeepsASession) {
  store.change_logins([](Logins& logins) { logins.put(session("a")); });
  const auto kept = store.session("a");
  ASSERT_TRUE(kept);
  const Session put = session("a");
  EXPECT_EQ(std::tie(kept->digest, kept->subject, kept->name, kept->org),
            std::tie(put.digest, put.subject, put.name, put.org));
  EXPECT_EQ(std::tie(kept->created, kept->used, kept->expires),
            std::tie(put.created, put.used, put.expires));
  ASSERT_EQ(kept->organisations.size(), 2U);
  EXPECT_EQ(kept->organisations[0].name, "RASK FJELLREV ETAT");
  EXPECT_THAT(kept->organisations[0].rights, ElementsAre(Right::scopes, Right::operator_));
  EXPECT_EQ(kept->organisations[1].org, kConsumer);
  EXPECT_TRUE(kept->organisations[1].rights.empty());
  EXPECT_FALSE(store.session("A")) << "digests are compared by their bytes";
}

TEST_P(LoginsContract, KeepsAPersonWithHundredsOfOrganisations) {
  Session crowded = session("crowd");
  crowded.organisations.assign(2'000, crowded.organisations[0]);
  store.change_logins([&](Logins& logins) { logins.put(crowded); });
  EXPECT_EQ(store.session("crowd")->organisations.size(), 2'000U);
}

TEST_P(LoginsContract, ChangesOnlyWhomASessionActsFor) {
  store.change_logins([](Logins& logins) {
    Session one = session("a");
    logins.put(one);
    one.org = kConsumer;
    one.organisations.pop_back();
    one.subject = "another";
    logins.change(one);
    logins.use("a", kTouched);
  });
  const auto kept = store.session("a");
  EXPECT_EQ(kept->org, kConsumer);
  EXPECT_EQ(kept->organisations.size(), 1U);
  EXPECT_EQ(kept->subject, session("a").subject);
  EXPECT_EQ(kept->used, kTouched);
}

TEST_P(LoginsContract, DoesNotReviveASessionThatEnded) {
  store.change_logins([](Logins& logins) {
    logins.put(session("a"));
    logins.drop("a");
    logins.change(session("a"));
    logins.use("a", kTouched);
  });
  EXPECT_FALSE(store.session("a"));
}

TEST_P(LoginsContract, GivesAnAttemptOnce) {
  store.change_logins([](Logins& logins) { logins.put(attempt("s")); });
  EXPECT_EQ(ask([](Logins& logins) { return logins.attempts(); }), 1);
  const auto taken = ask([](Logins& logins) { return logins.take("s"); });
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->browser, "browser");
  EXPECT_EQ(taken->return_to, "/app/clients?x='");
  EXPECT_EQ(taken->expires, kTouched);
  EXPECT_FALSE(ask([](Logins& logins) { return logins.take("s"); }));
  EXPECT_FALSE(ask([](Logins& logins) { return logins.take("unknown"); }));
}

TEST_P(LoginsContract, GivesAnAttemptToOneOfSeveral) {
  store.change_logins([](Logins& logins) { logins.put(attempt("s")); });
  std::atomic<int> given{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back(
        [&] { store.change_logins([&](Logins& logins) { given += logins.take("s") ? 1 : 0; }); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(given, 1);
}

TEST_P(LoginsContract, ForgetsWhatIsOver) {
  const Instant now = kMade + seconds{100};
  store.change_logins([&](Logins& logins) {
    logins.put(attempt("over", now));
    logins.put(attempt("open", now + seconds{1}));
    logins.put(session("unused", now - seconds{10}));
    logins.put(session("used", now - seconds{9}));
    Session old = session("old", now);
    old.expires = now;
    logins.put(old);
    logins.purge(now, now - seconds{10});
  });
  EXPECT_FALSE(store.session("unused"));
  EXPECT_FALSE(store.session("old"));
  EXPECT_TRUE(store.session("used"));
  EXPECT_FALSE(ask([](Logins& logins) { return logins.take("over"); }));
  EXPECT_TRUE(ask([](Logins& logins) { return logins.take("open"); }));
}

TEST_P(LoginsContract, LeavesTheChangeFeedAlone) {
  const auto before = store.revision();
  store.change_logins([](Logins& logins) { logins.put(session("a")); });
  EXPECT_EQ(store.revision(), before);
}

TEST_P(LoginsContract, RecordsThePersonBehindAChange) {
  Actor actor{kOwner, "person:web", "trace"};
  actor.person = "sub-1";
  store.write(actor, [](store::Transaction& change) { return change.put(organisation()), true; });
  actor.person.clear();
  store.write(actor, [](store::Transaction& change) { return change.put(organisation()), true; });
  EXPECT_THAT(database->ask("select person from change order by revision"),
              ElementsAre("sub-1", ""));
}

TEST_P(LoginsContract, SaysThatASessionIsDamagedWithoutSayingWhat) {
  store.change_logins([](Logins& logins) { logins.put(session("a")); });
  for (const char* organisations : {"", "{}", "[1]", R"([{"orgno":"1","rights":[]}])",
                                    R"([{"orgno":"312345676","rights":["all"]}])"}) {
    database->ask("update web_session set organisations = '" + std::string(organisations) +
                  "' where digest = 'a'");
    EXPECT_THROW(store.session("a"), store::StoreError) << organisations;
  }
}

}  // namespace
}  // namespace portvakt::contract
