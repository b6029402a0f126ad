#include "base/json.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <limits>

namespace portvakt {
namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string object_of(std::size_t members) {
  std::string text = "{";
  for (std::size_t i = 0; i < members; ++i) {
    text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
  }
  return text + "}";
}

TEST(ReadJson, ReadsWhatBoostReads) {
  const std::string texts[] = {
      R"({"iss":"c","iat":1790000000,"exp":1790000000.0,"scope":"a:b c:d"})",
      R"({"a":[1,-1,18446744073709551615,1e3,true,false,null,"æ\u00e6\ud83d\ude00"]})",
      " \t\r\n[ ] \n",
      R"({"a":{"x":1},"b":{"x":1}})",
      R"([{"x":1},{"x":1}])",
      R"("just a string")",
      "0",
      "-0.5",
      "null",
      R"({"":1})",
      R"({"a\"b":1,"a\\b":2})",
      nested(8),
      object_of(64)};
  for (const std::string& text : texts) {
    const auto value = read_json(text);
    ASSERT_TRUE(value) << text << ": " << value.error().reason;
    EXPECT_EQ(json::serialize(*value), json::serialize(json::parse(text)));
  }
}

struct Refusal {
  std::string text;
  std::string_view reason;
};
const Refusal kRefusals[] = {
    {R"({"iss":"a","iss":"b"})", "an object has the same member twice"},
    {R"({"a":{"x":1,"x":1}})", "an object has the same member twice"},
    {R"({"iss":"a","\u0069ss":"b"})", "an object has the same member twice"},
    {R"([{"x":1,"x":1}])", "an object has the same member twice"},
    {R"({"a":{},"b":1,"a":2})", "an object has the same member twice"},
    {R"({"a":"x\u0000y"})", "a string holds a NUL character"},
    {R"({"a\u0000":1})", "a string holds a NUL character"},
    {R"(["\u0000"])", "a string holds a NUL character"},
    {"1e400", "a number is out of range"},
    {"[-1e400]", "a number is out of range"},
    {nested(9), "nested too deep"},
    {nested(100'000 / 4), "nested too deep"},
    {R"({"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}})", "nested too deep"},
    {object_of(65), "an object has too many members"},
    {"\xef\xbb\xbf{}", "not JSON"},
    {std::string("{\0}", 3), "not JSON"},
    {std::string("{\0\"\0a\0", 6), "not JSON"},
    {"", "not JSON"},
    {"  ", "not JSON"},
    {"{", "not JSON"},
    {"[1,]", "not JSON"},
    {"{\"a\":1,}", "not JSON"},
    {"{'a':1}", "not JSON"},
    {"// c\n{}", "not JSON"},
    {"{}/* c */", "text after the JSON value"},
    {"{} {}", "text after the JSON value"},
    {"{}x", "text after the JSON value"},
    {"01", "text after the JSON value"},
    {"+1", "not JSON"},
    {".5", "not JSON"},
    {"1.", "not JSON"},
    {"NaN", "not JSON"},
    {"Infinity", "not JSON"},
    {"tru", "not JSON"},
    {"\"\\ud800\"", "not JSON"},
    {"\"\\udc00\"", "not JSON"},
    {"\"\\x\"", "not JSON"},
    {"\"a\nb\"", "not JSON"},
    {"\"\xc0\x80\"", "not JSON"},
    {"\"\xed\xa0\x80\"", "not JSON"},
    {"\"\xff\"", "not JSON"},
    {"\"open", "not JSON"},
    {"1e99999999999999999999", "not JSON"},
    {std::string(64 * 1024 + 1, ' '), "larger than allowed"},
};

TEST(ReadJson, RefusesWithAReason) {
  for (const Refusal& refusal : kRefusals) {
    const auto value = read_json(refusal.text);
    ASSERT_FALSE(value) << refusal.text.substr(0, 60);
    EXPECT_EQ(value.error().reason, refusal.reason) << refusal.text.substr(0, 60);
  }
}

TEST(ReadJson, KeepsToTheLimitsItIsGiven) {
  const JsonLimits narrow{.bytes = 12, .depth = 1, .members = 1};
  EXPECT_TRUE(read_json(R"({"a":1})", narrow));
  EXPECT_FALSE(read_json(R"({"a":1,"b":2})", {.members = 1}));
  EXPECT_FALSE(read_json(R"({"a":[]})", {.depth = 1}));
  EXPECT_TRUE(read_json("1", {.depth = 0}));
  EXPECT_FALSE(read_json("[]", {.depth = 0}));
  EXPECT_FALSE(read_json(R"({"a":123456})", {.bytes = 11}));
  EXPECT_TRUE(read_json(R"({"a":123456})", {.bytes = 12}));
}

TEST(ReadJson, KeepsKindsOfNumbersApart) {
  EXPECT_TRUE(read_json("9223372036854775807")->is_int64());
  EXPECT_TRUE(read_json("9223372036854775808")->is_uint64());
  EXPECT_TRUE(read_json("18446744073709551616")->is_double());
  EXPECT_TRUE(read_json("1790000000.0")->is_double());
  EXPECT_DOUBLE_EQ(read_json("1790000000.0")->get_double(), 1790000000.0);
}

TEST(ReadJson, ALongNameIsComparedWhole) {
  const std::string name(5000, 'n');
  EXPECT_TRUE(read_json("{\"" + name + "\":1,\"" + name + "x\":2}"));
  EXPECT_FALSE(read_json("{\"" + name + "\":1,\"" + name + "\":2}"));
}

TEST(Member, TakesNullForAbsent) {
  const auto value = read_json(R"({"a":null,"b":"x","c":1})");
  const json::object& object = value->as_object();
  EXPECT_EQ(member(object, "a"), nullptr);
  EXPECT_EQ(member(object, "z"), nullptr);
  EXPECT_NE(member(object, "c"), nullptr);
  EXPECT_EQ(string_member(object, "a"), std::nullopt);
  EXPECT_EQ(string_member(object, "b"), "x");
  EXPECT_EQ(string_member(object, "c"), std::nullopt);
}

}  // namespace
}  // namespace portvakt
