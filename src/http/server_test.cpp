#include "http/server.hpp"

#include "http/server_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

namespace portvakt::http {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kHost = "Host: a.no\r\n";

std::string get(const std::string& target, const std::string& fields = "") {
  return "GET " + target + " HTTP/1.1\r\n" + kHost + fields + "\r\n";
}
std::string post(const std::string& target, const std::string& body,
                 const std::string& fields = "") {
  return "POST " + target + " HTTP/1.1\r\n" + kHost + fields +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

class ServerTest : public ServerFixture {};

TEST_F(ServerTest, AnswersAndKeepsTheConnection) {
  RawClient client(start());
  const Answer first = client.ask(post("/token?a=b", "grant"));
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, "POST /token?a=b 5 grant");
  EXPECT_EQ(first.headers.count("date"), 1U);
  EXPECT_EQ(first.headers.count("server"), 0U);
  EXPECT_EQ(first.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(first.headers.count("connection"), 0U);
  EXPECT_EQ(client.ask(get("/jwk")).body, "GET /jwk? 0 ");
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  RawClient client(start());
  constexpr int kRequests = 1000;
  std::string requests;
  for (int i = 0; i < kRequests; ++i) {
    const std::string body(static_cast<std::size_t>(i % 7), 'x');
    requests += post("/n" + std::to_string(i), body);
  }
  client.send(requests);
  for (int i = 0; i < kRequests; ++i) {
    const Answer answer = client.read();
    ASSERT_THAT(answer.body, testing::StartsWith("POST /n" + std::to_string(i) + "?")) << i;
  }
}

TEST_F(ServerTest, ReadsARequestByteByByte) {
  RawClient client(start());
  client.socket().set_option(boost::asio::ip::tcp::no_delay(true));
  for (const char byte : post("/token", "grant")) client.send({&byte, 1});
  EXPECT_EQ(client.read().body, "POST /token? 5 grant");
}

TEST_F(ServerTest, ReadsChunks) {
  RawClient client(start());
  const std::string head = "POST /t HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n";
  client.send(head + "3\r\nabc\r\n").send("2\r\nde\r\n0\r\n\r\n" + get("/next"));
  EXPECT_EQ(client.read().body, "POST /t? 5 abcde");
  EXPECT_EQ(client.read().body, "GET /next? 0 ");
}

TEST_F(ServerTest, SendsNoContentToHead) {
  RawClient client(start());
  client.send("HEAD /jwk HTTP/1.1\r\n" + kHost + "\r\n" + get("/next"));
  const Answer head = client.read(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-length"), std::to_string(std::string("HEAD /jwk? 0 ").size()));
  EXPECT_EQ(client.read().body, "GET /next? 0 ");
}

TEST_F(ServerTest, SendsNeitherContentNorLengthWith204) {
  RawClient client(start());
  const Answer empty = client.ask(get("/empty"));
  EXPECT_EQ(empty.status, 204);
  EXPECT_EQ(empty.headers.count("content-length"), 0U);
  EXPECT_EQ(client.ask(get("/next")).body, "GET /next? 0 ");
}

TEST_F(ServerTest, ClosesWhenEitherSideAsksForIt) {
  const std::uint16_t port = start();
  for (const std::string& request : {get("/a", "Connection: close\r\n"), get("/close"),
                                     std::string("GET /a HTTP/1.0\r\n\r\n")}) {
    RawClient client(port);
    const Answer answer = client.ask(request);
    EXPECT_EQ(answer.status, 200) << request;
    EXPECT_EQ(answer.headers.at("connection"), "close") << request;
    EXPECT_TRUE(client.at_end()) << request;
  }
}

TEST_F(ServerTest, KeepsAnOldClientThatAsksForIt) {
  RawClient client(start());
  const Answer answer = client.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(answer.headers.at("connection"), "keep-alive");
  EXPECT_EQ(client.ask(get("/b")).body, "GET /b? 0 ");
}

TEST_F(ServerTest, AnswersAClientThatHasFinishedSending) {
  RawClient client(start());
  client.send(post("/token", "grant")).finish_sending();
  EXPECT_EQ(client.read().body, "POST /token? 5 grant");
  EXPECT_TRUE(client.at_end());
}

TEST_F(ServerTest, ForgivesOneEmptyLineBeforeARequest) {
  RawClient client(start());
  EXPECT_EQ(client.ask("\r\n" + get("/a")).body, "GET /a? 0 ");
  EXPECT_EQ(client.ask("\r\n\r\n" + get("/b")).status, 400);
}

TEST_F(ServerTest, InvitesContentThatWaitsToBeInvited) {
  RawClient client(start());
  const std::string head =
      "POST /t HTTP/1.1\r\n" + kHost + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n";
  EXPECT_EQ(client.ask(head).status_line, "HTTP/1.1 100 Continue");
  EXPECT_EQ(client.ask("grant").body, "POST /t? 5 grant");
}

TEST_F(ServerTest, DoesNotInviteContentItWouldRefuse) {
  RawClient client(start());
  const Answer answer = client.ask("POST /t HTTP/1.1\r\n" + kHost +
                                   "Expect: 100-continue\r\nContent-Length: 65537\r\n\r\n");
  EXPECT_EQ(answer.status, 413);
  EXPECT_TRUE(client.at_end());
}

TEST_F(ServerTest, AnswersAHandlersExceptionWithoutItsText) {
  RawClient client(start());
  const Answer answer = client.ask(
      get("/throw", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"));
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body,
            R"({"error":"server_error","error_description":"The server could not answer. )"
            R"json((trace_id: 0af7651916cd43dd8448eb211c80319c)"})json");
  EXPECT_EQ(client.ask(get("/next")).status, 200) << "the connection is still good";
}

TEST_F(ServerTest, DeliversAnswersLargerThanASocketBuffer) {
  RawClient client(start());
  EXPECT_EQ(client.ask(get("/big")).body.size(), std::size_t{32} * 1024 * 1024);
}

TEST_F(ServerTest, CannotBeMadeToSplitAnAnswer) {
  RawClient client(start());
  const Answer answer = client.ask(get("/split"));
  EXPECT_EQ(answer.headers.at("x-note"), "a  Set-Cookie: b");
  EXPECT_EQ(answer.headers.count("set-cookie"), 0U);
}

//= error.http
TEST_F(ServerTest, EndsTheConnectionOnAmbiguousFraming) {
  const std::uint16_t port = start();
  const std::string smuggled = get("/smuggled");
  const std::string requests[] = {
      "POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: xchunked\r\n\r\n" + smuggled,
      "POST / HTTP/1.1\r\n" + kHost +
          "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
      "POST / HTTP/1.1\r\n" + kHost + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n" + smuggled,
      "POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding : chunked\r\n\r\n" + smuggled,
      "POST / HTTP/1.1\r\n" + kHost + "X: a\r\n Transfer-Encoding: chunked\r\n\r\n" + smuggled,
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + smuggled,
      "POST / HTTP/1.1\r\n" + kHost + "Transfer-Encoding: chunked\r\n\r\n0\r\n5\r\n" + smuggled,
      "GET / HTTP/1.1\r\n" + kHost + "Content-Length: 40\r\n\r\n" + smuggled,
      "GET / HTTP/1.1\r\n" + kHost + "Host: b.no\r\n\r\n" + smuggled,
      "GET http://b.no/ HTTP/1.1\r\n" + kHost + "\r\n" + smuggled,
      "GET / HTTP/1.1\n" + kHost + "\n" + smuggled,
  };
  for (const std::string& request : requests) {
    RawClient client(port);
    const Answer answer = client.ask(request);
    EXPECT_EQ(answer.status, 400) << request;
    EXPECT_EQ(answer.headers.at("cache-control"), "no-store") << request;
    EXPECT_EQ(answer.headers.at("connection"), "close") << request;
    EXPECT_THAT(answer.body, HasSubstr(R"({"error":"invalid_request")")) << request;
    EXPECT_TRUE(client.at_end()) << request;
  }
  EXPECT_EQ(metric(R"(http_requests_total{code="200")"), 0) << "nothing was smuggled in";
}

TEST_F(ServerTest, AnswersARequestThatEndsEarly) {
  RawClient client(start());
  client.send("POST /t HTTP/1.1\r\n" + kHost + "Content-Length: 9\r\n\r\nfour").finish_sending();
  EXPECT_EQ(client.read().status, 400);
  EXPECT_TRUE(client.at_end());
}

TEST_F(ServerTest, CountsWhatItAnsweredByRoute) {
  RawClient client(start());
  client.ask(post("/token?assertion=canary", "assertion=canary"));
  EXPECT_EQ(metric("http_connections{listener=\"public\"}"), 1);
  client.ask(get("/throw", "Connection: close\r\n"));
  EXPECT_TRUE(client.at_end()) << "an exchange is recorded before its connection ends";
  EXPECT_EQ(
      metric(R"(http_requests_total{code="200",listener="public",method="POST",route="/token"})"),
      1);
  EXPECT_EQ(metric(R"(http_requests_total{code="500",listener="public",method="GET",route=""})"),
            1);
  EXPECT_EQ(metric(R"(http_request_duration_seconds_count{listener="public",route="/token"})"), 1);
  EXPECT_THAT(exposition(), Not(HasSubstr("canary")));
}

TEST_F(ServerTest, SaysWhyItCannotListen) {
  make({});
  const std::uint16_t taken = server_->listen("a", "127.0.0.1:0");
  for (const std::string& address :
       {"127.0.0.1:" + std::to_string(taken), std::string("127.0.0.1"), std::string(":80"),
        std::string("::1:80"), std::string("127.0.0.1:http"), std::string("192.0.2.1:0")}) {
    EXPECT_THROW(server_->listen("b", address), std::runtime_error) << address;
  }
}

}  // namespace
}  // namespace portvakt::http
