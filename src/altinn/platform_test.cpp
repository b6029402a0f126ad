#include "altinn/platform.hpp"

#include "altinn/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace portvakt::altinn {
namespace {

using Said = Result<std::string, std::string>;

Said body_of_200(Turn& turn) {
  const auto response = turn.fetch({"/api?q=1"});
  if (!response) return std::unexpected(response.error());
  if (response->status == 403) return turn.refused(response->status);
  if (response->status != 200) return turn.failed("no 200");
  turn.succeeded();
  return response->body;
}

struct AskingAPlatform : testing::Test {
  Said ask(Api& of, Stopwatch waiting = {}) { return finished(of.ask(waiting, body_of_200)); }

  World world;
  Api api{world.platform, "test", "altinn:test", world.clock};
};

//= altinn.token
TEST_F(AskingAPlatform, SendsTheCallWithATokenForItsScope) {
  world.reply = Fetched{200, "hei"};
  EXPECT_EQ(ask(api), "hei");
  ASSERT_EQ(world.asked.size(), 1U);
  EXPECT_EQ(world.asked[0].url, "https://platform.example/api?q=1");
  EXPECT_EQ(world.asked[0].token, "own-token for altinn:test");
  EXPECT_EQ(world.asked[0].body, "");
  EXPECT_LE(world.asked[0].left, milliseconds{2'000});
  EXPECT_GT(world.asked[0].left, milliseconds{0});
}

TEST_F(AskingAPlatform, AsksNothingWithoutATokenOfItsOwn) {
  world.token = std::unexpected("the ledger cannot be written");
  EXPECT_EQ(ask(api), std::unexpected(std::string("the ledger cannot be written")));
  EXPECT_TRUE(world.asked.empty());
}

//= altinn.breaker
TEST_F(AskingAPlatform, LeavesAnApiAloneAfterFailuresAndTheOthersNot) {
  world.reply = std::unexpected("no connection");
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(ask(api));
  EXPECT_EQ(world.asked.size(), static_cast<std::size_t>(CircuitBreaker::kTolerated));
  world.reply = Fetched{200, "hei"};
  Api other{world.platform, "other", "altinn:other", world.clock};
  EXPECT_EQ(ask(other), "hei");
  EXPECT_FALSE(ask(api));
  world.clock.advance(CircuitBreaker::kPause);
  EXPECT_EQ(ask(api), "hei");
  EXPECT_EQ(ask(api), "hei");
}

//= altinn.breaker
TEST_F(AskingAPlatform, TakesARefusalForAnAnswer) {
  world.reply = Fetched{403, ""};
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(ask(api));
  EXPECT_EQ(world.asked.size(), 10U) << "what it does not like says nothing about the others";
}

//= altinn.others
TEST_F(AskingAPlatform, HoldsABoundedNumberAtOnce) {
  std::atomic<int> taken{0};
  std::vector<std::unique_ptr<Place>> places;
  for (int i = 1; i <= Platform::kMostAtOnce + 1; ++i) {
    places.push_back(std::make_unique<Place>(taken));
    EXPECT_EQ(places.back()->number(), i);
  }
  places.clear();
  EXPECT_EQ(taken, 0);
}

//= altinn.timeout
TEST(APlatform, IsGivenNoMoreTimeThanTheGrantHas) {
  World world;
  Platform hasty{{.url = "https://platform.example",
                  .timeout = milliseconds{0},
                  .pool = world.pool,
                  .token = [&](std::string_view scope) { return world.own_token(scope); },
                  .fetch = [&](const auto&...) -> Result<Fetched, std::string> {
                    ADD_FAILURE() << "asked with no time left";
                    return Fetched{200, ""};
                  }}};
  Api api{hasty, "test", "altinn:test", world.clock};
  EXPECT_FALSE(finished(api.ask(Stopwatch(), body_of_200)));
}

}  // namespace
}  // namespace portvakt::altinn
