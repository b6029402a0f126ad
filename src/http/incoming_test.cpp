#include "http/incoming.hpp"

#include <gtest/gtest.h>

#include <string>

namespace portvakt::http {
namespace {

std::string head_of(const std::string& line, const std::string& fields = "") {
  return line + " HTTP/1.1\r\nHost: a.no\r\n" + fields + "\r\n";
}

int status_of(const std::string& head, const Limits& limits = {}) {
  Incoming incoming(limits);
  const auto fault = incoming.take_head(head);
  return fault ? fault->status : 200;
}

/// The status at which a chunked body ends, 200 when it is taken whole.
int status_of_chunks(const std::string& wire, const Limits& limits, std::string* body = nullptr) {
  Incoming incoming(limits);
  if (const auto fault = incoming.take_head(head_of("POST /", "Transfer-Encoding: chunked\r\n"))) {
    return fault->status;
  }
  std::string pending;
  for (const char octet : wire) {
    pending += octet;
    const auto taken = incoming.take_body(pending);
    if (!taken) return taken.error().status;
    pending.erase(0, *taken);
    if (incoming.done()) break;
  }
  if (body != nullptr) *body = incoming.release().body;
  return incoming.done() ? 200 : 0;
}

TEST(Incoming, SplitsTheTargetAndDecodesThePathOnce) {
  const Limits limits;
  Incoming incoming(limits);
  ASSERT_FALSE(incoming.take_head(head_of("GET /a%20b/%2525?scope=a%2Fb+c", "X-One: 1 \r\n")));
  EXPECT_TRUE(incoming.done());
  EXPECT_TRUE(incoming.keeps_alive());
  const Request request = incoming.release();
  EXPECT_EQ(request.method, Method::get);
  EXPECT_EQ(request.path, "/a b/%25");
  EXPECT_EQ(request.query, "scope=a%2Fb+c");
  EXPECT_EQ(request.header("x-one"), "1");
}

TEST(Incoming, DoesNotNormaliseThePath) {
  for (const char* path : {"//token", "/token/", "/a/../token", "/./token"}) {
    const Limits limits;
    Incoming incoming(limits);
    ASSERT_FALSE(incoming.take_head(head_of(std::string("GET ") + path)));
    EXPECT_EQ(incoming.release().path, path);
  }
}

TEST(Incoming, KnowsItsMethodsAndCallsTheRestOther) {
  const std::pair<const char*, Method> cases[] = {
      {"GET", Method::get},     {"HEAD", Method::head},  {"POST", Method::post},
      {"PUT", Method::put},     {"DELETE", Method::del}, {"OPTIONS", Method::options},
      {"PATCH", Method::other}, {"get", Method::other},  {"TRACE", Method::other},
  };
  for (const auto& [token, method] : cases) {
    const Limits limits;
    Incoming incoming(limits);
    ASSERT_FALSE(incoming.take_head(head_of(std::string(token) + " /")));
    EXPECT_EQ(incoming.request().method, method) << token;
  }
}

TEST(Incoming, RefusesWhatTheSessionAnswersFor) {
  const struct {
    const char* line;
    const char* fields;
    int status;
  } cases[] = {
      {"GET /a%2Fb", "", 400},
      {"GET /a%2fb", "", 400},
      {"GET /a%00", "", 400},
      {"GET /a%", "", 400},
      {"GET /a%4", "", 400},
      {"GET /a%gg", "", 400},
      {"GET /a%ff", "", 400},
      {"GET /a%c0%af", "", 400},
      {"GET /a?x=%zz", "", 200},
      {"GET /a%5C", "", 200},
      {"POST /", "Content-Encoding: gzip\r\n", 415},
      {"POST /", "Content-Encoding: identity\r\n", 200},
      {"POST /", "Content-Encoding: Identity\r\n", 200},
      {"POST /", "Expect: 100-continue\r\nContent-Length: 1\r\n", 200},
      {"POST /", "Expect: 200-ok\r\n", 417},
      {"POST /", "Content-Length: 65536\r\n", 200},
      {"POST /", "Content-Length: 65537\r\n", 413},
      {"POST /", "Content-Length: 99999999999999999\r\n", 413},
      {"GET /", "Connection: \"\r\n", 400},
  };
  for (const auto& c : cases)
    EXPECT_EQ(status_of(head_of(c.line, c.fields)), c.status) << c.line << c.fields;
}

TEST(Incoming, CountsHeaderFields) {
  std::string fields;
  for (int i = 0; i < 63; ++i) fields += "X: y\r\n";  // and Host
  EXPECT_EQ(status_of(head_of("GET /", fields)), 200);
  EXPECT_EQ(status_of(head_of("GET /", fields + "X: y\r\n")), 431);
}

TEST(Incoming, JoinsChunksHoweverTheyAreCut) {
  std::string body;
  EXPECT_EQ(status_of_chunks("3\r\nabc\r\n2;x=\"y\"\r\nde\r\n0\r\nTrailer: 1\r\n\r\n", {}, &body),
            200);
  EXPECT_EQ(body, "abcde");
}

TEST(Incoming, RefusesBrokenChunks) {
  for (const char* wire :
       {"x\r\n", "-1\r\na", "3\r\nabcd\r\n", "3\nabc\r\n", "0x3\r\nabc\r\n", " 3\r\nabc\r\n",
        "3 \r\nabc\r\n", "ffffffffffffffffff\r\n", "3\r\nabc0\r\n\r\n", "\r\n", ";x\r\n",
        "0\r\nno field\r\n\r\n", "0\r\nX : a\r\n\r\n", "1;a\rb\r\nx\r\n"}) {
    const int status = status_of_chunks(wire, {});
    EXPECT_TRUE(status == 400 || status == 413) << wire << " gave " << status;
  }
}

TEST(Incoming, CountsChunksWhileTheyCome) {
  Limits limits;
  limits.body_bytes = 10;
  EXPECT_EQ(status_of_chunks("5\r\nabcde\r\n5\r\nabcde\r\n0\r\n\r\n", limits), 200);
  EXPECT_EQ(status_of_chunks("5\r\nabcde\r\n6\r\nabcdef\r\n0\r\n\r\n", limits), 413);
}

TEST(Incoming, BoundsTheWorkOfTinyChunksExtensionsAndTrailers) {
  Limits limits;
  limits.body_bytes = 1000;
  limits.header_bytes = 200;
  std::string tiny;
  for (int i = 0; i < 1000; ++i) tiny += "1\r\na\r\n";
  EXPECT_EQ(status_of_chunks(tiny + "0\r\n\r\n", limits), 413);
  EXPECT_EQ(status_of_chunks("1;" + std::string(5000, 'x') + "\r\na\r\n0\r\n\r\n", limits), 400);
  EXPECT_EQ(status_of_chunks("0\r\nX: " + std::string(5000, 'x') + "\r\n\r\n", limits), 400);
}

TEST(Incoming, IgnoresTrailers) {
  const Limits limits;
  Incoming incoming(limits);
  ASSERT_FALSE(incoming.take_head(head_of("POST /", "Transfer-Encoding: chunked\r\n")));
  const std::string wire = "1\r\na\r\n0\r\nAuthorization: later\r\n\r\nNEXT";
  EXPECT_EQ(incoming.take_body(wire).value_or(0), wire.size() - 4);
  EXPECT_TRUE(incoming.done());
  EXPECT_EQ(incoming.release().header("authorization"), "");
}

TEST(Incoming, EndsAnOldConnectionUnlessAskedToStay) {
  const std::pair<const char*, bool> cases[] = {
      {"GET / HTTP/1.0\r\n\r\n", false},
      {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true},
      {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false},
      {"GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", false},
  };
  for (const auto& [head, stays] : cases) {
    const Limits limits;
    Incoming incoming(limits);
    ASSERT_FALSE(incoming.take_head(head));
    EXPECT_EQ(incoming.keeps_alive(), stays) << head;
  }
}

}  // namespace
}  // namespace portvakt::http
