#include "app/explanation_text.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace portvakt::app {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string printed(const json::object& explanation, bool terminal) {
  std::ostringstream out;
  print_explanation(out, explanation, terminal);
  return out.str();
}

json::object refused() {
  return json::object{
      {"token", "refused"},
      {"server_time", "2026-03-02T08:30:00Z"},
      {"grant", json::object{{"client_id", "tiger-1"},
                             {"iat", "2026-03-02T08:29:59.900Z"},
                             {"iat_offset_milliseconds", -100},
                             {"exp", "2026-03-02T08:31:40Z"},
                             {"exp_offset_milliseconds", 100'000}}},
      {"answer", json::object{{"status", 400}, {"error_description", "JWT has expired."}}},
      {"rules",
       json::array{
           json::object{{"rule", "first"}, {"outcome", "passed"}, {"saw", "nothing of note"}},
           json::object{{"rule", "second"},
                        {"outcome", "failed"},
                        {"saw", "a \x1b[2J"},
                        {"expected", "b"},
                        {"cure", "c"}},
           json::object{{"rule", "third"}, {"outcome", "not_reached"}},
           json::object{{"rule", "fourth"}, {"outcome", "unknown"}},
       }},
  };
}

TEST(AnExplanationForPeople, PutsTheFailingRuleForward) {
  EXPECT_EQ(printed(refused(), false),
            "The grant would be refused: JWT has expired.\n\n"
            "  ok  first\n"
            "FAIL  second\n"
            "        saw       a \\x1b[2J\n"
            "        expected  b\n"
            "        cure      c\n"
            "   -  third (not reached)\n"
            "   ?  fourth (cannot be told now)\n"
            "\n"
            "server time  2026-03-02T08:30:00Z\n"
            "client       tiger-1\n"
            "iat          2026-03-02T08:29:59.900Z, 0.1 s ago\n"
            "exp          2026-03-02T08:31:40Z, 100.0 s from now\n");
}

TEST(AnExplanationForPeople, IsBoldInOnePlaceOfATerminal) {
  const std::string text = printed(refused(), true);
  EXPECT_THAT(text, HasSubstr("\033[1mFAIL  second\033[0m\n"));
  EXPECT_EQ(text.find("\033[1m"), text.rfind("\033[1m"));
  EXPECT_THAT(printed(refused(), false), Not(HasSubstr("\033")));
}

TEST(AnExplanationForPeople, SaysWhenNothingCanBeTold) {
  EXPECT_THAT(printed(json::object{{"token", "untold"}}, false),
              HasSubstr("The client is unknown here, or another organisation's"));
  EXPECT_THAT(printed(json::object{{"token", "issued"}}, false),
              HasSubstr("The grant would get a token."));
}

}  // namespace
}  // namespace portvakt::app
