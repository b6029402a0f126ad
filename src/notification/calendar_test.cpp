#include "notification/calendar.hpp"

#include "base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::notification {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kIssuer = "https://p.example/";
constexpr const char* kApplication = "https://p.example/app/";
const Instant kNow = from_epoch(1'790'000'000);

store::KeyExpiry key(const std::string& name) {
  return {must(ClientId::parse("c-1")), name, must(KeyId::parse("k-1")),
          from_epoch(1'798'761'599)} /* 2026-12-31T23:59:59Z */;
}

TEST(Calendar, HasADayForEachKey) {
  const std::string text = calendar({key("Snøleser")}, Language::nb, kIssuer, kApplication, kNow);
  EXPECT_THAT(text, AllOf(testing::StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"),
                          HasSubstr("\r\nDTSTART;VALUE=DATE:20261231\r\n"),
                          HasSubstr("\r\nSUMMARY:Nøkkelen til Snøleser utløper\r\n"),
                          HasSubstr("\r\nURL:https://p.example/app/clients/c-1/keys\r\n"),
                          HasSubstr("\r\nTRIGGER:-P14D\r\n"),
                          testing::EndsWith("END:VEVENT\r\nEND:VCALENDAR\r\n")));
}

TEST(Calendar, IsOneWithoutKeysToo) {
  const std::string text = calendar({}, Language::en, kIssuer, kApplication, kNow);
  EXPECT_THAT(text, testing::Not(HasSubstr("VEVENT")));
  EXPECT_THAT(text, HasSubstr("X-WR-CALNAME:Keys that expire – https://p.example/\r\n"));
}

TEST(Calendar, LetsNoNameBecomeAnotherProperty) {
  const std::string text =
      calendar({key("a,b;c\\d\r\nATTACH:x")}, Language::en, kIssuer, kApplication, kNow);
  EXPECT_THAT(text, HasSubstr("SUMMARY:The key of a\\,b\\;c\\\\d\\nATTACH:x expires\r\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("\nATTACH")));
}

TEST(Calendar, FoldsLongLinesBetweenCharacters) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "å";
  const std::string text = calendar({key(name)}, Language::nb, kIssuer, kApplication, kNow);
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    EXPECT_LE(line.size(), 75U) << line;
    EXPECT_TRUE(is_utf8(line)) << line;
  }
}

}  // namespace
}  // namespace portvakt::notification
