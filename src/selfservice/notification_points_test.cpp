#include "selfservice/notification_points.hpp"

#include "notification/content.hpp"
#include "selfservice/test_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::selfservice {
namespace {

using testing::HasSubstr;

class NotificationPoints : public TestWorld {
 protected:
  NotificationPoints() {
    services.policy.channels = {Channel::email, Channel::webhook, Channel::calendar};
  }
  Result<NotificationPointDraft, Refusal> draft(std::string_view body) {
    return read_notification_point_draft(services, body);
  }
  Result<MadePoint, Refusal> make(std::string_view body, const Caller& who) {
    const auto read = draft(body);
    if (!read) return std::unexpected(read.error());
    return create_notification_point(services, permit<Operation::change_notification_points>(who),
                                     *read);
  }

  const Caller owner = caller(kOwner, {kScopesRead, kScopesWrite});
  const Caller consumer = caller(kConsumer, {kDcrRead, kDcrWrite});

  std::size_t count(const Caller& who) {
    return must(
               list_notification_points(services, permit<Operation::list_notification_points>(who)))
        .size();
  }
};

constexpr std::string_view kMailbox =
    R"({"channel":"EMAIL","address":"drift@kommune.example","language":"nn","events":["KEY_EXPIRES"]})";
constexpr std::string_view kCalendar = R"({"channel":"CALENDAR","events":["KEY_EXPIRES"]})";

TEST_F(NotificationPoints, AreMadeListedAndTakenAway) {
  const auto made = make(kMailbox, consumer);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->point.language, Language::nn);
  EXPECT_EQ(made->calendar_secret, "");
  EXPECT_EQ(count(consumer), 1U);
  EXPECT_EQ(count(owner), 0U);
  const auto take = [&](const Caller& who) {
    return delete_notification_point(services, permit<Operation::change_notification_points>(who),
                                     made->point.id.text());
  };
  EXPECT_EQ(take(owner).error().kind, Kind::not_found) << "somebody else's";
  EXPECT_TRUE(take(consumer));
  EXPECT_EQ(take(consumer).error().kind, Kind::not_found);
  EXPECT_EQ(count(consumer), 0U);
}

TEST_F(NotificationPoints, SayWhatIsWrongWithThem) {
  const std::pair<std::string_view, const char*> rows[] = {
      {R"({"channel":"SMS","address":"1","events":["KEY_EXPIRES"]})", "channel"},
      {R"({"channel":"EMAIL","events":["KEY_EXPIRES"]})", "address"},
      {R"({"channel":"EMAIL","address":"drift","events":["KEY_EXPIRES"]})", "address"},
      {R"({"channel":"EMAIL","address":"a@b.no\r\nBcc: x@y.no","events":["KEY_EXPIRES"]})",
       "address"},
      {R"({"channel":"WEBHOOK","address":"http://x.example/","events":["KEY_EXPIRES"]})",
       "address"},
      {R"({"channel":"WEBHOOK","address":"https://u:p@x.example/","events":["KEY_EXPIRES"]})",
       "address"},
      {R"({"channel":"CALENDAR","address":"x","events":["KEY_EXPIRES"]})", "address"},
      {R"({"channel":"CALENDAR","events":["ACCESS_REQUESTED"]})", "events"},
      {R"({"channel":"EMAIL","address":"a@b.no","events":[]})", "events"},
      {R"({"channel":"EMAIL","address":"a@b.no","events":["TEST"]})", "events"},
      {R"({"channel":"EMAIL","address":"a@b.no","events":["NOE"]})", "events"},
      {R"({"channel":"EMAIL","address":"a@b.no","language":"sv","events":["KEY_EXPIRES"]})",
       "language"},
  };
  for (const auto& [body, field] : rows) {
    const auto read = draft(body);
    ASSERT_FALSE(read) << body;
    EXPECT_EQ(read.error().findings.at(0).field, field) << body;
  }
  services.policy.channels = {Channel::calendar};
  EXPECT_THAT(draft(kMailbox).error().findings.at(0).message, HasSubstr("ikke satt opp"));
}

TEST_F(NotificationPoints, TakePlainHttpWhereTheOperatorAllowsNetworks) {
  services.policy.plain_webhooks = true;
  EXPECT_TRUE(draft(
      R"({"channel":"WEBHOOK","address":"http://127.0.0.1:9000/x","events":["KEY_EXPIRES"]})"));
}

TEST_F(NotificationPoints, AreFewAndDiffer) {
  ASSERT_TRUE(make(kMailbox, consumer));
  EXPECT_EQ(make(kMailbox, consumer).error().kind, Kind::conflict);
  ASSERT_TRUE(make(kMailbox, owner)) << "another organisation may have the same";
  for (std::size_t i = 1; i < kMostNotificationPoints; ++i) ASSERT_TRUE(make(kCalendar, consumer));
  EXPECT_THAT(make(kCalendar, consumer).error().findings.at(0).message, HasSubstr("20"));
}

TEST_F(NotificationPoints, AreTestedOneAtATime) {
  const auto made = make(kMailbox, consumer);
  const auto test = [&](const Caller& who) {
    return test_notification_point(services, permit<Operation::change_notification_points>(who),
                                   made->point.id.text());
  };
  EXPECT_EQ(test(owner).error().kind, Kind::not_found);
  ASSERT_TRUE(test(consumer));
  EXPECT_EQ(test(consumer).error().kind, Kind::conflict);
  const auto listed = list_notices(services, permit<Operation::list_notification_points>(consumer),
                                   made->point.id.text(), {});
  ASSERT_TRUE(listed);
  EXPECT_EQ(listed->total, 1);
  EXPECT_EQ(listed->items.at(0).event, NotificationEvent::test);
  EXPECT_EQ(list_notices(services, permit<Operation::list_notification_points>(owner),
                         made->point.id.text(), {})
                .error()
                .kind,
            Kind::not_found);
}

TEST_F(NotificationPoints, ShowACalendarToWhoeverKnowsItsSecret) {
  const auto made = make(kCalendar, consumer);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->calendar_secret.size(), 43U);
  EXPECT_THAT(made->point.address, testing::Not(HasSubstr(made->calendar_secret)));
  EXPECT_TRUE(calendar_keys(services, made->calendar_secret));
  EXPECT_FALSE(calendar_keys(services, made->point.address));
  EXPECT_FALSE(calendar_keys(services, ""));
}

TEST(KeyWarnings, AreForTheFewestOfTheDaysThatFit) {
  using std::chrono::days;
  const Instant now = from_epoch(1'790'000'000);
  const std::pair<seconds, std::int64_t> rows[] = {{days{60}, 60},
                                                   {days{60} - seconds{1}, 60},
                                                   {days{31}, 60},
                                                   {days{30}, 30},
                                                   {days{14} + seconds{1}, 30},
                                                   {days{14}, 14},
                                                   {days{7}, 7},
                                                   {days{1}, 1},
                                                   {seconds{1}, 1}};
  for (const auto& [left, expected] : rows)
    EXPECT_EQ(notification::days_before(now, now + left), expected) << left.count();
  EXPECT_FALSE(notification::days_before(now, now + days{60} + seconds{1}));
  EXPECT_FALSE(notification::days_before(now, now));
}

}  // namespace
}  // namespace portvakt::selfservice
