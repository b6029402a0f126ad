#include "delegation/built_in_register.hpp"

#include "delegation/asked.hpp"

#include <gtest/gtest.h>

namespace portvakt::delegation {
namespace {

const Instant kNow = from_epoch(1'790'000'000);

struct BuiltIn : testing::Test {
  BuiltIn() {
    for (const ScopeName& name : {kHealth, kWater}) {
      known.put(Scope{.name = name,
                      .owner = must(OrgNumber::parse("312345676")),
                      .delegation_source = std::nullopt});
    }
  }
  void delegate(const ScopeName& scope, Instant from, std::optional<Instant> to) {
    known.put(Delegation{.scope = scope,
                         .consumer = question({}).consumer,
                         .supplier = question({}).supplier,
                         .valid_from = from,
                         .valid_to = to,
                         .revoked = std::nullopt});
  }
  Answer ask(Question asked) {
    return finished(BuiltInRegister(known).ask(std::move(asked), Stopwatch()));
  }

  registry::Registry known;
};

//= delegation.period
TEST_F(BuiltIn, CountsADelegationFromItsFirstSecondUpToItsLast) {
  delegate(kHealth, kNow, kNow + seconds{60});
  const struct {
    milliseconds at;
    Verdict verdict;
  } cases[] = {{milliseconds{-1}, Verdict::not_delegated},
               {milliseconds{0}, Verdict::delegated},
               {milliseconds{59'999}, Verdict::delegated},
               {milliseconds{60'000}, Verdict::not_delegated}};
  for (const auto& c : cases)
    EXPECT_EQ(ask(question({kHealth}, kNow + c.at)).verdict, c.verdict) << c.at.count();
}

TEST_F(BuiltIn, NamesTheFirstScopeThatIsNotDelegated) {
  delegate(kHealth, kNow, std::nullopt);
  EXPECT_EQ(ask(question({kHealth})).verdict, Verdict::delegated);
  const Answer answer = ask(question({kHealth, kWater}));
  EXPECT_EQ(answer.verdict, Verdict::not_delegated);
  EXPECT_EQ(answer.detail, kWater.text());
}

TEST_F(BuiltIn, KnowsWhichSideIsWhich) {
  delegate(kHealth, kNow, std::nullopt);
  Question turned = question({kHealth});
  std::swap(turned.consumer, turned.supplier);
  EXPECT_EQ(ask(turned).verdict, Verdict::not_delegated);
  EXPECT_EQ(ask(question({must(ScopeName::parse("fjellrev:nothing"))})).verdict,
            Verdict::not_delegated);
}

}  // namespace
}  // namespace portvakt::delegation
