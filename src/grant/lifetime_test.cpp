// docs/protocol.md 2.8: whose lifetime a token follows.
#include "grant/lifetime.hpp"

#include "grant/grant_world.hpp"

#include <gtest/gtest.h>

namespace portvakt::grant {
namespace {

struct Case {
  const char* name;
  LifetimePolicy policy;
  seconds client;
  std::vector<seconds> scopes;
  seconds lifetime;
};

class TokenLifetime : public testing::TestWithParam<Case> {};

//= lifetime.client lifetime.scope lifetime.cap lifetime.bound
TEST_P(TokenLifetime, IsChosen) {
  const Case& c = GetParam();
  World world;
  world.policy.lifetime = c.policy;
  world.client.access_token_lifetime = c.client;
  for (std::size_t i = 0; i < c.scopes.size(); ++i) {
    Scope& scope = world.add_scope("fjellrev:s" + std::to_string(i));
    scope.at_max_age = c.scopes[i];
  }
  const registry::Registry registry = world.registry();
  std::vector<std::shared_ptr<const registry::RegisteredScope>> scopes;
  for (std::size_t i = 0; i < c.scopes.size(); ++i) {
    scopes.push_back(registry.scope("fjellrev:s" + std::to_string(i)));
  }
  EXPECT_EQ(
      token_lifetime(world.policy, registry.client("client-1")->access_token_lifetime, scopes),
      c.lifetime);
}

using enum LifetimePolicy;
using s = seconds;
INSTANTIATE_TEST_SUITE_P(
    When, TokenLifetime,
    testing::Values(
        Case{"NoScopeSaysAnything", override_, s{300}, {s{0}, s{0}}, s{300}},
        Case{"ClientSaysNothingEither", override_, s{0}, {s{0}}, s{120}},
        Case{"TheLowestScopeOverridesUpwards", override_, s{120}, {s{3600}, s{500}, s{0}}, s{500}},
        Case{"TheLowestScopeOverridesDownwards", override_, s{600}, {s{60}}, s{60}},
        Case{"TheServerHasTheLastWord", override_, s{120}, {s{100'000}}, s{7200}},
        Case{"CappedByTheScope", cap, s{600}, {s{60}}, s{60}},
        Case{"NotRaisedByTheScopeWhereItCaps", cap, s{120}, {s{3600}}, s{120}},
        Case{"CapWithoutAnyScopeLimit", cap, s{300}, {s{0}}, s{300}}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace portvakt::grant
