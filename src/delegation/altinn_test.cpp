#include "delegation/altinn.hpp"

#include "delegation/asked.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace portvakt::delegation {
namespace {

using Fetched = Result<Altinn::Fetched, std::string>;

Altinn::Fetched yes(const ScopeName& scope) {
  return {200, R"([{"consumer_org":"312345609","supplier_org":"310999113","scopes":[")" +
                   scope.text() + "\"]}]"};
}

struct AskingAltinn : testing::Test {
  Altinn altinn(seconds keep = seconds{0}) {
    return Altinn({.platform = "https://platform.example",
                   .timeout = timeout,
                   .keep = keep,
                   .pool = pool,
                   .token = [this] { return own_token(); },
                   .fetch =
                       [this](const std::string& url, const std::string& with, milliseconds left) {
                         asked.push_back(url);
                         tokens.push_back(with);
                         EXPECT_LE(left, timeout);
                         return reply;
                       }},
                  clock);
  }
  asio::awaitable<Result<std::string, std::string>> own_token() { co_return token; }

  FixedClock clock{from_epoch(1'790'000'000)};
  asio::thread_pool pool{1};
  milliseconds timeout{2'000};
  Fetched reply = yes(kHealth);
  Result<std::string, std::string> token = "own-token";
  std::vector<std::string> asked, tokens;
};

TEST_F(AskingAltinn, TakesItsWordEachTime) {
  Altinn source = altinn();
  EXPECT_EQ(finished(source.ask(question({kHealth}))).verdict, Verdict::delegated);
  reply = Altinn::Fetched{200, "[]"};
  const Answer no = finished(source.ask(question({kHealth})));
  EXPECT_EQ(no.verdict, Verdict::not_delegated);
  EXPECT_EQ(no.detail, kHealth.text());
  EXPECT_EQ(asked.size(), 2U);
  EXPECT_THAT(tokens, testing::Each("own-token"));
}

//= altinn.cache
TEST_F(AskingAltinn, RemembersAYesWhereToldToAndNeverANo) {
  Altinn source = altinn(seconds{60});
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(finished(source.ask(question({kHealth}))).verdict, Verdict::delegated);
  EXPECT_EQ(asked.size(), 1U);
  clock.advance(seconds{60});
  reply = Altinn::Fetched{200, "[]"};
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(finished(source.ask(question({kHealth}))).verdict, Verdict::not_delegated);
  EXPECT_EQ(asked.size(), 4U);
}

//= altinn.unavailable
TEST_F(AskingAltinn, CannotTellWhenAnythingButARightAnswerComes) {
  const Fetched replies[] = {std::unexpected("no connection"), Altinn::Fetched{500, "[]"},
                             Altinn::Fetched{302, "[]"}, Altinn::Fetched{403, "[]"},
                             Altinn::Fetched{200, "{}"}};
  for (const Fetched& each : replies) {
    Altinn source = altinn();
    reply = each;
    EXPECT_EQ(finished(source.ask(question({kHealth}))).verdict, Verdict::unavailable);
  }
}

//= altinn.breaker
TEST_F(AskingAltinn, LeavesItAloneAfterFailuresButNotAfterRefusals) {
  Altinn source = altinn();
  reply = Altinn::Fetched{403, ""};
  for (int i = 0; i < 10; ++i) finished(source.ask(question({kHealth})));
  EXPECT_EQ(asked.size(), 10U) << "a scope it does not like says nothing about the others";
  reply = Altinn::Fetched{500, ""};
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(finished(source.ask(question({kHealth}))).verdict, Verdict::unavailable);
  EXPECT_EQ(asked.size(), 10U + CircuitBreaker::kTolerated);
}

TEST_F(AskingAltinn, AsksNothingWithoutATokenOfItsOwn) {
  Altinn source = altinn();
  token = std::unexpected("the ledger cannot be written");
  EXPECT_EQ(finished(source.ask(question({kHealth}))).verdict, Verdict::unavailable);
  EXPECT_TRUE(asked.empty());
}

//= altinn.timeout
TEST_F(AskingAltinn, HasNoTimeLeftForAQuestionThatWaitedTooLong) {
  timeout = milliseconds{0};
  Altinn source = altinn();
  EXPECT_EQ(finished(source.ask(question({kHealth}))).verdict, Verdict::unavailable);
  EXPECT_TRUE(asked.empty());
}

}  // namespace
}  // namespace portvakt::delegation
