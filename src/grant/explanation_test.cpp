// What an explanation tells beyond the refusal itself (docs/protocol.md §3.5): every rule, how far
// the judgement went, and nothing to strangers.
#include "grant/explanation.hpp"

#include "grant/detail_rules.hpp"
#include "grant/grant_world.hpp"
#include "grant/hint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace portvakt::grant {
namespace {

Outcome outcome_of(const Explanation& told, std::string_view rule) {
  const auto found = std::ranges::find(told.rules, rule, &ToldRule::name);
  if (found == told.rules.end()) throw std::logic_error("no such rule");
  return found->outcome;
}

std::ptrdiff_t count_of(const Explanation& told, Outcome outcome) {
  return std::ranges::count(told.rules, outcome, &ToldRule::outcome);
}

//= explain.every-rule
TEST(AnExplanation, TellsEveryRuleInTheirOrder) {
  std::vector<std::string_view> names;
  for (const auto& rule : opening_rules()) names.push_back(rule.name);
  for (const auto& rule : jwt_bearer_rules()) names.push_back(rule.name);
  names.push_back(kReplayRule);
  World broken;
  broken.tamper = [](std::string& text) { text = "rubbish"; };
  for (const Explanation& told : {World().explain(), World().explain(false), broken.explain()}) {
    std::vector<std::string_view> in_it;
    for (const ToldRule& rule : told.rules) in_it.push_back(rule.name);
    EXPECT_EQ(in_it, names);
  }
}

//= explain.every-rule explain.use
TEST(AnExplanation, OfARightGrantPassesEveryRuleAndLeavesTheUseToTheLedger) {
  Explanation told = World().explain();
  EXPECT_FALSE(told.refusal.has_value());
  EXPECT_EQ(count_of(told, Outcome::passed), std::ssize(told.rules) - 1);
  EXPECT_EQ(told.rules.back().outcome, Outcome::unknown);
  for (const ToldRule& rule : told.rules) {
    if (rule.outcome == Outcome::passed) EXPECT_FALSE(rule.observation.saw.empty()) << rule.name;
  }
  EXPECT_EQ(outcome_of(told, kClientRule), Outcome::passed);
  EXPECT_THAT(told.rules[3].observation.saw, testing::HasSubstr("client-1"));

  ASSERT_TRUE(told.use.has_value());
  EXPECT_EQ(told.use->key, "jti:jti-1");
  told.used(false);
  EXPECT_EQ(told.rules.back().outcome, Outcome::passed);
  EXPECT_FALSE(told.refusal.has_value());
  told.used(true);
  EXPECT_EQ(told.rules.back().outcome, Outcome::failed);
  EXPECT_EQ(told.refusal->denial.reason, Reason::replayed);
}

//= explain.use
TEST(AnExplanation, DoesNotKnowTheUseOfAnExpiredGrant) {
  World world;
  world.claims["iat"] = epoch(world.now) - 60;
  world.claims["exp"] = epoch(world.now) - 10;
  EXPECT_TRUE(world.explain().use.has_value());
  world.claims["exp"] = epoch(world.now) - 11;
  const Explanation told = world.explain();
  EXPECT_FALSE(told.use.has_value());
  EXPECT_EQ(told.rules.back().outcome, Outcome::unknown);
}

TEST(AnExplanation, KeepsTheFirstRefusalOfAUsedGrant) {
  World world;
  world.claims["aud"] = "https://other.example/";
  Explanation told = world.explain();
  told.used(true);
  EXPECT_EQ(told.refusal->denial.reason, Reason::bad_audience);
  EXPECT_EQ(count_of(told, Outcome::failed), 2);
}

//= explain.goes-on
TEST(AnExplanation, GoesOnBehindTheSignature) {
  World world;
  world.claims["aud"] = "https://other.example/";
  world.claims["exp"] = epoch(world.now) + 500;
  world.accesses.clear();
  const Explanation told = world.explain();
  EXPECT_EQ(told.refusal->denial.reason, Reason::bad_audience);
  EXPECT_EQ(outcome_of(told, "exp - iat is short enough"), Outcome::failed);
  EXPECT_EQ(outcome_of(told, "the consumer has access to every scope"), Outcome::failed);
  EXPECT_EQ(outcome_of(told, "iat is not in the future"), Outcome::passed);
  EXPECT_EQ(count_of(told, Outcome::failed), 3);
}

//= explain.goes-on
TEST(AnExplanation, StopsWhereLaterRulesHaveNothingToBuildOn) {
  World world;
  world.claims["scope"] = "fjellrev:nothing";
  world.claims["consumer_org"] = "315000122";
  const Explanation told = world.explain();
  EXPECT_EQ(outcome_of(told, "the consumer delegated every scope"), Outcome::not_reached);
  EXPECT_EQ(count_of(told, Outcome::failed), 1);
}

TEST(AnExplanation, AsksTheRegisterThatIsHereAndNoOther) {
  World world;
  world.delegate();
  EXPECT_EQ(outcome_of(world.explain(), kDelegationRule), Outcome::passed);
  world.delegations.clear();
  EXPECT_EQ(outcome_of(world.explain(), kDelegationRule), Outcome::failed);
  world.register_is_outside = true;
  const Explanation told = world.explain();
  EXPECT_EQ(outcome_of(told, kDelegationRule), Outcome::unknown);
  EXPECT_FALSE(told.refusal.has_value());
}

//= explain.outside
TEST(AnExplanation, DoesNotAskAnOutsideRegisterForADetail) {
  World world;
  world.use_other_detail(details::unavailable("it is away"));
  world.register_is_outside = true;
  const Explanation told = world.explain();
  EXPECT_EQ(outcome_of(told, kDetailRule), Outcome::unknown);
  EXPECT_FALSE(told.refusal.has_value());
  EXPECT_FALSE(world.asked_for);
}

//= explain.same-rules
TEST(AnExplanation, AnswersForTheBuiltInSystemUsers) {
  World world;
  world.use_system_user();
  EXPECT_EQ(outcome_of(world.explain(), kDetailRule), Outcome::passed);
  world.system_users.clear();
  EXPECT_EQ(outcome_of(world.explain(), kDetailRule), Outcome::failed);
}

//= explain.goes-on
TEST(AnExplanation, DoesNotReachWhatADetailNamesWhereItCannotBeRead) {
  World world;
  world.use_system_user().erase("systemuser_org");
  const Explanation told = world.explain();
  EXPECT_EQ(outcome_of(told, kDetailFormRule), Outcome::failed);
  EXPECT_EQ(outcome_of(told, "resource and scopes agree on one audience"), Outcome::passed);
  EXPECT_EQ(outcome_of(told, kDetailRule), Outcome::not_reached);
}

//= explain.signature-first
TEST(AnExplanation, JudgesNothingBehindASignatureThatIsWrong) {
  World world;
  world.claims["aud"] = "https://other.example/";
  world.tamper = [](std::string& text) { text.back() = text.back() == 'A' ? 'Q' : 'A'; };
  const Explanation told = world.explain();
  EXPECT_EQ(told.refusal->denial.reason, Reason::bad_signature);
  for (const auto& rule : jwt_bearer_rules())
    EXPECT_EQ(outcome_of(told, rule.name), Outcome::not_reached) << rule.name;
  EXPECT_FALSE(told.use.has_value());
}

//= explain.strangers
TEST(AnExplanation, TellsStrangersOfOtherClientsWhatItTellsOfNone) {
  const auto everything_told = [](const World& world) {
    const Explanation told = world.explain(false);
    EXPECT_TRUE(told.stranger);
    EXPECT_FALSE(told.use.has_value());
    std::vector<std::string> all{hint(*told.refusal)};
    for (const ToldRule& rule : told.rules) {
      all.emplace_back(word(rule.outcome));
      all.push_back(rule.observation.saw + rule.observation.expected);
    }
    return all;
  };
  World right, bad_key, inactive, nobody;
  bad_key.header["kid"] = "key-2";
  inactive.client.active = false;
  nobody.client.id = must(ClientId::parse("client-2"));
  const auto of_nobody = everything_told(nobody);
  EXPECT_EQ(everything_told(right), of_nobody);
  EXPECT_EQ(everything_told(inactive), of_nobody);
  EXPECT_EQ(everything_told(bad_key), of_nobody);
}

//= explain.times
TEST(AnExplanation, TellsTheTimesOfAGrantThatCanBeRead) {
  World world;
  world.now += milliseconds{250};
  const Explanation told = world.explain();
  EXPECT_EQ(told.now - told.iat, milliseconds{250});
  EXPECT_EQ(told.exp - told.iat, seconds{120});
  world.tamper = [](std::string& text) { text += "="; };
  EXPECT_FALSE(world.explain().client_id.has_value());
}

//= hint.form
TEST(Hints, EscapeWhatIsNotPrintableAsciiAndCutWhatIsLong) {
  Refusal refusal{Denial{Reason::bad_audience}, "aud", {"a\r\nSet-Cookie: x\x1b[1m\xc3\xa5", "b"}};
  const std::string sentence = hint(refusal);
  EXPECT_THAT(sentence,
              testing::HasSubstr(R"(a\x0d\x0aSet-Cookie: x\x1b[1m\xc3\xa5. Expected: b.)"));
  refusal.observation.saw = std::string(1000, '\n');
  refusal.observation.expected = std::string(1000, 'x');
  const std::string cut = hint(refusal);
  EXPECT_LE(cut.size(), kLongestHint);
  EXPECT_THAT(cut, testing::HasSubstr(R"(\x0a...)"));
  EXPECT_THAT(cut, testing::EndsWith("is not accepted."));
}

//= hint.cure
TEST(Hints, HaveACureForEveryReasonThatFits) {
  for (const PublicRow& row : public_rows()) {
    const std::string_view text = cure(row.reason, "any");
    EXPECT_FALSE(text.empty());
    EXPECT_LE(text.size(), 130U) << text;
    EXPECT_FALSE(text.ends_with('.')) << text;
  }
}

/// What is malformed depends on the rule, so a rule that says so has a cure of its own, except for
/// the one on single values, whose cure is the general one.
TEST(Hints, TellEachRuleOfMalformedGrantsApart) {
  constexpr std::array kRules{std::string_view("the assertion is a compact JWS"),
                              std::string_view("the header names an algorithm and a key"),
                              std::string_view("the claims are complete and known"),
                              std::string_view("the key is registered on the client and not old"),
                              kDetailFormRule,
                              std::string_view("resource and scopes agree on one audience")};
  const std::string_view general =
      cure(Reason::malformed_assertion, "pid, resource and consumer_org are well-formed");
  for (const std::string_view rule : kRules) {
    const auto is_it = [&](const auto& known) { return known.name == rule; };
    EXPECT_TRUE(std::ranges::any_of(opening_rules(), is_it) ||
                std::ranges::any_of(jwt_bearer_rules(), is_it))
        << rule;
    EXPECT_NE(cure(Reason::malformed_assertion, rule), general) << rule;
  }
}

}  // namespace
}  // namespace portvakt::grant
