#include "http/server_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace portvakt::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

const std::string kHead = "POST /t HTTP/1.1\r\nHost: a.no\r\n";
const std::string kGet = "GET /t HTTP/1.1\r\nHost: a.no\r\n\r\n";

std::string with_length(std::size_t size) {
  return kHead + "Content-Length: " + std::to_string(size) + "\r\n\r\n";
}
/// A head of exactly that many bytes.
std::string head_of(std::size_t size) {
  const std::string without = "GET /t HTTP/1.1\r\nHost: a.no\r\nX: \r\n\r\n";
  return "GET /t HTTP/1.1\r\nHost: a.no\r\nX: " + std::string(size - without.size(), 'x') +
         "\r\n\r\n";
}

class LimitsTest : public ServerFixture {
 protected:
  static void expect_refused(RawClient& client, int status) {
    const Answer answer = client.read();
    EXPECT_EQ(answer.status, status);
    EXPECT_THAT(answer.body, HasSubstr(R"({"error":"invalid_request","error_description":")"));
    EXPECT_TRUE(client.at_end());
  }
};

//= token.sizes
TEST_F(LimitsTest, TakesAHeadOf8192BytesAndNotOneMore) {
  const std::uint16_t port = start();
  RawClient fits(port);
  EXPECT_EQ(fits.ask(head_of(8192)).status, 200);
  RawClient exceeds(port);
  exceeds.send(head_of(8193));
  expect_refused(exceeds, 431);
}

TEST_F(LimitsTest, DoesNotWaitForTheEndOfAnEndlessHead) {
  RawClient client(start());
  client.send("GET /" + std::string(8192, 'a'));
  expect_refused(client, 431);
}

TEST_F(LimitsTest, TakesAnyTargetThatFitsTheHead) {
  RawClient client(start());
  const std::string query(8000, 'q');
  EXPECT_THAT(client.ask("GET /t?" + query + " HTTP/1.1\r\nHost: a.no\r\n\r\n").body,
              HasSubstr(query));
}

//= token.sizes
TEST_F(LimitsTest, Takes64FieldsAndNotOneMore) {
  const std::uint16_t port = start();
  std::string head = "GET /t HTTP/1.1\r\nHost: a.no\r\n";
  for (int i = 0; i < 63; ++i) head += "X: y\r\n";
  RawClient fits(port);
  EXPECT_EQ(fits.ask(head + "\r\n").status, 200);
  RawClient exceeds(port);
  exceeds.send(head + "X: y\r\n\r\n");
  expect_refused(exceeds, 431);
}

//= token.sizes
TEST_F(LimitsTest, TakesContentOf65536BytesAndNotOneMore) {
  const std::uint16_t port = start();
  RawClient fits(port);
  EXPECT_THAT(fits.ask(with_length(65536) + std::string(65536, 'x')).body,
              HasSubstr("POST /t? 65536 "));
  RawClient exceeds(port);
  exceeds.send(with_length(65537));  // known before a byte of it is read
  expect_refused(exceeds, 413);
}

TEST_F(LimitsTest, DeliversTheRefusalWhileTheClientIsStillSending) {
  RawClient client(start());
  client.send(with_length(1'000'000) + std::string(1'000'000, 'x'));
  expect_refused(client, 413);
}

TEST_F(LimitsTest, CountsChunkedContentWhileReading) {
  const std::uint16_t port = start();
  const std::string head = kHead + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string chunk = "8000\r\n" + std::string(0x8000, 'x') + "\r\n";
  RawClient fits(port);
  EXPECT_THAT(fits.ask(head + chunk + chunk + "0\r\n\r\n").body, HasSubstr("POST /t? 65536 "));
  RawClient exceeds(port);
  exceeds.send(head + chunk + chunk + "1\r\nx\r\n0\r\n\r\n");
  expect_refused(exceeds, 413);
}

//= token.sizes
TEST_F(LimitsTest, RefusesCompressedContent) {
  RawClient client(start());
  client.send(kHead + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
  expect_refused(client, 415);
}

Limits hasty() {
  Limits limits;
  limits.header_time = milliseconds{60};
  limits.exchange_time = milliseconds{120};
  limits.idle_time = milliseconds{10'000};
  return limits;
}

//= token.deadlines
TEST_F(LimitsTest, EndsASlowHead) {
  RawClient client(start(hasty()));
  client.send("GET /t HTTP/1.1\r\nHo");
  expect_refused(client, 408);
  EXPECT_EQ(metric(R"(http_rejected_total{reason="too_slow"})"), 1);
}

//= token.deadlines
TEST_F(LimitsTest, EndsSlowContent) {
  RawClient client(start(hasty()));
  client.send(with_length(10) + "four");
  expect_refused(client, 408);
}

TEST_F(LimitsTest, ClosesAnIdleConnectionWithoutAWord) {
  Limits limits = hasty();
  limits.idle_time = milliseconds{60};
  const std::uint16_t port = start(limits);
  RawClient silent(port);
  EXPECT_TRUE(silent.at_end());
  RawClient served(port);
  EXPECT_EQ(served.ask(kGet).status, 200);
  EXPECT_TRUE(served.at_end());
}

TEST_F(LimitsTest, CutsAClientThatDoesNotReadItsAnswer) {
  RawClient client(start(hasty()));
  client.send("GET /big HTTP/1.1\r\nHost: a.no\r\n\r\n");
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  const auto recorded = [this] {
    return metric(R"(http_requests_total{code="200",listener="public",method="GET",route="/big"})");
  };
  while (recorded() < 1 && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
  EXPECT_LT(client.read().body.size(), std::size_t{32} * 1024 * 1024);
}

TEST_F(LimitsTest, CutsAnExchangeWhoseHandlerTakesTooLong) {
  RawClient client(start(hasty()));
  client.send("GET /wait HTTP/1.1\r\nHost: a.no\r\n\r\n");
  EXPECT_TRUE(client.at_end());
}

TEST_F(LimitsTest, TheLongestIdleConnectionMakesRoom) {
  Limits limits;
  limits.connections = 2;
  const std::uint16_t port = start(limits);
  RawClient oldest(port);
  EXPECT_EQ(oldest.ask(kGet).status, 200);
  RawClient newer(port);
  EXPECT_EQ(newer.ask(kGet).status, 200);
  RawClient newest(port);
  EXPECT_EQ(newest.ask(kGet).status, 200);
  EXPECT_TRUE(oldest.at_end());
  EXPECT_EQ(newer.ask(kGet).status, 200);
  EXPECT_EQ(metric(R"(http_rejected_total{reason="evicted"})"), 1);
}

//= error.busy
TEST_F(LimitsTest, TurnsAwayAConnectionWhenAllAreBusy) {
  Limits limits;
  limits.connections = 1;
  const std::uint16_t port = start(limits);
  RawClient busy(port);
  busy.send("GET /wait HTTP/1.1\r\nHost: a.no\r\n\r\n");
  until_handler_waits();
  RawClient extra(port);
  const Answer answer = extra.read();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.headers.at("retry-after"), "1");
  extra.finish_sending();
  EXPECT_TRUE(extra.at_end());
  release();
  EXPECT_EQ(busy.read().status, 200);
}

class DrainTest : public ServerFixture {
 protected:
  std::future<void> drain(milliseconds patience) {
    auto done = std::make_shared<std::promise<void>>();
    server_->drain(patience, [done] { done->set_value(); });
    return done->get_future();
  }
  static bool ready(std::future<void>& drained) {
    return drained.wait_for(std::chrono::seconds(5)) == std::future_status::ready;
  }
};

TEST_F(DrainTest, LetsARunningExchangeFinishAndClosesTheRest) {
  const std::uint16_t port = start();
  RawClient idle(port);
  EXPECT_EQ(idle.ask(kGet).status, 200);
  RawClient busy(port);
  busy.send("GET /wait HTTP/1.1\r\nHost: a.no\r\n\r\n");
  until_handler_waits();

  auto drained = drain(std::chrono::seconds(5));
  EXPECT_TRUE(idle.at_end());
  EXPECT_THROW(RawClient{port}, boost::system::system_error) << "nothing more is accepted";
  release();
  const Answer answer = busy.read();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.headers.at("connection"), "close");
  busy.finish_sending();
  EXPECT_TRUE(busy.at_end());
  EXPECT_TRUE(ready(drained));
}

TEST_F(DrainTest, EndsWhenItsPatienceDoes) {
  RawClient busy(start());
  busy.send("GET /wait HTTP/1.1\r\nHost: a.no\r\n\r\n");
  until_handler_waits();
  auto drained = drain(milliseconds{20});
  EXPECT_TRUE(ready(drained));
  EXPECT_TRUE(busy.at_end());
}

TEST_F(DrainTest, LetsTheIoContextRunDry) {
  start();
  auto drained = drain(milliseconds{20});
  EXPECT_TRUE(ready(drained));
  thread_.join();  // nothing keeps it busy any more
  EXPECT_TRUE(io_.stopped());
}

}  // namespace
}  // namespace portvakt::http
