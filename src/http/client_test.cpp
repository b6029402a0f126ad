#include "http/client.hpp"

#include "http/server_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::http {
namespace {

using testing::HasSubstr;
using testing::Not;

class FetchTest : public ServerFixture {
 protected:
  OutgoingRequest request_to(const std::string& target) {
    OutgoingRequest request;
    request.url = "http://127.0.0.1:" + std::to_string(start()) + target;
    return request;
  }
};

TEST_F(FetchTest, GetsStatusHeadersAndBody) {
  const auto response = fetch(request_to("/jwk?a=b"));
  ASSERT_TRUE(response) << response.error();
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "GET /jwk?a=b 0 ");
  EXPECT_THAT(response->headers,
              testing::Contains(testing::Pair("content-type", "application/json")));
}

TEST_F(FetchTest, PostsABody) {
  OutgoingRequest request = request_to("/token");
  request.method = "POST";
  request.body = "grant";
  request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  const auto response = fetch(request);
  ASSERT_TRUE(response) << response.error();
  EXPECT_EQ(response->body, "POST /token? 5 grant");
}

TEST_F(FetchTest, SendsTheMethodItIsGiven) {
  OutgoingRequest request = request_to("/x");
  for (const char* method : {"PUT", "DELETE", "OPTIONS", "POST"}) {
    request.method = method;
    const auto response = fetch(request);
    ASSERT_TRUE(response) << response.error();
    EXPECT_THAT(response->body, testing::StartsWith(method));
  }
  request.method = "HEAD";
  const auto head = fetch(request);
  ASSERT_TRUE(head) << head.error();
  EXPECT_EQ(head->body, "");
}

TEST_F(FetchTest, RefusesAnAnswerThatIsTooLarge) {
  OutgoingRequest request = request_to("/big");
  const auto response = fetch(request);
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error(), HasSubstr("larger than 1048576 bytes"));
}

TEST_F(FetchTest, EndsWhenTimeDoes) {
  OutgoingRequest request = request_to("/wait?secret=1");
  request.timeout = std::chrono::milliseconds{50};
  const auto response = fetch(request);
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error(), testing::StartsWith("GET http://127.0.0.1:"));
  EXPECT_THAT(response.error(), Not(HasSubstr("secret")));
}

TEST_F(FetchTest, SendsNothingThatWouldBecomeAnotherField) {
  OutgoingRequest request = request_to("/x");
  const std::pair<const char*, const char*> fields[] = {
      {"X", "a\r\nEvil: 1"}, {"X", "a\n"}, {"X\r\nEvil", "1"}, {"", "1"}};
  for (const auto& [field, value] : fields) {
    request.headers = {{field, value}};
    EXPECT_FALSE(fetch(request)) << field;
  }
  request.headers.clear();
  request.method = "GET /evil HTTP/1.1\r\nX:";
  EXPECT_FALSE(fetch(request));
}

TEST_F(FetchTest, BringsNothingOfOneRequestIntoTheNextOnAKeptConnection) {
  KeptConnections connections;
  const OutgoingRequest get = request_to("/jwk?a=b");
  OutgoingRequest post = get;
  post.method = "POST";
  post.body = "grant";
  OutgoingRequest closing = get;
  closing.url.replace(closing.url.find("/jwk"), std::string::npos, "/close");
  for (const auto& [request, body] :
       {std::pair{get, "GET /jwk?a=b 0 "}, std::pair{post, "POST /jwk?a=b 5 grant"},
        std::pair{get, "GET /jwk?a=b 0 "}, std::pair{closing, "GET /close? 0 "},
        std::pair{get, "GET /jwk?a=b 0 "}}) {
    const auto response = connections.fetch(request);
    ASSERT_TRUE(response) << response.error();
    EXPECT_EQ(response->body, body);
  }
}

TEST_F(FetchTest, CallsNoPrivateAddressThatAStrangerNamed) {
  OutgoingRequest request = request_to("/x?secret=1");
  const std::string port = request.url.substr(request.url.rfind(':'));
  request.strangers.emplace();
  for (const std::string host : {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433",
                                 "0x7f.1", "[::ffff:127.0.0.1]"}) {
    request.url = "http://" + host + port;
    const auto response = fetch(request);
    ASSERT_FALSE(response) << host;
    EXPECT_THAT(response.error(), HasSubstr("lies in a network that is not called")) << host;
    EXPECT_THAT(response.error(), Not(HasSubstr("secret")));
  }
}

TEST_F(FetchTest, CallsWhatTheOperatorAllows) {
  const std::vector<Network> allowed{must(Network::parse("127.0.0.0/8"))};
  OutgoingRequest request = request_to("/x");
  request.strangers = allowed;
  const auto response = fetch(request);
  ASSERT_TRUE(response) << response.error();
  EXPECT_EQ(response->status, 200);
}

TEST_F(FetchTest, JudgesAStrangersUrlAlsoWhereAConnectionIsKept) {
  KeptConnections connections;
  OutgoingRequest request = request_to("/x");
  ASSERT_TRUE(connections.fetch(request));
  request.strangers.emplace();
  EXPECT_FALSE(connections.fetch(request));
}

TEST(Fetch, SpeaksHttpOnlyAndHidesCredentials) {
  for (const char* url :
       {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "", "::"}) {
    OutgoingRequest request;
    request.url = url;
    EXPECT_FALSE(fetch(request)) << url;
  }
  OutgoingRequest request;
  request.url = "ftp://user:password@127.0.0.1/a@b?c";
  const auto response = fetch(request);
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error(), testing::StartsWith("GET ftp://127.0.0.1/a@b: "));
  EXPECT_THAT(response.error(), Not(HasSubstr("password")));
}

}  // namespace
}  // namespace portvakt::http
