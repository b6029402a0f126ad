#include "endpoint/web.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace portvakt::endpoint {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr PackedFile kPacked[] = {
    {"app/index.html", "\"page\"", "<head><base href=\"/app/\"><script src=\"./assets/a.js\">"},
    {"app/assets/a.js", "\"js\"", "let a;"},
    {"app/favicon.svg", "\"svg\"", "<svg/>"},
    {"docs/api.html", "\"docs\"", "<p>"},
};

http::Request asking(const char* host = "portvakt.example", std::string if_none_match = "") {
  http::Request request;
  request.method = http::Method::get;
  request.headers = {{"host", host}, {"if-none-match", std::move(if_none_match)}};
  return request;
}

std::string header(const http::Response& answer, std::string_view name) {
  const auto it = std::ranges::find(answer.headers, name, [](const auto& h) { return h.first; });
  return it == answer.headers.end() ? "" : it->second;
}

//= web.routes
TEST(Web, AnswersItsPageForEveryPathThatIsNoFile) {
  const Web web(kPacked, {});
  for (const char* path : {"clients", "clients/5a0d/keys", "index.html", "favicon.ico", "assets"}) {
    const auto answer = web.below(path, asking());
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->payload(), kPacked[0].bytes) << path;
    EXPECT_EQ(header(*answer, "Cache-Control"), "no-cache") << path;
    EXPECT_EQ(header(*answer, "Content-Type"), "text/html; charset=utf-8") << path;
  }
}

//= web.assets
TEST(Web, AnswersAssetsForAYearAndNeverItsPageInTheirPlace) {
  const Web web(kPacked, {});
  const auto asset = web.below("assets/a.js", asking());
  ASSERT_TRUE(asset);
  EXPECT_EQ(asset->payload(), "let a;");
  EXPECT_EQ(header(*asset, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(*web.below("favicon.svg", asking()), "Cache-Control"), "no-cache");
  for (const char* path : {"assets/b.js", "assets/", "assets/../index.html"})
    EXPECT_FALSE(web.below(path, asking())) << path;
}

//= web.base-path
TEST(Web, PutsItsBasePathIntoThePage) {
  const Web web(kPacked, {.base_path = "/selvbetjening/web/", .host = ""});
  const auto page = web.page(asking());
  EXPECT_THAT(std::string(page.payload()), HasSubstr("<base href=\"/selvbetjening/web/\">"));
  EXPECT_THAT(std::string(page.payload()), Not(HasSubstr("/app/")));
  EXPECT_NE(header(page, "ETag"), header(Web(kPacked, {}).page(asking()), "ETag"));
  EXPECT_EQ(web.page(asking("x", header(page, "ETag"))).status, 304);
}

//= web.host
TEST(Web, MayHaveAHostOfItsOwn) {
  const Web web(kPacked, {.base_path = "/app/", .host = "portal.example"});
  EXPECT_TRUE(web.is_here(asking("Portal.Example")));
  EXPECT_FALSE(web.is_here(asking("portal.example.evil.example")));
  EXPECT_FALSE(web.is_here(asking("portal.example:8443")));
  EXPECT_EQ(web.address(asking("portal.example"), "https"), "/app/");
  EXPECT_EQ(web.address(asking(), "https"), "https://portal.example/app/");
  EXPECT_TRUE(Web(kPacked, {}).is_here(asking()));
}

//= web.headers
TEST(Web, GuardsEveryAnswer) {
  const Web web(kPacked, {});
  for (const auto& answer :
       {web.page(asking()), *web.below("assets/a.js", asking()), Web::guarded({.status = 404})}) {
    EXPECT_THAT(header(answer, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_EQ(header(answer, "X-Frame-Options"), "DENY");
    EXPECT_EQ(header(answer, "Cross-Origin-Opener-Policy"), "same-origin");
  }
  const auto own = Web::guarded({.headers = {{"Content-Security-Policy", "default-src 'none'"}}});
  EXPECT_EQ(header(own, "Content-Security-Policy"), "default-src 'none'");
}

TEST(Web, MayBeMissing) {
  const Web web(std::span(kPacked).last(1), {});
  EXPECT_FALSE(web.built_in());
  EXPECT_FALSE(web.below("clients", asking()));
}

}  // namespace
}  // namespace portvakt::endpoint
