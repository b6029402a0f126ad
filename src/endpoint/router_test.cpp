#include "endpoint/router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::endpoint {
namespace {

using enum http::Method;
using testing::ElementsAre;

const Router& router() {
  static const Router kRouter({
      {get, "/token", 0},
      {get, "/clients/{id}", 1, TrailingSlash::accepted},
      {put, "/clients/{id}", 2, TrailingSlash::accepted},
      {get, "/clients", 3, TrailingSlash::accepted},
      {put, "/access/{org}", 4},
      {get, "/access/all", 5},
      {get, "/clients/{id}/jwks/{kid}", 6},
      {get, "/", 7},
      {get, "/app/", 8},
      {get, "/app/{*path}", 9},
  });
  return kRouter;
}

struct Case {
  const char* name;
  http::Method method;
  std::string_view path;
  std::optional<std::size_t> route;
  std::vector<std::string> arguments = {};
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

const Case kCases[] = {
    {"Exact", get, "/token", 0},
    {"HeadIsGet", head, "/token", 0},
    {"Placeholder", get, "/clients/c1", 1, {"c1"}},
    {"OtherMethod", put, "/clients/c1", 2, {"c1"}},
    {"TwoPlaceholders", get, "/clients/c1/jwks/k1", 6, {"c1", "k1"}},
    {"SlashWhereAccepted", get, "/clients/", 3},
    {"SlashAfterPlaceholder", get, "/clients/c1/", 1, {"c1"}},
    {"ExactBeforePlaceholder", get, "/access/all", 5},
    {"PlaceholderForOtherMethod", put, "/access/all", 4, {"all"}},
    {"Root", get, "/", 7},
    {"PatternWithSlash", get, "/app/", 8},
    {"Below", get, "/app/clients", 9, {"clients"}},
    {"FarBelow", get, "/app/assets/a/b.js", 9, {"assets/a/b.js"}},
    {"BelowWithSlashAtTheEnd", get, "/app/clients/", 9, {"clients/"}},
    {"BelowWithEmptySegment", get, "/app//x", 9, {"/x"}},
    {"BesideWhatIsBelow", get, "/apps/x", std::nullopt},
    {"SlashWhereRefused", get, "/token/", std::nullopt},
    {"SlashMissing", get, "/app", std::nullopt},
    {"DoubleSlash", get, "//token", std::nullopt},
    {"TwoSlashesAtTheEnd", get, "/clients//", std::nullopt},
    {"EmptyArgument", get, "/clients//jwks/k1", std::nullopt},
    {"TooLong", get, "/token/x", std::nullopt},
    {"OtherCase", get, "/Token", std::nullopt},
    {"Empty", get, "", std::nullopt},
};

class Routing : public testing::TestWithParam<Case> {};

TEST_P(Routing, FindsTheRouteOrNothing) {
  const Match match = router().match(GetParam().method, GetParam().path);
  if (!GetParam().route) {
    EXPECT_TRUE(std::holds_alternative<NotFound>(match));
    return;
  }
  const auto* found = std::get_if<Found>(&match);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->route, *GetParam().route);
  EXPECT_EQ(found->arguments, GetParam().arguments);
}
INSTANTIATE_TEST_SUITE_P(Of, Routing, testing::ValuesIn(kCases),
                         [](const auto& i) { return i.param.name; });

TEST(Router, TellsWhichMethodsAPathHas) {
  const Match match = router().match(post, "/clients/c1");
  const auto* wrong = std::get_if<WrongMethod>(&match);
  ASSERT_NE(wrong, nullptr);
  EXPECT_THAT(wrong->allowed, ElementsAre(get, put));
  EXPECT_EQ(allow(wrong->allowed), "GET, HEAD, PUT");
}

TEST(Router, GivesOptionsWhatThePathAllows) {
  const Match match = router().match(options, "/access/all");
  const auto* wrong = std::get_if<WrongMethod>(&match);
  ASSERT_NE(wrong, nullptr);
  EXPECT_THAT(wrong->allowed, ElementsAre(get, put));
}

}  // namespace
}  // namespace portvakt::endpoint
