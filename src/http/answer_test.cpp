#include "http/answer.hpp"

#include "base/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::http {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr AnswerFrame kStays{.keep_alive = true};

TEST(AnswerHead, CountsContentAndIsDated) {
  const std::string head = head_bytes(json_response(200, "{\"a\":1}"), kStays);
  EXPECT_THAT(head, testing::StartsWith("HTTP/1.1 200 OK\r\nDate: "));
  EXPECT_THAT(head, HasSubstr("\r\nContent-Length: 7\r\n"));
  EXPECT_THAT(head, HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n"));
  EXPECT_THAT(head, testing::EndsWith("\r\n\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("Server:")));
  EXPECT_THAT(head, Not(HasSubstr("Connection:")));
  EXPECT_THAT(head, Not(HasSubstr("Strict-Transport-Security")));
}

TEST(AnswerHead, NamesNoLengthWhereThereIsNoContent) {
  for (const int status : {204, 304}) {
    EXPECT_THAT(head_bytes(json_response(status, ""), kStays), Not(HasSubstr("Content-Length")));
  }
}

TEST(AnswerHead, SaysWhetherTheConnectionStays) {
  const Response answer = json_response(200, "");
  EXPECT_THAT(head_bytes(answer, {.keep_alive = false}), HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(head_bytes(answer, {.keep_alive = true, .old = true}),
              HasSubstr("\r\nConnection: keep-alive\r\n"));
}

TEST(AnswerHead, OffersStrictTransportOverTlsOnly) {
  EXPECT_THAT(head_bytes(json_response(200, ""), {.keep_alive = true, .tls = true}),
              HasSubstr("\r\nStrict-Transport-Security: max-age="));
}

TEST(AnswerHead, CannotBeSplitByAHandler) {
  log::set_level(log::Level::off);
  Response answer = json_response(200, "");
  answer.headers.emplace_back("X-Note", "a\r\nX-Evil: 1\n\rb");
  answer.headers.emplace_back("X-Bad\r\nX-Evil", "1");
  answer.headers.emplace_back("", "1");
  const std::string head = head_bytes(answer, kStays);
  log::set_level(log::Level::info);
  EXPECT_THAT(head, HasSubstr("\r\nX-Note: a  X-Evil: 1  b\r\n"));
  EXPECT_THAT(head, Not(HasSubstr("\r\nX-Evil")));
  EXPECT_THAT(head, Not(HasSubstr("\r\n:")));
}

TEST(AnswerHead, LeavesFramingToTheSession) {
  Response answer = json_response(200, "four");
  for (const char* ours : {"content-length", "Transfer-Encoding", "Connection", "Date", "Server"}) {
    answer.headers.emplace_back(ours, "9");
  }
  EXPECT_THAT(head_bytes(answer, kStays), Not(HasSubstr(": 9\r\n")));
}

TEST(AnswerHead, DoesNotRepeatWhatTheHandlerDecided) {
  Response answer = json_response(200, "");
  answer.headers.emplace_back("strict-transport-security", "max-age=1");
  const std::string head = head_bytes(answer, {.keep_alive = true, .tls = true});
  EXPECT_THAT(head, Not(HasSubstr("Strict-Transport-Security")));
}

TEST(FaultAnswer, IsJsonThatNobodyStores) {
  const Response answer = fault_answer({413, "The content is too large.", "x"}, "0af7");
  EXPECT_EQ(answer.status, 413);
  EXPECT_TRUE(answer.close);
  EXPECT_EQ(answer.body,
            R"json({"error":"invalid_request","error_description":"The content is too large. )json"
            R"json((trace_id: 0af7)"})json");
  EXPECT_THAT(answer.headers, testing::Contains(testing::Pair("Cache-Control", "no-store")));
}

TEST(HttpDate, IsAnImfFixdate) {
  EXPECT_THAT(std::string(http_date()),
              testing::MatchesRegex("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} "
                                    "[0-9]{2}:[0-9]{2}:[0-9]{2} GMT"));
}

}  // namespace
}  // namespace portvakt::http
