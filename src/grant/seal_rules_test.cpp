// docs/protocol.md §7.6: what a seal gets, and one thing wrong at a time.
#include "grant/seal_rules.hpp"

#include "grant/grant_world.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace portvakt::grant {
namespace {

//= seal.token
TEST(SealedGrant, SpeaksForWhomTheSealNames) {
  World world;
  world.sign_with_seal();
  world.scopes[0].at_max_age = seconds{30};
  const auto outcome = world.judge();
  ASSERT_TRUE(outcome) << outcome.error().rule;
  EXPECT_EQ(std::get<ForeignOrganisation>(outcome->consumer),
            (ForeignOrganisation{.id = "NTRNO-312345609",
                                 .common_name = "KLOK TIGER KOMMUNE",
                                 .name = "KLOK TIGER KOMMUNE",
                                 .country = "NO"}));
  EXPECT_EQ(outcome->client_amr, "QCForESeal");
  EXPECT_EQ(outcome->client_id, "eidas-" + outcome->certificate.substr(0, 40));
  EXPECT_EQ(outcome->kid, "");
  EXPECT_EQ(outcome->supplier, std::nullopt);
  EXPECT_EQ(outcome->lifetime, seconds{30});
}

TEST(SealedGrant, LivesAsLongAsTokensDoWhereNobodySaysOtherwise) {
  World world;
  world.sign_with_seal();
  world.policy.default_lifetime = seconds{77};
  EXPECT_EQ(world.judge().value().lifetime, seconds{77});
}

struct Case {
  const char* name;
  void (*spoil)(World&);
  Reason reason;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

// clang-format off
const Case kCases[] = {
    //= seal.off
    {"NobodyTrusted", [](World& w) { w.seals = nullptr; }, Reason::unknown_client},
    {"AKeyId", [](World& w) { w.header["kid"] = "key-1"; }, Reason::unknown_client},
    {"NoCertificate", [](World& w) { w.header.erase("x5c"); }, Reason::unknown_client},
    {"ARegisteredClient", [](World& w) { w.claims["iss"] = "client-1"; w.certificates = &no_certificates(); }, Reason::untrusted_certificate},
    //= seal.trust
    {"NoSeal", [](World& w) { w.sign_with_seal(pki::TestKind::seid1); }, Reason::untrusted_certificate},
    {"AnUntrustedIssuer", [](World& w) { w.sign_with_seal(pki::TestKind::untrusted); }, Reason::untrusted_certificate},
    {"AnotherAudience", [](World& w) { w.claims["aud"] = "https://maskinporten.example"; }, Reason::bad_audience},
    {"Expired", [](World& w) { w.claims["exp"] = epoch(w.now) - 11; }, Reason::expired},
    {"AMalformedResource", [](World& w) { w.claims["resource"] = "x"; }, Reason::malformed_assertion},
    //= seal.own-behalf
    {"ACustomer", [](World& w) { w.claims["consumer_org"] = "315000122"; }, Reason::malformed_assertion},
    {"Details", [](World& w) { w.claims["authorization_details"] = json::array{json::object{{"type", "urn:altinn:systemuser"}}}; },
     Reason::unknown_authorization_details},
    //= seal.scope
    {"AClosedScope", [](World& w) { w.scopes[0].supports_european_businesses = false; }, Reason::scope_not_on_client},
    {"AnInactiveScope", [](World& w) { w.scopes[0].active = false; }, Reason::scope_not_on_client},
    {"AnUnknownScope", [](World& w) { w.claims["scope"] = "fjellrev:ukjent"; }, Reason::scope_not_on_client},
    {"AnotherProductsScope", [](World& w) { w.scopes[0].allowed_integration_types = {IntegrationType::idporten}; }, Reason::scope_of_other_type},
};
// clang-format on

class SpoiltSeal : public testing::TestWithParam<Case> {};
TEST_P(SpoiltSeal, IsRefused) {
  World world;
  world.sign_with_seal();
  GetParam().spoil(world);
  const auto outcome = world.judge();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().denial.reason, GetParam().reason) << outcome.error().rule;
}
INSTANTIATE_TEST_SUITE_P(All, SpoiltSeal, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.name; });

TEST(SealRules, HaveNoNameTwice) {
  std::vector<std::string_view> names;
  for (const Rule<Judgement>& rule : seal_rules()) {
    EXPECT_EQ(std::ranges::count(names, rule.name), 0) << rule.name;
    names.push_back(rule.name);
  }
}

}  // namespace
}  // namespace portvakt::grant
