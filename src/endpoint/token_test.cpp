// docs/protocol.md 2.1 and 3: what a token request may look like, and how an answer does.
#include "endpoint/token.hpp"

#include "base/task.hpp"

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace portvakt::endpoint {
namespace {

constexpr const char* kForm = "application/x-www-form-urlencoded";
constexpr const char* kGrant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";

http::Request request(std::string type, std::string body, std::string query = "") {
  http::Request out;
  out.method = http::Method::post;
  out.path = "/token";
  out.query = std::move(query);
  if (!type.empty()) out.headers.emplace_back("content-type", std::move(type));
  out.body = std::move(body);
  out.trace = "0123456789abcdef0123456789abcdef";
  return out;
}

struct Accepted {
  const char* name;
  http::Request request;
};
class TokenRequestForm : public testing::TestWithParam<Accepted> {};
//= token.spelling token.query token.content-type token.unknown
TEST_P(TokenRequestForm, CarriesItsAssertion) {
  const auto assertion = assertion_of(GetParam().request);
  ASSERT_TRUE(assertion.has_value()) << grant::description(assertion.error().denial);
  EXPECT_EQ(*assertion, "a.b.c");
}
INSTANTIATE_TEST_SUITE_P(
    When, TokenRequestForm,
    testing::Values(
        Accepted{"InTheBody", request(kForm, std::string(kGrant) + "&assertion=a.b.c")},
        Accepted{"InAnyOrder", request(kForm, std::string("assertion=a.b.c&") + kGrant)},
        Accepted{"WithLiteralColons",
                 request(kForm,
                         "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=a.b.c")},
        Accepted{"WithACharset", request("application/x-www-form-urlencoded;charset=UTF-8",
                                         std::string(kGrant) + "&assertion=a.b.c")},
        Accepted{"WithTheTypeInCapitals",
                 request("Application/X-WWW-Form-Urlencoded ; charset=utf-8",
                         std::string(kGrant) + "&assertion=a.b.c")},
        Accepted{"InTheQueryWithAnEmptyBody",
                 request(kForm, "", std::string(kGrant) + "&assertion=a.b.c")},
        Accepted{"InTheQueryWithoutAType",
                 request("", "", std::string(kGrant) + "&assertion=a.b.c")},
        Accepted{"PartedBetweenBodyAndQuery", request(kForm, "assertion=a.b.c", kGrant)},
        Accepted{"BesideSuperfluousParameters",
                 request(kForm, std::string(kGrant) + "&assertion=a.b.c&client_id=x&scope=")}),
    [](const auto& info) { return info.param.name; });

struct Refused {
  const char* name;
  http::Request request;
  std::string text;
};
class BadTokenRequest : public testing::TestWithParam<Refused> {};
//= error.request
TEST_P(BadTokenRequest, IsToldWhatIsWrong) {
  const auto assertion = assertion_of(GetParam().request);
  ASSERT_FALSE(assertion.has_value());
  EXPECT_EQ(grant::description(assertion.error().denial), GetParam().text);
}
const std::string kUnsupported =
    "Unsupported grant_type. Expected urn:ietf:params:oauth:grant-type:jwt-bearer";
INSTANTIATE_TEST_SUITE_P(
    When, BadTokenRequest,
    testing::Values(
        Refused{"ItIsJson", request("application/json", "{}"),
                "Invalid request. Content-Type must be application/x-www-form-urlencoded"},
        Refused{"ItHasNoTypeButABody", request("", std::string(kGrant) + "&assertion=a"),
                "Invalid request. Content-Type must be application/x-www-form-urlencoded"},
        Refused{"ItIsEmpty", request(kForm, ""), "Invalid request. Missing parameter grant_type"},
        Refused{"TheGrantTypeIsEmpty", request(kForm, "grant_type=&assertion=a"),
                "Invalid request. Missing parameter grant_type"},
        Refused{"TheAssertionIsMissing", request(kForm, kGrant),
                "Invalid request. Missing parameter assertion"},
        Refused{"TheGrantTypeIsAnother", request(kForm, "grant_type=client_credentials"),
                kUnsupported},
        Refused{"TheAssertionStandsTwice",
                request(kForm, std::string(kGrant) + "&assertion=a&assertion=a"),
                "Invalid request. Duplicate parameter assertion"},
        Refused{"TheGrantTypeStandsInBodyAndQuery",
                request(kForm, std::string(kGrant) + "&assertion=a", kGrant),
                "Invalid request. Duplicate parameter grant_type"},
        Refused{"AnEscapeIsBroken", request(kForm, "grant_type=%zz"),
                "Invalid request. The parameters are not a valid form"},
        Refused{"ItIsNotUtf8", request(kForm, "grant_type=%ff"),
                "Invalid request. The parameters are not a valid form"}),
    [](const auto& info) { return info.param.name; });

/// Stands for whatever can break behind the endpoint.
struct BrokenClock final : Clock {
  Instant now() const override { throw std::runtime_error("the clock's secret"); }
};

boost::asio::awaitable<void> answer_into(TokenEndpoint* endpoint, http::Request request,
                                         http::Response* answer) {
  *answer = co_await endpoint->post(std::move(request));
}

//= error.internal
TEST(AFaultOfOurs, IsAnsweredInTheCataloguesWordsAndCounted) {
  FixedClock clock(from_epoch(1'790'000'000));
  const BrokenClock broken;
  SystemRandom random;
  Metrics metrics;
  const registry::Registry registry;
  store::Ledger ledger({.url = "sqlite:/nowhere/portvakt.db"}, clock, metrics);
  const grant::SigningKeys keys("secret", seconds{0}, clock);
  boost::asio::io_context io;
  grant::SigningQueue queue(
      {.executor = io.get_executor(), .at_once = 1, .longest_wait = milliseconds{1000}});
  const grant::Policy policy{.issuer = "https://maskinporten.example/"};
  const pki::CertificateCheck certificates = must(pki::CertificateCheck::open({}));
  const delegation::Sources delegations(metrics);
  const details::Types details(metrics);
  grant::TokenService tokens(registry, {certificates}, delegations, details, ledger, keys, queue,
                             policy, broken, random, metrics);
  grant::RefusalBook refusals(clock);
  grant::RefusalCounts counts(clock);
  TokenEndpoint endpoint(tokens, refusals, counts, policy.issuer, Forbidden::modern, {}, metrics);

  http::Response answer;
  spawn(io.get_executor(), "token request",
        answer_into(&endpoint, request(kForm, std::string(kGrant) + "&assertion=a.b.c"), &answer));
  testing::internal::CaptureStdout();
  io.run();
  const std::string log = testing::internal::GetCapturedStdout();
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body, R"({"error":"server_error","error_description":"Internal error )"
                         R"json((trace_id: 0123456789abcdef0123456789abcdef)"})json");
  EXPECT_THAT(answer.headers, testing::IsSupersetOf({testing::Pair("Cache-Control", "no-store"),
                                                     testing::Pair("Pragma", "no-cache")}));
  EXPECT_THAT(log, testing::HasSubstr("the clock's secret"));
  EXPECT_THAT(
      metrics.text(),
      testing::HasSubstr(
          R"(token_requests_total{auth="jwk",error_code="server_error",result="failed"} 1)"));
}

}  // namespace
}  // namespace portvakt::endpoint
