#include "notification/texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace portvakt::notification {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kApplication = "https://p.example/app/";

Notice saying(NotificationEvent event, std::string content) {
  return {.id = must(Uuid::parse("4c0e6c1f-9a0b-4f0e-8f61-8c1d0f3f6a55")),
          .point = must(Uuid::parse("0b5c1d36-2f7a-4c1e-8f0d-5a9e3b7c2d41")),
          .event = event,
          .content = std::move(content),
          .created = from_epoch(1'790'000'000),
          .due = from_epoch(1'790'000'000)};
}

const std::string kOneKey =
    R"({"total":1,"keys":[{"client_id":"c-1","client_name":"Snøleser {x}","kid":"k-1","expires":"2026-03-02T08:30:00Z"}]})";
const std::string kManyKeys =
    R"({"total":103,"keys":[{"client_id":"c-1","client_name":"A","kid":"k-1","expires":"2026-03-02T00:00:00Z"},)"
    R"({"client_id":"c-2","client_name":"B","kid":"k-2","expires":"2026-12-31T23:59:59Z"}]})";
const std::string kRequest =
    R"({"id":"x","scope":"a:b","consumer_orgno":"312345609","consumer_name":"KLOK TIGER","reason":"Fordi\ndet"})";
const std::string kApproved =
    R"({"id":"x","scope":"a:b","owner_orgno":"312345676","owner_name":"RASK","state":"APPROVED","answer":"Velkommen"})";
const std::string kDenied =
    R"({"id":"x","scope":"a:b","owner_orgno":"312345676","owner_name":"RASK","state":"DENIED","answer":""})";

struct Row {
  NotificationEvent event;
  const std::string* content;
  const char *nb, *nn, *en;
  const char* in_body;
};
const Row kRows[] = {
    {NotificationEvent::key_expires, &kOneKey, "En nøkkel utløper 02.03.2026",
     "Ein nøkkel går ut 02.03.2026", "A key expires on 02.03.2026",
     "- 02.03.2026: Snøleser {x} (c-1), "},
    {NotificationEvent::key_expires, &kManyKeys, "103 nøkler utløper, den første 02.03.2026",
     "103 nøklar går ut, den første 02.03.2026", "103 keys expire, the first on 02.03.2026",
     "- 31.12.2026: B (c-2), "},
    {NotificationEvent::access_requested, &kRequest, "KLOK TIGER ber om tilgang til a:b",
     "KLOK TIGER bed om tilgang til a:b", "KLOK TIGER asks for access to a:b",
     "\n\nFordi\ndet\n\n"},
    {NotificationEvent::access_answered, &kApproved, "Dere har fått tilgang til a:b",
     "De har fått tilgang til a:b", "You have access to a:b", "\n\nVelkommen\n"},
    {NotificationEvent::access_answered, &kDenied, "Dere fikk ikke tilgang til a:b",
     "De fekk ikkje tilgang til a:b", "You did not get access to a:b", "RASK (312345676)"},
};

TEST(NoticeTexts, SayInEveryLanguageWhatHappened) {
  for (const Row& row : kRows) {
    const Notice notice = saying(row.event, *row.content);
    for (const auto& [language, subject] :
         {std::pair{Language::nb, row.nb}, {Language::nn, row.nn}, {Language::en, row.en}}) {
      const Text text = text_of(notice, language, kApplication);
      EXPECT_EQ(text.subject, subject);
      EXPECT_THAT(text.body, HasSubstr(row.in_body));
      EXPECT_THAT(text.body, HasSubstr("https://p.example/app/notifications\n"));
    }
  }
  const Text many =
      text_of(saying(NotificationEvent::key_expires, kManyKeys), Language::nb, kApplication);
  EXPECT_THAT(many.body, HasSubstr("- og 101 til\n"));
}

TEST(NoticeTexts, LeaveTheAnswerOutWhereThereIsNone) {
  const Text text =
      text_of(saying(NotificationEvent::access_answered, kDenied), Language::en, kApplication);
  EXPECT_THAT(text.body, Not(HasSubstr("The answer")));
}

TEST(NoticeTexts, SayOfATestThatItIsOne) {
  EXPECT_EQ(text_of(saying(NotificationEvent::test, "{}"), Language::nb, kApplication).subject,
            "Et prøvevarsel");
}

TEST(NoticeTexts, RefuseAContentThatIsNotOurs) {
  for (const char* content : {"", "[]", "{}", R"({"total":1,"keys":[]})",
                              R"({"total":1,"keys":[{"client_id":"c"}]})", R"({"keys":7})"}) {
    EXPECT_THROW(
        text_of(saying(NotificationEvent::key_expires, content), Language::nb, kApplication),
        std::runtime_error)
        << content;
  }
}

}  // namespace
}  // namespace portvakt::notification
