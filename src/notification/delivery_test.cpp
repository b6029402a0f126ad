#include "notification/delivery.hpp"

#include "base/json.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <vector>

namespace portvakt::notification {
namespace {

using namespace std::chrono_literals;
using Outcome = Arrival::Outcome;

const Instant kNow = from_epoch(1'790'000'000);
const Sender kSender{.issuer = "https://p.example/", .application = "https://p.example/app/"};

NotificationPoint point(Channel channel, std::string address) {
  return {.id = must(Uuid::parse("0b5c1d36-2f7a-4c1e-8f0d-5a9e3b7c2d41")),
          .org = must(OrgNumber::parse("312345609")),
          .channel = channel,
          .address = std::move(address),
          .language = Language::en,
          .events = {},
          .created = kNow,
          .last_updated = kNow};
}
const NotificationPoint kMailbox = point(Channel::email, "drift@kommune.example");
const NotificationPoint kHook = point(Channel::webhook, "https://hook.example/x");

Notice test_notice() {
  return {.id = must(Uuid::parse("4c0e6c1f-9a0b-4f0e-8f61-8c1d0f3f6a55")),
          .point = kMailbox.id,
          .event = NotificationEvent::test,
          .content = "{}",
          .created = kNow - 5s,
          .due = kNow};
}

Couriers answering(const Arrival& arrival) {
  return {.mail = [arrival](const Letter&) { return arrival; },
          .webhook = [arrival](const std::string&, const std::string&) { return arrival; }};
}

TEST(Delivery, EndsWithTheArrival) {
  const Notice after = delivered(test_notice(), kMailbox, answering({}), kSender, kNow);
  EXPECT_EQ(after.state, Notice::State::delivered);
  EXPECT_EQ(after.attempts, 1);
  EXPECT_EQ(after.due, kNow);
  EXPECT_EQ(after.fault, "");
}

TEST(Delivery, TriesAgainForTwoDaysAndThenGivesUp) {
  const Couriers failing = answering({Outcome::try_again, "No"});
  Notice notice = test_notice();
  std::vector<seconds> pauses;
  Instant now = kNow;
  while (notice.state == Notice::State::waiting) {
    notice = delivered(std::move(notice), kHook, failing, kSender, now);
    EXPECT_EQ(notice.fault, "No");
    if (notice.state == Notice::State::waiting)
      pauses.push_back(std::chrono::floor<seconds>(notice.due - now));
    now = notice.due;
  }
  EXPECT_EQ(pauses, (std::vector<seconds>{1min, 5min, 30min, 2h, 4h, 8h, 12h, 24h}));
  EXPECT_EQ(notice.state, Notice::State::given_up);
  EXPECT_EQ(notice.attempts, 9);
}

TEST(Delivery, GivesUpAtOnceWhereTryingAgainIsNoUse) {
  const Notice after =
      delivered(test_notice(), kHook, answering({Outcome::never, "410"}), kSender, kNow);
  EXPECT_EQ(after.state, Notice::State::given_up);
  EXPECT_EQ(after.fault, "410");
}

TEST(Delivery, WaitsForAChannelThatIsSwitchedOff) {
  for (const NotificationPoint& each : {kMailbox, kHook}) {
    const Notice after = delivered(test_notice(), each, {}, kSender, kNow);
    EXPECT_EQ(after.state, Notice::State::waiting);
    EXPECT_NE(after.fault, "");
  }
}

TEST(Delivery, TriesAgainWhatItCannotWrite) {
  Notice notice = test_notice();
  notice.event = NotificationEvent::key_expires;
  const Notice after = delivered(notice, kMailbox, answering({}), kSender, kNow);
  EXPECT_EQ(after.state, Notice::State::waiting);
  EXPECT_NE(after.fault, "");
}

TEST(Delivery, WritesALetterToThePoint) {
  Letter written;
  Couriers couriers;
  couriers.mail = [&](const Letter& letter) {
    written = letter;
    return Arrival{};
  };
  delivered(test_notice(), kMailbox, couriers, kSender, kNow);
  EXPECT_EQ(written.to, "drift@kommune.example");
  EXPECT_EQ(written.subject, "A test");
  EXPECT_EQ(written.id, "4c0e6c1f-9a0b-4f0e-8f61-8c1d0f3f6a55");
}

TEST(Delivery, MakesASecurityEventToken) {
  std::string claims, url;
  Couriers couriers;
  couriers.webhook = [&](const std::string& where, const std::string& what) {
    url = where;
    claims = what;
    return Arrival{};
  };
  delivered(test_notice(), kHook, couriers, kSender, kNow);
  EXPECT_EQ(url, "https://hook.example/x");
  EXPECT_EQ(json::parse(claims),
            (json::value{{"iss", "https://p.example/"},
                         {"jti", "4c0e6c1f-9a0b-4f0e-8f61-8c1d0f3f6a55"},
                         {"iat", 1'790'000'000},
                         {"toe", 1'789'999'995},
                         {"aud", "https://hook.example/x"},
                         {"events", {{"urn:portvakt:test", json::object{}}}}}));
}

}  // namespace
}  // namespace portvakt::notification
