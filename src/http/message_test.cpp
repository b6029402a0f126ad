#include "http/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::http {
namespace {

using Form = std::vector<std::pair<std::string, std::string>>;

TEST(Form, IsReadInOrderWithRepetitions) {
  const struct {
    const char* text;
    Form fields;
  } cases[] = {
      {"", {}},
      {"a=1", {{"a", "1"}}},
      {"a=1&b=2", {{"a", "1"}, {"b", "2"}}},
      {"a=1&a=2", {{"a", "1"}, {"a", "2"}}},
      {"a", {{"a", ""}}},
      {"=1", {{"", "1"}}},
      {"a=b=c", {{"a", "b=c"}}},
      {"a=1&&b=2&", {{"a", "1"}, {"b", "2"}}},
      {"scope=a+b%20c%2B", {{"scope", "a b c+"}}},
      {"grant_type=urn%3aietf%3Aparams", {{"grant_type", "urn:ietf:params"}}},
      {"n%61vn=K%C3%A5re", {{"navn", "K\xc3\xa5re"}}},
      {"a=%26%3D", {{"a", "&="}}},
  };
  for (const auto& c : cases) EXPECT_EQ(parse_form(c.text), c.fields) << c.text;
}

TEST(Form, IsRefusedWhenAnEscapeOrTheEncodingIsBroken) {
  for (const char* broken :
       {"a=%", "a=%2", "a=%zz", "%=1", "a=%00", "a=%ff", "a=\xff", "a=1&b=%C3"}) {
    EXPECT_FALSE(parse_form(broken)) << broken;
  }
}

TEST(Request, AnswersTheFirstHeaderOfAName) {
  Request request;
  request.headers = {{"accept", "a"}, {"accept", "b"}};
  EXPECT_EQ(request.header("accept"), "a");
  EXPECT_EQ(request.header("host"), "");
}

TEST(JsonResponse, SaysWhatItIs) {
  const Response answer = json_response(201, "{}");
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.payload(), "{}");
  EXPECT_THAT(answer.headers,
              testing::ElementsAre(testing::Pair("Content-Type", "application/json")));
}

TEST(Response, PrefersTheSharedBody) {
  Response answer = json_response(200, "own");
  answer.shared_body = std::make_shared<const std::string>("shared");
  EXPECT_EQ(answer.payload(), "shared");
}

TEST(Method, HasTheNameItHasOnTheWire) {
  EXPECT_EQ(name(Method::get), "GET");
  EXPECT_EQ(name(Method::del), "DELETE");
  EXPECT_EQ(name(Method::other), "other");
}

}  // namespace
}  // namespace portvakt::http
