// Notification points, and what the rounds of one node or of several make of what happens.
#include "base/json.hpp"
#include "base/random.hpp"
#include "contract/database.hpp"
#include "contract/examples.hpp"
#include "notification/round.hpp"
#include "store/store.hpp"

#include <boost/json/object.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <thread>

namespace portvakt::contract {
namespace {

using namespace std::chrono_literals;
using notification::Arrival;
using notification::Letter;
using notification::Round;
using std::chrono::days;
using store::Notices;
using store::Reader;
using store::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Event = NotificationEvent;

const Uuid kPoint = must(Uuid::parse("0b5c1d36-2f7a-4c1e-8f0d-5a9e3b7c2d41"));
const Uuid kOther = must(Uuid::parse("0b5c1d36-2f7a-4c1e-8f0d-5a9e3b7c2d42"));
const Uuid kAsked = must(Uuid::parse("6f1d3c0a-8b52-4f0e-9a44-0d6c2b7e5f10"));

NotificationPoint point(const Uuid& id, OrgNumber org, std::vector<Event> events,
                        const std::string& address = "drift@kommune.example",
                        Channel channel = Channel::email) {
  return {.id = id,
          .org = org,
          .channel = channel,
          .address = address,
          .language = Language::nn,
          .events = std::move(events),
          .created = kMade,
          .last_updated = kTouched};
}

class NotificationsContract : public Contract {
 protected:
  NotificationsContract() {
    write([](Transaction& t) {
      t.put(organisation());
      t.put(prefix());
      t.put(scope());
      t.put(scope(kWrite));
      t.put(client());
    });
  }

  template <class F>
  void write(F work) {
    store.write(actor(), [&](Transaction& t) {
      work(t);
      return true;
    });
  }
  template <class F>
  auto read(F question) {
    std::invoke_result_t<F, Reader&> answer{};
    store.read([&](Reader& reader) { answer = question(reader); });
    return answer;
  }
  std::vector<Notice> notices(const Uuid& id = kPoint) {
    std::vector<Notice> found;
    store.read_notices([&](Notices& notices, Reader&) { found = notices.notices(id, {}).items; });
    return found;
  }
  void request(AccessRequestState state, const Uuid& id = kAsked) {
    write([&](Transaction& t) { t.put(access_request(id, state)); });
  }
  void key_expires_in(seconds left, std::string_view kid = "k1") {
    ClientKey key = client_key(kid, rsa_key('a'));
    key.expires = clock.now() + left;
    write([&](Transaction& t) { t.put_keys(kClient, {key}); });
  }

  /// Whom letters went to, with their subjects.
  std::vector<std::string> sent() {
    const std::scoped_lock lock(mutex);
    return std::exchange(letters, {});
  }
  Round node() {
    return {store,
            {.mail =
                 [this](const Letter& letter) {
                   const std::scoped_lock lock(mutex);
                   letters.push_back(letter.to + ": " + letter.subject);
                   return arrival;
                 },
             .webhook = {}},
            {.issuer = "https://p.example/", .application = "https://p.example/app/"},
            clock,
            random};
  }

  store::Store store{options(), clock};
  SystemRandom random;
  std::mutex mutex;
  std::vector<std::string> letters;  // guarded by mutex
  Arrival arrival;
  Round round = node();
};

INSTANTIATE_TEST_SUITE_P(Engines, NotificationsContract, testing::ValuesIn(engines()), name_of);

TEST_P(NotificationsContract, KeepsPointsAndTellsThemToTheRecord) {
  const NotificationPoint put =
      point(kPoint, kOwner, {Event::access_requested, Event::key_expires}, "a'b@x.example");
  write([&](Transaction& t) { t.put(put); });
  const auto kept = read([](Reader& r) { return r.notification_points(kOwner); });
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(std::tie(kept[0].org, kept[0].channel, kept[0].address, kept[0].language),
            std::tie(put.org, put.channel, put.address, put.language));
  EXPECT_EQ(std::tie(kept[0].events, kept[0].created, kept[0].last_updated),
            std::tie(put.events, put.created, put.last_updated));
  EXPECT_THAT(read([](Reader& r) { return r.notification_points(kConsumer); }), IsEmpty());
  const auto changes =
      store.changes_after(store.revision() - 1).value_or(std::vector<store::Change>{});
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].entity, store::Entity::notification_point);
  EXPECT_EQ(changes[0].key, kPoint.text());
}

TEST_P(NotificationsContract, FindsACalendarByItsDigestOnly) {
  write([](Transaction& t) {
    t.put(point(kPoint, kOwner, {Event::key_expires}, "digest", Channel::calendar));
    t.put(point(kOther, kOwner, {Event::key_expires}, "other", Channel::email));
  });
  EXPECT_TRUE(read([](Reader& r) { return r.calendar("digest"); }));
  EXPECT_FALSE(read([](Reader& r) { return r.calendar("Digest"); }));
  EXPECT_FALSE(read([](Reader& r) { return r.calendar("other"); }));
}

TEST_P(NotificationsContract, ForgetsWhatIsOnItsWayToAPointThatGoes) {
  write([](Transaction& t) { t.put(point(kPoint, kOwner, {Event::access_requested})); });
  round.go();
  arrival = {Arrival::Outcome::try_again, "away"};
  request(AccessRequestState::requested);
  round.go();
  ASSERT_EQ(notices().size(), 1U);
  write([](Transaction& t) { t.drop(point(kPoint, kOwner, {})); });
  EXPECT_THAT(notices(), IsEmpty());
  EXPECT_FALSE(read([](Reader& r) { return r.notification_point(kPoint); }));
}

TEST_P(NotificationsContract, TellsOwnersOfRequestsAndConsumersOfAnswersOnce) {
  write([](Transaction& t) {
    t.put(point(kPoint, kOwner, {Event::access_requested}, "eier@x.example"));
    t.put(point(kOther, kConsumer, {Event::access_answered}, "konsument@x.example"));
  });
  round.go();
  request(AccessRequestState::requested);
  request(AccessRequestState::approved);  // before anybody looked
  round.go();
  EXPECT_THAT(sent(),
              UnorderedElementsAre("eier@x.example: 312345609 bed om tilgang til " + kRead.text(),
                                   "konsument@x.example: De har fått tilgang til " + kRead.text()));
  round.go();
  node().go();
  EXPECT_THAT(sent(), IsEmpty());
  ASSERT_EQ(notices().size(), 1U);
  EXPECT_EQ(notices()[0].state, Notice::State::delivered);
  EXPECT_EQ(notices()[0].attempts, 1);
}

TEST_P(NotificationsContract, TellsOnlyThoseWhoWantToHear) {
  write([](Transaction& t) {
    t.put(point(kPoint, kOwner, {Event::key_expires, Event::access_answered}));
    t.put(point(kOther, kSupplier, {Event::access_requested}));
  });
  round.go();
  request(AccessRequestState::requested);
  request(AccessRequestState::withdrawn);
  round.go();
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(NotificationsContract, TellsNothingOfThePast) {
  write([](Transaction& t) { t.put(point(kPoint, kOwner, {Event::access_requested})); });
  request(AccessRequestState::requested);
  request(AccessRequestState::withdrawn);
  round.go();
  EXPECT_THAT(sent(), IsEmpty()) << "from before notifications were turned on";
  request(AccessRequestState::requested, kOther);
  clock.advance(days{2});
  round.go();
  EXPECT_THAT(sent(), IsEmpty()) << "from while they were off";
}

//= notifications.keys
TEST_P(NotificationsContract, WarnsOfAKeyAtEachOfTheDaysOnce) {
  write([](Transaction& t) { t.put(point(kPoint, kConsumer, {Event::key_expires})); });
  key_expires_in(days{61});
  std::vector<std::int64_t> told;
  for (std::int64_t left = 61; left >= 0; --left) {
    round.go();
    node().go();
    if (!sent().empty()) told.push_back(left);
    clock.advance(days{1});
  }
  EXPECT_THAT(told, ElementsAre(60, 30, 14, 7, 1));
}

TEST_P(NotificationsContract, WarnsInOneNoticeOfAllKeysAndOfARenewedKeyAnew) {
  write([](Transaction& t) { t.put(point(kPoint, kConsumer, {Event::key_expires})); });
  ClientKey first = client_key("k1", rsa_key('a')), second = client_key("k2", rsa_key('b'));
  first.expires = clock.now() + days{5};
  second.expires = clock.now() + days{20};
  write([&](Transaction& t) { t.put_keys(kClient, {first, second}); });
  round.go();
  ASSERT_EQ(notices().size(), 1U);
  const auto content = read_json(notices()[0].content);
  EXPECT_EQ(content->at("total"), 2);
  EXPECT_EQ(content->at("keys").at(0).at("kid"), "k1");
  EXPECT_EQ(content->at("keys").at(1).at("kid"), "k2");
  sent();
  first.expires = clock.now() + days{6};
  write([&](Transaction& t) { t.put_keys(kClient, {first, second}); });
  clock.advance(1h);
  round.go();
  EXPECT_EQ(sent().size(), 1U);
  EXPECT_EQ(read_json(notices()[0].content)->at("total"), 1);
}

TEST_P(NotificationsContract, WarnsTheSupplierWhoMadeTheClientToo) {
  write([](Transaction& t) {
    t.put(point(kPoint, kSupplier, {Event::key_expires}, "leverandor@x.example"));
    t.put(point(kOther, kOwner, {Event::key_expires}, "eier@x.example"));
  });
  key_expires_in(days{3});
  round.go();
  EXPECT_THAT(sent(), ElementsAre(testing::StartsWith("leverandor@x.example: ")));
}

TEST_P(NotificationsContract, IsSilentAboutKeysThatNobodyUses) {
  write([](Transaction& t) {
    t.put(point(kPoint, kConsumer, {Event::key_expires}));
    Client off = client();
    off.active = false;
    t.put(off);
  });
  key_expires_in(days{3});
  round.go();
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(NotificationsContract, TriesAgainWhenItIsDueAndNotBefore) {
  write([](Transaction& t) { t.put(point(kPoint, kOwner, {Event::access_requested})); });
  round.go();
  arrival = {Arrival::Outcome::try_again, "The mail server answered 451"};
  request(AccessRequestState::requested);
  round.go();
  ASSERT_EQ(notices().size(), 1U);
  EXPECT_EQ(notices()[0].fault, "The mail server answered 451");
  EXPECT_EQ(notices()[0].state, Notice::State::waiting);
  EXPECT_EQ(sent().size(), 1U);
  arrival = {};
  round.go();
  EXPECT_THAT(sent(), IsEmpty());
  clock.advance(60s);
  round.go();
  EXPECT_EQ(sent().size(), 1U);
  EXPECT_EQ(notices()[0].state, Notice::State::delivered);
  EXPECT_EQ(notices()[0].fault, "");
}

TEST_P(NotificationsContract, DeliversANoticeAgainThatANodeTookAlongWhenItDied) {
  write([](Transaction& t) { t.put(point(kPoint, kOwner, {Event::access_requested})); });
  round.go();
  arrival = {Arrival::Outcome::try_again, "away"};
  request(AccessRequestState::requested);
  round.go();
  clock.advance(60s);
  store.change_notices([&](Notices& notices, Reader&) {
    EXPECT_EQ(notices.take_due(clock.now(), clock.now() + 600s, 20).size(), 1U);
    EXPECT_THAT(notices.take_due(clock.now(), clock.now() + 600s, 20), IsEmpty());
  });
  sent();
  round.go();
  EXPECT_THAT(sent(), IsEmpty());
  clock.advance(600s);
  round.go();
  EXPECT_EQ(sent().size(), 1U);
}

//= notifications.once
TEST_P(NotificationsContract, SharesTheWorkBetweenNodes) {
  write([](Transaction& t) { t.put(point(kPoint, kOwner, {Event::access_requested})); });
  round.go();
  for (int i = 0; i < 30; ++i) {
    const Uuid id = must(Uuid::parse(random_uuid(random)));
    request(AccessRequestState::requested, id);
    request(AccessRequestState::withdrawn, id);  // only one may be open
  }
  const auto rounds = [this] {
    Round own = node();
    for (int i = 0; i < 5; ++i) own.go();
  };
  std::thread first(rounds), second(rounds);
  first.join();
  second.join();
  EXPECT_EQ(sent().size(), 30U);
}

TEST_P(NotificationsContract, CountsKeysAndForgetsOldNotices) {
  write([](Transaction& t) { t.put(point(kPoint, kOwner, {Event::access_requested})); });
  key_expires_in(days{3});
  store.read_notices([&](Notices& notices, Reader&) {
    EXPECT_EQ(notices.expiring_keys(clock.now(), clock.now() + days{1}), 0);
    EXPECT_EQ(notices.expiring_keys(clock.now(), clock.now() + days{7}), 1);
    EXPECT_EQ(notices.waiting(), 0);
  });
  round.go();
  request(AccessRequestState::requested);
  round.go();
  EXPECT_EQ(notices().size(), 1U);
  clock.advance(days{31});
  round.go();
  EXPECT_THAT(notices(), IsEmpty());
}

}  // namespace
}  // namespace portvakt::contract
