#include "delegation/sources.hpp"

#include "delegation/asked.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::delegation {
namespace {

struct Always final : DelegationSource {
  explicit Always(Answer given) : answer(std::move(given)) {}
  asio::awaitable<Answer> ask(Question, Stopwatch) override { co_return answer; }
  Answer answer;
};

TEST(Sources, AskTheOneThatTheScopeNamesAndNoOther) {
  Metrics metrics;
  Sources sources(metrics);
  sources.add("https://a.example/", std::make_unique<Always>(delegated()));
  sources.add("https://b.example/", std::make_unique<Always>(not_delegated(kHealth)));
  const auto ask = [&](const char* issuer) {
    return finished(sources.ask(must(Uri::parse(issuer)), question({kHealth}), Stopwatch()))
        .verdict;
  };
  EXPECT_EQ(ask("https://a.example/"), Verdict::delegated);
  EXPECT_EQ(ask("https://b.example/"), Verdict::not_delegated);
  EXPECT_EQ(ask("https://a.example"), Verdict::unavailable);
  for (const char* result : {"delegated", "not_delegated", "unavailable"}) {
    EXPECT_THAT(metrics.text(), testing::HasSubstr("delegation_lookups_total{result=\"" +
                                                   std::string(result) + "\"} 1"));
  }
}

}  // namespace
}  // namespace portvakt::delegation
