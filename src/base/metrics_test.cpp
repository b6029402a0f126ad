#include "base/metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

namespace portvakt {
namespace {

using testing::HasSubstr;

TEST(Metrics, AreWrittenInTheTextFormat) {
  Metrics metrics;
  metrics.counter("portvakt_tokens_total", "Tokens issued.", {{"outcome", "issued"}}).Increment(3);
  metrics.gauge("portvakt_clients", "Clients known.").Set(7);
  metrics.seconds("portvakt_token_seconds", "Time per token.").Observe(0.003);
  const std::string text = metrics.text();
  EXPECT_THAT(text, HasSubstr("# HELP portvakt_tokens_total Tokens issued.\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE portvakt_tokens_total counter\n"));
  EXPECT_THAT(text, HasSubstr("portvakt_tokens_total{outcome=\"issued\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("portvakt_clients 7\n"));
  EXPECT_THAT(text, HasSubstr("portvakt_token_seconds_bucket{le=\"0.0025\"} 0\n"));
  EXPECT_THAT(text, HasSubstr("portvakt_token_seconds_bucket{le=\"0.005\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("portvakt_token_seconds_count 1\n"));
}

TEST(Metrics, AskingTwiceGivesTheSameMetric) {
  Metrics metrics;
  EXPECT_EQ(&metrics.counter("a_total", "A."), &metrics.counter("a_total", "A."));
  EXPECT_NE(&metrics.counter("a_total", "A.", {{"x", "1"}}), &metrics.counter("a_total", "A."));
  EXPECT_EQ(&metrics.gauge("g", "G."), &metrics.gauge("g", "G."));
  EXPECT_EQ(&metrics.seconds("s_seconds", "S."), &metrics.seconds("s_seconds", "S."));
}

TEST(Metrics, RefreshesGaugesWhenItIsAsked) {
  Metrics metrics;
  int asked = 0;
  metrics.before_exposition([&] { metrics.gauge("asked", "Times asked.").Set(++asked); });
  EXPECT_THAT(metrics.text(), HasSubstr("asked 1\n"));
  EXPECT_THAT(metrics.text(), HasSubstr("asked 2\n"));
}

}  // namespace
}  // namespace portvakt
