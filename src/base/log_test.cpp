#include "base/log.hpp"

#include "base/json.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace portvakt::log {
namespace {

json::object written(FieldList fields) {
  const std::string text = line(Level::warn, "token_denied", fields);
  EXPECT_EQ(text.find('\n'), std::string::npos);
  return must(read_json(text)).as_object();
}

TEST(LogLine, IsOneJsonObjectWithTimeLevelAndEvent) {
  const json::object out = written(
      {{"client.id", "c1"}, {"event.duration", std::int64_t{1200}}, {"share", 0.5}, {"ok", true}});
  EXPECT_EQ(out.at("log.level"), "warn");
  EXPECT_EQ(out.at("event.action"), "token_denied");
  EXPECT_EQ(out.at("client.id"), "c1");
  EXPECT_EQ(out.at("event.duration"), 1200);
  EXPECT_EQ(out.at("share"), 0.5);
  EXPECT_EQ(out.at("ok"), true);
  EXPECT_TRUE(out.at("@timestamp").as_string().ends_with("Z"));
}

TEST(LogLine, EscapesWhatCouldForgeALineOrDriveATerminal) {
  const json::object out = written({{"user_agent.original", "x\r\n{\"forged\":1}\x1b[2J\u009b2J"}});
  EXPECT_EQ(out.at("user_agent.original"), R"(x\x0d\x0a{"forged":1}\x1b[2J\xc2\x9b2J)");
  EXPECT_EQ(out.if_contains("forged"), nullptr);
}

TEST(LogLine, TakesOctetsThatAreNotUtf8) {
  EXPECT_EQ(written({{"kid", "\xff\xfe"}}).at("kid"), "\\xff\\xfe");
}

TEST(LogLine, CapsLongValues) {
  const json::object out = written({{"url.path", std::string(10'000, 'a')}});
  EXPECT_EQ(out.at("url.path").as_string().size(), 1024 + std::string_view("…").size());
}

TEST(LogLine, WritesNumbersThatJsonCannotAsNull) {
  const json::object out = written({{"a", std::numeric_limits<double>::quiet_NaN()},
                                    {"b", -std::numeric_limits<double>::infinity()}});
  EXPECT_TRUE(out.at("a").is_null());
  EXPECT_TRUE(out.at("b").is_null());
}

TEST(Log, WritesFromItsLevelUpwards) {
  testing::internal::CaptureStdout();
  set_level(Level::warn);
  info("not_written");
  warn("written_warning");
  error("written_error");
  set_level(Level::off);
  error("not_written_either");
  set_level(Level::info);
  const std::string out = testing::internal::GetCapturedStdout();
  EXPECT_EQ(out.find("not_written"), std::string::npos);
  EXPECT_NE(out.find("written_warning"), std::string::npos);
  EXPECT_NE(out.find("written_error"), std::string::npos);
}

}  // namespace
}  // namespace portvakt::log
