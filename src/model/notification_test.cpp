#include "model/notification.hpp"

#include <gtest/gtest.h>

namespace portvakt {
namespace {

TEST(Notification, KnowsAnAddressOfEmail) {
  const std::string label(63, 'a'), name(64, 'n');
  const std::pair<std::string, bool> rows[] = {
      {"drift@kommune.example", true},
      {"o'neil+x.y_z@a-b.no", true},
      {name + "@" + label + ".no", true},
      {name + "n@x.no", false},
      {"a@" + label + "a.no", false},
      {"a@" + label + "." + label + "." + label + "." + std::string(57, 'a') + ".no", true},  // 254
      {"aa@" + label + "." + label + "." + label + "." + std::string(57, 'a') + ".no", false},
      {"", false},
      {"drift", false},
      {"@x.no", false},
      {"a@", false},
      {"a@no", false},
      {"a@x..no", false},
      {"a@-x.no", false},
      {"a@x-.no", false},
      {".a@x.no", false},
      {"a..b@x.no", false},
      {"a b@x.no", false},
      {"a@x.no\r\nBcc: b@x.no", false},
      {"a@b@x.no", false},
      {"<a@x.no>", false},
      {"å@x.no", false},
      {"a@[127.0.0.1]", false},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(is_email_address(text), expected) << text;
}

TEST(Notification, KnowsAnAddressOfAWebhook) {
  const std::string start = "https://x.example/";
  const std::pair<std::string, bool> rows[] = {
      {"https://x.example", true},
      {"https://x.example:8443/a?b=c@d", true},
      {"HTTPS://x.example/", true},
      {start + std::string(1000 - start.size(), 'a'), true},
      {start + std::string(1001 - start.size(), 'a'), false},
      {"http://x.example/", false},
      {"ftp://x.example/", false},
      {"https://", false},
      {"https:///a", false},
      {"https://:443/", false},
      {"https://@x.example/", false},
      {"https://user@x.example/", false},
      {"https://x.example/#a", false},
      {"https://x.example/ a", false},
      {"x.example", false},
  };
  for (const auto& [text, expected] : rows)
    EXPECT_EQ(is_webhook_address(text, false), expected) << text;
  EXPECT_TRUE(is_webhook_address("http://127.0.0.1:9000/", true));
  EXPECT_FALSE(is_webhook_address("gopher://127.0.0.1/", true));
}

}  // namespace
}  // namespace portvakt
