#include "http/exchange_log.hpp"

#include "base/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace portvakt::http {
namespace {

using testing::HasSubstr;
using testing::Not;

Exchange some_exchange() {
  Exchange exchange;
  exchange.method = Method::post;
  exchange.trace = "0af7651916cd43dd8448eb211c80319c";
  exchange.client = "192.0.2.7";
  exchange.user_agent = "curl\n{\"forged\":true}";
  exchange.bytes = 12;
  exchange.duration = std::chrono::microseconds{1500};
  return exchange;
}

std::string logged(const Exchange& exchange, const Response& answer) {
  Metrics metrics;
  ExchangeLog log("public", metrics);
  testing::internal::CaptureStdout();
  log.record(exchange, answer);
  return testing::internal::GetCapturedStdout();
}

TEST(ExchangeLog, WritesOneLineWithTheFactsOfTheAnswer) {
  Response answer = json_response(403, "{}");
  answer.route = "/scopes/{scope}";
  answer.log_fields = {{"client.id", "c1"}, {"error.code", "MP-250"}};
  const std::string line = logged(some_exchange(), answer);
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
  for (const char* fact :
       {R"("event.action":"http_request")", R"("listener":"public")",
        R"("http.request.method":"POST")", R"("http.route":"/scopes/{scope}")",
        R"("http.response.status_code":403)", R"("http.response.body.bytes":12)",
        R"("duration_us":1500)", R"("trace.id":"0af7651916cd43dd8448eb211c80319c")",
        R"("client.address":"192.0.2.7")", R"("client.id":"c1")", R"("error.code":"MP-250")"}) {
    EXPECT_THAT(line, HasSubstr(fact));
  }
  EXPECT_THAT(line, Not(HasSubstr("delivered")));
}

TEST(ExchangeLog, MarksAnAnswerThatNobodyTook) {
  Exchange exchange = some_exchange();
  exchange.delivered = false;
  EXPECT_THAT(logged(exchange, json_response(200, "")),
              HasSubstr(R"("http.response.delivered":false)"));
}

TEST(ExchangeLog, CountsEverySeriesOnItsOwn) {
  Metrics metrics;
  ExchangeLog log("public", metrics);
  log::set_level(log::Level::off);
  Response answer = json_response(200, "");
  answer.route = "/token";
  log.record(some_exchange(), answer);
  log.record(some_exchange(), answer);
  answer.status = 400;
  log.record(some_exchange(), answer);
  log::set_level(log::Level::info);
  log.rejected("framing");
  log.rejected("framing");
  log.opened();
  const std::string text = metrics.text();
  EXPECT_THAT(
      text,
      HasSubstr(
          R"(http_requests_total{code="200",listener="public",method="POST",route="/token"} 2)"));
  EXPECT_THAT(
      text,
      HasSubstr(
          R"(http_requests_total{code="400",listener="public",method="POST",route="/token"} 1)"));
  EXPECT_THAT(
      text,
      HasSubstr(R"(http_request_duration_seconds_count{listener="public",route="/token"} 3)"));
  EXPECT_THAT(text, HasSubstr(R"(http_rejected_total{reason="framing"} 2)"));
  EXPECT_THAT(text, HasSubstr(R"(http_connections{listener="public"} 1)"));
}

TEST(ExchangeLog, LeavesTheGaugeAloneOnceRetired) {
  Metrics metrics;
  ExchangeLog log("public", metrics);
  log.opened();
  log.retire();
  log.closed();
  EXPECT_THAT(metrics.text(), HasSubstr(R"(http_connections{listener="public"} 1)"));
}

}  // namespace
}  // namespace portvakt::http
