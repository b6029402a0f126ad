#include "delegation/altinn.hpp"

#include "altinn/world.hpp"
#include "delegation/asked.hpp"

#include <gtest/gtest.h>

namespace portvakt::delegation {
namespace {

altinn::Fetched yes(const ScopeName& scope) {
  return {200, R"([{"consumer_org":"312345609","supplier_org":"310999113","scopes":[")" +
                   scope.text() + "\"]}]"};
}

struct AskingAltinn : testing::Test {
  AskingAltinn() { world.reply = yes(kHealth); }
  Altinn altinn(seconds keep = seconds{0}) { return {world.platform, keep, world.clock}; }
  static Answer ask(Altinn& source) {
    return finished(source.ask(question({kHealth}), Stopwatch()));
  }

  altinn::World world;
};

TEST_F(AskingAltinn, TakesItsWordEachTime) {
  Altinn source = altinn();
  EXPECT_EQ(ask(source).verdict, Verdict::delegated);
  world.reply = altinn::Fetched{200, "[]"};
  const Answer no = ask(source);
  EXPECT_EQ(no.verdict, Verdict::not_delegated);
  EXPECT_EQ(no.detail, kHealth.text());
  ASSERT_EQ(world.asked.size(), 2U);
  EXPECT_EQ(world.asked[1].token, "own-token for altinn:maskinporten/delegations");
}

//= altinn.cache
TEST_F(AskingAltinn, RemembersAYesWhereToldToAndNeverANo) {
  Altinn source = altinn(seconds{60});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(source).verdict, Verdict::delegated);
  EXPECT_EQ(world.asked.size(), 1U);
  world.clock.advance(seconds{60});
  world.reply = altinn::Fetched{200, "[]"};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(source).verdict, Verdict::not_delegated);
  EXPECT_EQ(world.asked.size(), 4U);
}

//= altinn.unavailable
TEST_F(AskingAltinn, CannotTellWhenAnythingButARightAnswerComes) {
  const Result<altinn::Fetched, std::string> replies[] = {
      std::unexpected("no connection"), altinn::Fetched{500, "[]"}, altinn::Fetched{302, "[]"},
      altinn::Fetched{403, "[]"}, altinn::Fetched{200, "{}"}};
  for (const auto& each : replies) {
    Altinn source = altinn();
    world.reply = each;
    EXPECT_EQ(ask(source).verdict, Verdict::unavailable);
  }
}

//= altinn.breaker
TEST_F(AskingAltinn, LeavesItAloneAfterFailuresButNotAfterRefusals) {
  Altinn source = altinn();
  world.reply = altinn::Fetched{403, ""};
  for (int i = 0; i < 10; ++i) ask(source);
  EXPECT_EQ(world.asked.size(), 10U) << "a scope it does not like says nothing about the others";
  world.reply = altinn::Fetched{500, ""};
  for (int i = 0; i < 10; ++i) EXPECT_EQ(ask(source).verdict, Verdict::unavailable);
  EXPECT_EQ(world.asked.size(), 10U + altinn::CircuitBreaker::kTolerated);
}

}  // namespace
}  // namespace portvakt::delegation
