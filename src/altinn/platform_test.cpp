#include "altinn/platform.hpp"

#include "altinn/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <optional>
#include <utility>
#include <vector>

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

using Fetch = decltype(Platform::Options::fetch);

Platform::Options options(World& world, milliseconds timeout, Fetch fetch) {
  return {.url = "https://platform.example",
          .timeout = timeout,
          .pool = world.pool,
          .token = [&world](std::string_view scope) { return world.own_token(scope); },
          .fetch = std::move(fetch)};
}

//= altinn.others
TEST(APlatform, IsAskedForABoundedNumberOfGrantsAtOnce) {
  asio::io_context io;  // outlives the pool, whose threads may still be waking it
  World world;
  std::latch answers{1};
  Platform slow(options(world, milliseconds{60'000}, [&](const auto&...) {
    answers.wait();
    return Fetched{200, "hei"};
  }));
  Api api{slow, "test", "altinn:test", world.clock};
  std::vector<std::optional<Said>> said(Platform::kMostAtOnce + 1);
  for (auto& each : said)
    spawn(io.get_executor(), "test", keep(api.ask(Stopwatch(), body_of_200), &each));
  io.poll();
  EXPECT_EQ(said.back(), std::unexpected(std::string("too many questions to Altinn at once")));
  said.pop_back();
  EXPECT_THAT(said, testing::Each(std::nullopt));
  answers.count_down();
  io.run();
  EXPECT_THAT(said, testing::Each(testing::Optional(Said("hei"))));
}

//= altinn.timeout altinn.breaker
TEST(APlatform, IsGivenNoMoreTimeThanTheGrantHasAndNoBlameForWhatItWasNotAsked) {
  World world;
  Platform hasty(
      options(world, milliseconds{0}, [](const auto&...) -> Result<Fetched, std::string> {
        ADD_FAILURE() << "asked with no time left";
        return Fetched{200, ""};
      }));
  Api api{hasty, "test", "altinn:test", world.clock};
  for (int i = 0; i <= CircuitBreaker::kTolerated; ++i) {
    EXPECT_EQ(finished(api.ask(Stopwatch(), body_of_200)),
              std::unexpected(std::string("no time was left to ask Altinn")));
  }
}

}  // namespace
}  // namespace portvakt::altinn
