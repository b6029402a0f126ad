// The rules of docs/protocol.md ("Order of checks"): everything right but one thing, on both sides
// of each limit.
#include "grant/jwt_bearer.hpp"

#include "grant/grant_world.hpp"
#include "grant/hint.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <set>

namespace portvakt::grant {
namespace {

struct Denied {
  const char* name;
  void (*spoil)(World&);
  Reason reason;
};
void PrintTo(const Denied& c, std::ostream* out) { *out << c.name; }

void claim(World& w, std::string_view name, json::value value) {
  w.claims[name] = std::move(value);
}
std::int64_t now_of(const World& w) { return epoch(w.now); }

// clang-format off
const Denied kDenied[] = {
    // the form of the assertion
    {"ABlankInside", [](World& w) { w.tamper = [](std::string& t) { t.insert(9, " "); }; }, Reason::malformed_assertion},
    {"ALineBreakAtTheEnd", [](World& w) { w.tamper = [](std::string& t) { t += "\n"; }; }, Reason::malformed_assertion},
    {"TwoParts", [](World& w) { w.tamper = [](std::string& t) { t.erase(t.rfind('.')); }; }, Reason::malformed_assertion},
    {"FourParts", [](World& w) { w.tamper = [](std::string& t) { t += ".AAAA"; }; }, Reason::malformed_assertion},
    {"Padding", [](World& w) { w.tamper = [](std::string& t) { t += "="; }; }, Reason::malformed_assertion},
    // header
    {"AlgIsNone", [](World& w) { w.header["alg"] = "none"; }, Reason::malformed_assertion},
    {"AlgIsNoneInCapitals", [](World& w) { w.header["alg"] = "nOnE"; }, Reason::malformed_assertion},
    {"AlgIsHmac", [](World& w) { w.header["alg"] = "HS256"; }, Reason::malformed_assertion},
    {"AlgIsPss", [](World& w) { w.header["alg"] = "PS256"; }, Reason::malformed_assertion},
    {"AlgIsEcdsa", [](World& w) { w.header["alg"] = "ES256"; }, Reason::malformed_assertion},
    {"AlgIsMissing", [](World& w) { w.header.erase("alg"); }, Reason::malformed_assertion},
    {"AlgIsANumber", [](World& w) { w.header["alg"] = 256; }, Reason::malformed_assertion},
    {"CritIsThere", [](World& w) { w.header["crit"] = json::array{"exp"}; }, Reason::malformed_assertion},
    {"B64IsThere", [](World& w) { w.header["b64"] = false; }, Reason::malformed_assertion},
    {"KidIsANumber", [](World& w) { w.header["kid"] = 1; }, Reason::malformed_assertion},
    //= header.kid
    {"KidIsTooLong", [](World& w) { w.header["kid"] = std::string(256, 'k'); }, Reason::malformed_assertion},
    {"KidHasAControlCharacter", [](World& w) { w.header["kid"] = "a\nb"; }, Reason::malformed_assertion},
    {"NeitherKidNorX5cOfAClientWithKeys", [](World& w) { w.header.erase("kid"); }, Reason::kid_missing},
    {"NeitherKidNorX5cNorAnyKey", [](World& w) { w.header.erase("kid"); w.keys.clear(); }, Reason::malformed_assertion},
    {"X5cIsAString", [](World& w) { w.header["x5c"] = "MIIB"; }, Reason::malformed_x5c},
    {"X5cIsEmpty", [](World& w) { w.header["x5c"] = json::array{}; }, Reason::malformed_x5c},
    //= header.x5c
    {"X5cHoldsFive", [](World& w) { w.header["x5c"] = json::array(5, "MIIB"); }, Reason::malformed_x5c},
    {"X5cIsNotBase64", [](World& w) { w.header["x5c"] = {"not base64", "MIIB"}; }, Reason::malformed_x5c},
    // claims
    {"IssIsMissing", [](World& w) { w.claims.erase("iss"); }, Reason::malformed_assertion},
    {"IssIsANumber", [](World& w) { claim(w, "iss", 1); }, Reason::malformed_assertion},
    {"AudIsMissing", [](World& w) { w.claims.erase("aud"); }, Reason::malformed_assertion},
    {"AudIsANumber", [](World& w) { claim(w, "aud", 1); }, Reason::malformed_assertion},
    {"ScopeIsMissing", [](World& w) { w.claims.erase("scope"); }, Reason::malformed_assertion},
    {"ScopeIsBlank", [](World& w) { claim(w, "scope", "  "); }, Reason::malformed_assertion},
    {"ScopeIsAnArray", [](World& w) { claim(w, "scope", json::array{"fjellrev:vannmaaling.read"}); }, Reason::malformed_assertion},
    {"IatIsMissing", [](World& w) { w.claims.erase("iat"); }, Reason::malformed_assertion},
    {"IatIsNull", [](World& w) { claim(w, "iat", nullptr); }, Reason::malformed_assertion},
    {"IatIsAString", [](World& w) { claim(w, "iat", "1790000000"); }, Reason::malformed_assertion},
    {"IatIsNegative", [](World& w) { claim(w, "iat", -1); }, Reason::malformed_assertion},
    {"ExpIsMissing", [](World& w) { w.claims.erase("exp"); }, Reason::malformed_assertion},
    {"ExpIsAString", [](World& w) { claim(w, "exp", "1790000120"); }, Reason::malformed_assertion},
    {"ExpIsTooFarToPrint", [](World& w) { claim(w, "exp", 1e18); }, Reason::malformed_assertion},
    {"NbfIsAString", [](World& w) { claim(w, "nbf", "1790000000"); }, Reason::malformed_assertion},
    {"JtiIsANumber", [](World& w) { claim(w, "jti", 7); }, Reason::malformed_assertion},
    {"AnUnknownClaim", [](World& w) { claim(w, "foo", "bar"); }, Reason::malformed_assertion},
    {"PrnFromOldLibraries", [](World& w) { claim(w, "prn", "x"); }, Reason::malformed_assertion},
    {"AuthorizationDetailsIsAnObject", [](World& w) { claim(w, "authorization_details", json::object{}); }, Reason::malformed_assertion},
    // client and key
    {"IssIsNobody", [](World& w) { claim(w, "iss", "nobody"); }, Reason::unknown_client},
    {"ClientIsInactive", [](World& w) { w.client.active = false; }, Reason::unknown_client},
    //= client.type
    {"ClientIsForLogin", [](World& w) { w.client.integration_type = IntegrationType::idporten; }, Reason::unknown_client},
    {"KidIsNotOnTheClient", [](World& w) { w.header["kid"] = "key-2"; }, Reason::unknown_kid},
    {"KidWithoutAnyKey", [](World& w) { w.keys.clear(); }, Reason::unknown_kid},
    {"KidAndX5cWithoutAnyKey", [](World& w) { w.keys.clear(); w.header["x5c"] = json::array{"MIIB"}; }, Reason::unknown_kid},
    {"X5cOfAClientWithKeys", [](World& w) { w.header.erase("kid"); w.header["x5c"] = json::array{"MIIB"}; }, Reason::kid_missing},
    {"X5cThatNobodyTrusts", [](World& w) { w.keys.clear(); w.header.erase("kid"); w.header["x5c"] = json::array{"MIIB"}; }, Reason::untrusted_certificate},
    {"X5cIsNoCertificate", [](World& w) { w.sign_with_certificate(); w.header["x5c"] = json::array{"MIIB"}; }, Reason::malformed_x5c},
    {"X5cHoldsSomethingElseBesideTheLeaf", [](World& w) { w.sign_with_certificate(); w.header["x5c"].get_array().push_back("MIIB"); }, Reason::malformed_x5c},
    {"CertificateHasExpired", [](World& w) { w.sign_with_certificate(pki::TestKind::expired); }, Reason::untrusted_certificate},
    {"CertificateIsRevoked", [](World& w) { w.sign_with_certificate(pki::TestKind::revoked); }, Reason::untrusted_certificate},
    {"CertificateIsOfALookAlike", [](World& w) { w.sign_with_certificate(pki::TestKind::untrusted); }, Reason::untrusted_certificate},
    {"CertificateBesideAKidWithoutAnyKey", [](World& w) { w.sign_with_certificate(); w.header["kid"] = "key-1"; }, Reason::unknown_kid},
    {"CertificateOfAClientWithKeys", [](World& w) { auto keys = w.keys; w.sign_with_certificate(); w.keys = keys; }, Reason::kid_missing},
    {"CertificateOfAnotherOrganisation", [](World& w) { w.sign_with_certificate(pki::TestKind::seid1, "315000122"); }, Reason::certificate_of_other_org},
    {"CertificateOfTheSupplier", [](World& w) { w.client.supplier = must(OrgNumber::parse("310999113")); w.sign_with_certificate(pki::TestKind::seid1, "310999113"); }, Reason::certificate_of_other_org},
    {"CertificateOfAnotherOrganisationThatIsRevoked", [](World& w) { w.sign_with_certificate(pki::TestKind::revoked, "315000122"); }, Reason::untrusted_certificate},
    {"CertificateButAnotherText", [](World& w) { w.sign_with_certificate(); w.tamper = [](std::string& t) { t.back() = t.back() == 'A' ? 'Q' : 'A'; }; }, Reason::bad_signature},
    {"KeyIsLockedToACertificateNobodyTrusts", [](World& w) { w.lock_key(pki::TestKind::untrusted); }, Reason::untrusted_certificate},
    {"KeyIsLockedToARevokedCertificate", [](World& w) { w.lock_key(pki::TestKind::revoked); }, Reason::untrusted_certificate},
    {"KeyIsLockedWhereCertificatesAreOff", [](World& w) { w.lock_key(pki::TestKind::seid1); w.certificates = &no_certificates(); }, Reason::untrusted_certificate},
    //= key.expiry
    {"KeyExpiresNow", [](World& w) { w.keys[0].expires = w.now; }, Reason::expired_key},
    {"AlgIsNotTheKeysOwn", [](World& w) { w.keys[0].jwk.alg = jose::Algorithm::rs512; }, Reason::bad_signature},
    {"SignatureOfAnotherText", [](World& w) { w.tamper = [](std::string& t) { t[t.size() / 2] = t[t.size() / 2] == 'A' ? 'B' : 'A'; }; }, Reason::bad_signature},
    // audience
    {"AudLacksItsSlash", [](World& w) { claim(w, "aud", "https://maskinporten.example"); }, Reason::bad_audience},
    {"AudIsTheTokenEndpoint", [](World& w) { claim(w, "aud", "https://maskinporten.example/token"); }, Reason::bad_audience},
    {"AudIsHttp", [](World& w) { claim(w, "aud", "http://maskinporten.example/"); }, Reason::bad_audience},
    {"AudHasCapitals", [](World& w) { claim(w, "aud", "https://Maskinporten.example/"); }, Reason::bad_audience},
    {"AudOfTwoWithTheRightOne", [](World& w) { claim(w, "aud", json::array{"https://maskinporten.example/", "https://other.example/"}); }, Reason::bad_audience},
    {"AudOnlyBeginsRight", [](World& w) { claim(w, "aud", "https://maskinporten.example/.evil.example/"); }, Reason::bad_audience},
    // times
    //= claims.exp-past
    {"ExpIsElevenSecondsAgo", [](World& w) { claim(w, "iat", now_of(w) - 60); claim(w, "exp", now_of(w) - 11); }, Reason::expired},
    {"ExpIsAMillisecondTooOld", [](World& w) { claim(w, "iat", now_of(w) - 60); claim(w, "exp", static_cast<double>(now_of(w)) - 10.001); }, Reason::expired},
    //= claims.iat-ahead
    {"IatIsElevenSecondsAhead", [](World& w) { claim(w, "iat", now_of(w) + 11); }, Reason::issued_in_future},
    //= claims.lifetime
    {"LivesFor121Seconds", [](World& w) { claim(w, "exp", now_of(w) + 121); }, Reason::too_long_lived},
    //= claims.lifetime-setting
    {"LivesFor181SecondsWhere180IsTheLimit", [](World& w) { w.policy.longest_grant = seconds{180}; claim(w, "exp", now_of(w) + 181); }, Reason::too_long_lived},
    //= claims.nbf
    {"NbfIsElevenSecondsAhead", [](World& w) { claim(w, "nbf", now_of(w) + 11); }, Reason::not_yet_valid},
    // values
    {"PidHasAWrongDigit", [](World& w) { claim(w, "pid", "15819010453"); }, Reason::malformed_assertion},
    {"PidIsANumber", [](World& w) { claim(w, "pid", 15819010452); }, Reason::malformed_assertion},
    {"ResourceIsNoUri", [](World& w) { claim(w, "resource", "api"); }, Reason::malformed_assertion},
    {"ResourceIsAnEmptyArray", [](World& w) { claim(w, "resource", json::array{}); }, Reason::malformed_assertion},
    {"ResourceHoldsANumber", [](World& w) { claim(w, "resource", json::array{1}); }, Reason::malformed_assertion},
    {"ConsumerOrgHasEightDigits", [](World& w) { claim(w, "consumer_org", "31500012"); }, Reason::malformed_assertion},
    {"ConsumerOrgHasAWrongCheckDigit", [](World& w) { claim(w, "consumer_org", "315000123"); }, Reason::malformed_assertion},
    {"ConsumerOrgWithItsAuthority", [](World& w) { claim(w, "consumer_org", "0192:315000122"); }, Reason::malformed_assertion},
    // scopes
    {"ScopeDoesNotExist", [](World& w) { claim(w, "scope", "fjellrev:nothing"); }, Reason::scope_not_on_client},
    {"ScopeIsNotOnTheClient", [](World& w) { w.client.scopes.clear(); }, Reason::scope_not_on_client},
    {"ScopeInOtherCase", [](World& w) { claim(w, "scope", "fjellrev:Vannmaaling.read"); }, Reason::scope_not_on_client},
    {"OneOfTwoScopesIsNotOnTheClient", [](World& w) { claim(w, "scope", "fjellrev:vannmaaling.read fjellrev:x"); }, Reason::scope_not_on_client},
    {"ScopeIsInactive", [](World& w) { w.scopes[0].active = false; }, Reason::scope_not_on_client},
    {"ScopeIsForLoginOnly", [](World& w) { w.scopes[0].allowed_integration_types = {IntegrationType::idporten}; }, Reason::scope_of_other_type},
    {"ConsumerOrgIsTheClientsOwn", [](World& w) { claim(w, "consumer_org", "312345609"); }, Reason::consumer_is_client},
    {"AccessWasNeverGranted", [](World& w) { w.accesses.clear(); }, Reason::access_not_granted},
    {"AccessWasTakenBack", [](World& w) { w.accesses[0].state = AccessState::denied; }, Reason::access_not_granted},
    //= scope.access
    {"AccessIsOnlyRequested", [](World& w) { w.accesses[0].state = AccessState::requested; }, Reason::access_not_granted},
    {"DelegatedScopeWithoutConsumerOrg", [](World& w) { w.accesses.clear(); w.scopes[0].delegation_source = must(Uri::parse("https://altinn.example/")); }, Reason::access_not_granted},
    {"ScopeCannotBeDelegated", [](World& w) { claim(w, "consumer_org", "315000122"); }, Reason::not_delegated},
    {"ConsumerOrgWithoutAccess", [](World& w) { claim(w, "consumer_org", "315000122"); w.scopes[0].delegation_source = must(Uri::parse("https://altinn.example/")); }, Reason::access_not_granted},
    {"ConsumerOrgWithAccessButNoDelegation", [](World& w) { claim(w, "consumer_org", "315000122"); w.scopes[0].delegation_source = must(Uri::parse("https://altinn.example/")); w.add_access("fjellrev:vannmaaling.read", "315000122"); }, Reason::not_delegated},
    {"DelegationIsNotYetValid", [](World& w) { w.delegate(); w.delegations[0].valid_from = w.now + milliseconds{1}; }, Reason::not_delegated},
    {"DelegationHasJustExpired", [](World& w) { w.delegate(); w.delegations[0].valid_from -= seconds{60}; w.delegations[0].valid_to = w.now; }, Reason::not_delegated},
    {"DelegationWasRevoked", [](World& w) { w.delegate(); w.delegations[0].revoked = w.now; }, Reason::not_delegated},
    {"DelegationIsToAnotherSupplier", [](World& w) { w.delegate(); w.delegations[0].supplier = must(OrgNumber::parse("310999113")); }, Reason::not_delegated},
    {"DelegationIsOfAnotherConsumer", [](World& w) { w.delegate(); w.delegations[0].consumer = must(OrgNumber::parse("310999113")); }, Reason::not_delegated},
    {"DelegationIsOfAnotherScope", [](World& w) { w.delegate(); w.add_scope("fjellrev:other"); w.delegations[0].scope = w.scopes[1].name; }, Reason::not_delegated},
    {"DelegationWithoutAccess", [](World& w) { w.delegate(); w.accesses.pop_back(); }, Reason::access_not_granted},
    {"OneOfTwoScopesCannotBeDelegated", [](World& w) { w.delegate(); w.hold("fjellrev:plain", "315000122"); }, Reason::not_delegated},
    //= scope.one-source
    {"TwoScopesWithTwoSources", [](World& w) { w.delegate(); w.hold("fjellrev:elsewhere", "315000122"); w.scopes[1].delegation_source = must(Uri::parse("https://altinn.example/")); w.register_says = delegation::delegated(); }, Reason::not_delegated},
    {"RegisterCannotTell", [](World& w) { w.delegate(); w.register_says = delegation::unavailable("it is away"); }, Reason::unavailable},
    //= scope.supplier-client
    {"SupplierHasTheAccessButNotItsCustomer", [](World& w) { w.client.supplier = must(OrgNumber::parse("310999113")); w.accesses.clear(); w.add_access("fjellrev:vannmaaling.read", "310999113"); }, Reason::access_not_granted},
    // authorization details
    //= details.type
    {"DetailsOfAnUnknownType", [](World& w) { w.ask_for_detail({{"type", "urn:altinn:consent"}}); }, Reason::unknown_authorization_details},
    {"DetailsOfATypeInOtherCase", [](World& w) { w.use_system_user()["type"] = "urn:altinn:SystemUser"; }, Reason::unknown_authorization_details},
    {"DetailsWithoutType", [](World& w) { w.use_system_user().erase("type"); }, Reason::unknown_authorization_details},
    {"DetailsWithTypeAsNumber", [](World& w) { w.use_system_user()["type"] = 1; }, Reason::unknown_authorization_details},
    {"DetailsOfText", [](World& w) { claim(w, "authorization_details", json::array{"urn:altinn:systemuser"}); }, Reason::unknown_authorization_details},
    //= details.members
    {"DetailsWithAnUnknownMember", [](World& w) { w.use_system_user()["system_id"] = "312345609_vann"; }, Reason::unknown_authorization_details_member},
    //= details.values
    {"DetailsWithoutOrganisation", [](World& w) { w.use_system_user().erase("systemuser_org"); }, Reason::wrong_authorization_details_value},
    //= details.one
    {"NoDetailsInTheArray", [](World& w) { claim(w, "authorization_details", json::array{}); }, Reason::wrong_authorization_details_value},
    {"TwoDetails", [](World& w) { w.use_system_user(); auto& all = w.claims["authorization_details"].get_array(); all.push_back(all[0]); }, Reason::wrong_authorization_details_value},
    //= system-user.consumer-org
    {"SystemUserBesideConsumerOrg", [](World& w) { w.delegate(); w.use_system_user(); }, Reason::malformed_assertion},
    //= system-user.absent
    {"SystemUserIsOfAnotherOwner", [](World& w) { w.use_system_user()["systemuser_org"].get_object()["ID"] = "0192:317777019"; }, Reason::customer_not_configured},
    {"SystemUserHasAnotherReference", [](World& w) { w.use_system_user()["externalRef"] = "kunde-42"; }, Reason::customer_not_configured},
    {"SystemUserWasDeleted", [](World& w) { w.use_system_user(); w.system_users[0].deleted = w.now; }, Reason::customer_not_configured},
    {"SystemUserIsForAnotherClient", [](World& w) { w.use_system_user(); w.system_users[0].client = must(ClientId::parse("client-2")); }, Reason::customer_not_configured},
    //= system-user.access
    {"SystemUserWithoutAccessOfTheVendor", [](World& w) { w.use_system_user(); w.accesses.clear(); }, Reason::access_not_granted},
    {"RegisterKnowsNoSuchDetail", [](World& w) { w.use_other_detail(details::wrong_value("id")); }, Reason::wrong_authorization_details_value},
    {"RegisterOfDetailsCannotTell", [](World& w) { w.use_other_detail(details::unavailable("it is away")); }, Reason::unavailable},
    //= details.order
    {"DetailsBeforeAnEnforcedAudience", [](World& w) { w.ask_for_detail({{"type", "x"}}); w.scopes[0].enforced_aud = "https://api.example/"; claim(w, "resource", "https://other.example/"); }, Reason::unknown_authorization_details},
    {"AnEnforcedAudienceBeforeTheDetailsRegister", [](World& w) { w.use_other_detail(details::unavailable("it is away")); w.scopes[0].enforced_aud = "https://api.example/"; claim(w, "resource", "https://other.example/"); }, Reason::malformed_assertion},
    {"ResourceAgainstAnEnforcedAudience", [](World& w) { w.scopes[0].enforced_aud = "https://api.example/"; claim(w, "resource", "https://other.example/"); }, Reason::malformed_assertion},
};
// clang-format on

class JwtBearer : public testing::TestWithParam<Denied> {};

TEST_P(JwtBearer, Denies) {
  World world;
  GetParam().spoil(world);
  const auto outcome = world.judge();
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().denial.reason, GetParam().reason)
      << description(outcome.error().denial) << " by rule: " << outcome.error().rule;
  EXPECT_FALSE(outcome.error().observation.saw.empty());
  EXPECT_FALSE(outcome.error().observation.expected.empty());
}

//= explain.same-rules
TEST_P(JwtBearer, IsExplainedAsItIsDenied) {
  World world;
  GetParam().spoil(world);
  const Refusal denied = world.judge().error();
  const Explanation told = world.explain();
  const bool nobodys = denied.rule == kClientRule && denied.client_id.empty() && told.stranger;
  ASSERT_TRUE(told.refusal.has_value());
  EXPECT_EQ(told.refusal->rule, denied.rule);
  EXPECT_EQ(told.refusal->denial.reason, denied.denial.reason);
  EXPECT_EQ(told.refusal->denial.names, denied.denial.names);
  if (!nobodys) EXPECT_EQ(told.refusal->observation.saw, denied.observation.saw);
  const auto failed = std::ranges::find(told.rules, Outcome::failed, &ToldRule::outcome);
  ASSERT_NE(failed, told.rules.end());
  EXPECT_EQ(failed->name, denied.rule);
  EXPECT_FALSE(failed->cure.empty());
}

//= hint.form hint.no-secrets
TEST_P(JwtBearer, HasAHintThatFitsAHeaderAndHoldsNoSecret) {
  World world;
  GetParam().spoil(world);
  const std::string sentence = hint(world.judge().error());
  EXPECT_LE(sentence.size(), kLongestHint);
  EXPECT_TRUE(std::ranges::all_of(sentence, [](char c) { return c >= ' ' && c <= '~'; }))
      << sentence;
  EXPECT_TRUE(sentence.contains(world.judge().error().rule));
  EXPECT_TRUE(sentence.contains(" Cure: ")) << sentence;
  EXPECT_TRUE(sentence.ends_with('.')) << sentence;
  const std::string assertion = world.assertion();
  for (std::size_t at = 0; at + 24 < assertion.size(); at += 24)
    EXPECT_FALSE(sentence.contains(assertion.substr(at, 24)));
}
INSTANTIATE_TEST_SUITE_P(When, JwtBearer, testing::ValuesIn(kDenied),
                         [](const auto& info) { return info.param.name; });

TEST(JwtBearerRules, HaveEachACaseThatTripsThem) {
  std::set<std::string_view> tripped;
  for (const Denied& c : kDenied) {
    World world;
    c.spoil(world);
    const auto outcome = world.judge();
    ASSERT_FALSE(outcome.has_value()) << c.name;
    tripped.insert(outcome.error().rule);
  }
  for (const auto& rule : opening_rules()) EXPECT_TRUE(tripped.contains(rule.name)) << rule.name;
  for (const auto& rule : jwt_bearer_rules()) EXPECT_TRUE(tripped.contains(rule.name)) << rule.name;
}

struct Granted {
  const char* name;
  void (*change)(World&);
};
void PrintTo(const Granted& c, std::ostream* out) { *out << c.name; }

// clang-format off
const Granted kGranted[] = {
    {"AsItIs", [](World&) {}},
    {"AudIsAnArrayOfOne", [](World& w) { claim(w, "aud", json::array{World::kIssuer}); }},
    {"TypIsAbsent", [](World& w) { w.header.erase("typ"); }},
    {"JwkJkuAndX5uAreIgnored", [](World& w) { w.header["jwk"] = json::object{}; w.header["jku"] = "http://127.0.0.1:1/"; w.header["x5u"] = "http://127.0.0.1:1/"; }},
    {"X5cBesideAKnownKid", [](World& w) { w.header["x5c"] = json::array{"MIIB"}; }},
    {"CertificateOfTheClientsOrganisation", [](World& w) { w.sign_with_certificate(); }},
    {"CertificateWithoutItsChain", [](World& w) { w.sign_with_certificate(); w.header["x5c"].get_array().resize(1); }},
    {"CertificateOfTheCustomerOfASupplier", [](World& w) { w.client.supplier = must(OrgNumber::parse("310999113")); w.sign_with_certificate(); }},
    {"KeyIsLockedToAGoodCertificate", [](World& w) { w.lock_key(pki::TestKind::seid1); }},
    {"KeyIsLockedToAnotherOrganisationsCertificate", [](World& w) { w.lock_key(pki::TestKind::seid1, "315000122"); }},
    {"SubAndNbfAreTolerated", [](World& w) { claim(w, "sub", "anything"); claim(w, "nbf", now_of(w)); }},
    {"JtiIsAbsent", [](World& w) { w.claims.erase("jti"); }},
    {"NullClaimsAreAbsent", [](World& w) { claim(w, "pid", nullptr); claim(w, "resource", nullptr); claim(w, "consumer_org", nullptr); claim(w, "jti", nullptr); }},
    {"TimesAreDoubles", [](World& w) { claim(w, "iat", static_cast<double>(now_of(w))); claim(w, "exp", static_cast<double>(now_of(w)) + 120.0); }},
    {"IatIsHalfASecondAhead", [](World& w) { claim(w, "iat", static_cast<double>(now_of(w)) + 0.5); claim(w, "exp", static_cast<double>(now_of(w)) + 120.0); }},
    {"IatIsAMinuteOld", [](World& w) { claim(w, "iat", now_of(w) - 60); claim(w, "exp", now_of(w) + 60); }},
    //= claims.iat-ahead
    {"IatIsTenSecondsAhead", [](World& w) { claim(w, "iat", now_of(w) + 10); claim(w, "exp", now_of(w) + 120); }},
    //= claims.exp-past
    {"ExpIsTenSecondsAgo", [](World& w) { claim(w, "iat", now_of(w) - 60); claim(w, "exp", now_of(w) - 10); }},
    //= claims.nbf
    {"NbfIsTenSecondsAhead", [](World& w) { claim(w, "nbf", now_of(w) + 10); }},
    //= claims.lifetime-setting
    {"Lives180SecondsWhere180IsTheLimit", [](World& w) { w.policy.longest_grant = seconds{180}; claim(w, "exp", now_of(w) + 180); }},
    //= claims.unknown-setting
    {"UnknownClaimsWhereIgnored", [](World& w) { w.policy.unknown_claims = UnknownClaims::ignored; claim(w, "foo", 1); }},
    //= claims.on-behalf-of-setting
    {"OnBehalfOfWhereLetThrough", [](World& w) { w.policy.on_behalf_of_claim = OnBehalfOfClaim::ignored; claim(w, "iss_onbehalfof", "kunde-1"); }},
    {"ScopeIsOpenForAll", [](World& w) { w.accesses.clear(); w.scopes[0].accessible_for_all = true; }},
    {"ScopeIsForMaskinporten", [](World& w) { w.scopes[0].allowed_integration_types = {IntegrationType::idporten, IntegrationType::maskinporten}; }},
    //= key.expiry
    {"KeyExpiresInAMillisecond", [](World& w) { w.keys[0].expires = w.now + milliseconds{1}; }},
    {"KeyHasTheGrantsAlg", [](World& w) { w.keys[0].jwk.alg = jose::Algorithm::rs256; }},
    {"CustomerOfASupplierHoldsTheAccess", [](World& w) { w.client.supplier = must(OrgNumber::parse("310999113")); }},
    //= claims.null
    {"AuthorizationDetailsNull", [](World& w) { claim(w, "authorization_details", nullptr); }},
    {"SystemUserWithItsReference", [](World& w) { w.use_system_user()["externalRef"] = "kunde-42"; w.system_users[0].external_ref = must(ExternalRef::parse("kunde-42")); }},
    {"ResourceEqualsTheEnforcedAudience", [](World& w) { w.scopes[0].enforced_aud = "https://api.example/"; claim(w, "resource", "https://api.example/"); }},
};
// clang-format on

class JwtBearerGrants : public testing::TestWithParam<Granted> {};
TEST_P(JwtBearerGrants, AToken) {
  World world;
  GetParam().change(world);
  const auto outcome = world.judge();
  ASSERT_TRUE(outcome.has_value())
      << description(outcome.error().denial) << ": " << outcome.error().observation.saw;
  EXPECT_EQ(outcome->client_id, "client-1");
  EXPECT_EQ(identifier(outcome->consumer), "0192:312345609");
}
INSTANTIATE_TEST_SUITE_P(When, JwtBearerGrants, testing::ValuesIn(kGranted),
                         [](const auto& info) { return info.param.name; });

TEST(JwtBearerApproval, NamesEveryScopeOnceInTheOrderAskedFor) {
  World world;
  world.add_scope("fjellrev:a");
  world.add_access("fjellrev:a", "312345609");
  world.client.scopes.push_back(must(ScopeName::parse("fjellrev:a")));
  claim(world, "scope", "fjellrev:vannmaaling.read\tfjellrev:a fjellrev:vannmaaling.read");
  EXPECT_EQ(world.judge()->scope, "fjellrev:vannmaaling.read fjellrev:a");
}

TEST(JwtBearerApproval, NamesCustomerAndSupplierOfASupplierRegisteredClient) {
  World world;
  world.client.supplier = must(OrgNumber::parse("310999113"));
  const auto approval = world.judge();
  ASSERT_TRUE(approval.has_value());
  EXPECT_EQ(identifier(approval->consumer), "0192:312345609");
  EXPECT_EQ(approval->supplier->digits(), "310999113");
}

//= scope.delegated
TEST(JwtBearerApproval, NamesConsumerSupplierAndSourceOfADelegation) {
  World world;
  world.delegate();
  const auto approval = world.judge();
  ASSERT_TRUE(approval.has_value()) << approval.error().observation.saw;
  EXPECT_EQ(identifier(approval->consumer), "0192:315000122");
  EXPECT_EQ(approval->supplier->digits(), "312345609");
  EXPECT_EQ(approval->delegation_source, "https://delegations.example/");
  ASSERT_TRUE(world.asked);
  EXPECT_EQ(world.asked->source.text(), "https://delegations.example/");
  EXPECT_EQ(world.asked->question.scopes, std::vector{world.scopes[0].name});
}

TEST(JwtBearerApproval, LetsAnOpenScopeBeDelegatedWithoutAccess) {
  World world;
  world.delegate();
  world.accesses.clear();
  world.scopes[0].accessible_for_all = true;
  EXPECT_TRUE(world.judge().has_value());
}

TEST(JwtBearerDenial, NamesTheScopeThatWasNotDelegatedAndBothOrganisations) {
  World world;
  world.delegate();
  world.delegations.clear();
  EXPECT_EQ(description(world.judge().error().denial),
            "Consumer 315000122 has not delegated access to the scope fjellrev:vannmaaling.read to "
            "supplier 312345609.");
  world.hold("fjellrev:plain", "315000122");
  EXPECT_EQ(description(world.judge().error().denial),
            "Consumer 315000122 has not delegated access to the scope fjellrev:plain to "
            "supplier 312345609.");
}

//= altinn.order
TEST(JwtBearerLookup, IsMadeOnlyWhenEveryRuleBeforeItHolds) {
  World plain;
  EXPECT_TRUE(plain.judge().has_value());
  EXPECT_FALSE(plain.asked);
  void (*const spoils[])(World&) = {
      [](World& w) { claim(w, "aud", "https://other.example/"); },
      [](World& w) {
        claim(w, "exp", now_of(w) - 60);
        claim(w, "iat", now_of(w) - 90);
      },
      [](World& w) { claim(w, "scope", "fjellrev:nothing"); },
      [](World& w) { claim(w, "consumer_org", "312345609"); },
      [](World& w) { w.accesses.clear(); },
      [](World& w) { w.hold("fjellrev:plain", "315000122"); },
  };
  for (const auto spoil : spoils) {
    World world;
    world.delegate();
    spoil(world);
    EXPECT_FALSE(world.judge().has_value());
    EXPECT_FALSE(world.asked);
  }
}

//= system-user.token system-user.consumer
TEST(JwtBearerApproval, HasTheSystemUserOfTheCustomerAndTheVendorAsConsumer) {
  World world;
  world.use_system_user();
  const auto approval = world.judge();
  ASSERT_TRUE(approval.has_value()) << approval.error().observation.saw;
  EXPECT_EQ(identifier(approval->consumer), "0192:312345609");
  EXPECT_FALSE(approval->supplier);
  EXPECT_EQ(approval->delegation_source, "");
  EXPECT_EQ(approval->authorization_details,
            R"([{"type":"urn:altinn:systemuser",)"
            R"("systemuser_id":["2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10"],)"
            R"("systemuser_org":{"authority":"iso6523-actorid-upis","ID":"0192:315000122"},)"
            R"("system_id":"312345609_vann"}])");
  EXPECT_EQ(approval->authorization_detail,
            "urn:altinn:systemuser 2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10");
}

//= consent.consumer-org
TEST(JwtBearerApproval, HasADetailBesideADelegationWhereItsTypeAllows) {
  World world;
  world.delegate();
  world.use_other_detail(details::holds(R"({"x":1})", "the-id"));
  const auto approval = world.judge();
  ASSERT_TRUE(approval.has_value()) << approval.error().observation.saw;
  EXPECT_EQ(identifier(approval->consumer), "0192:315000122");
  EXPECT_EQ(approval->supplier->digits(), "312345609");
  EXPECT_EQ(approval->authorization_details, R"([{"x":1}])");
  ASSERT_TRUE(world.asked_for);
  EXPECT_EQ(world.asked_for->asker.client_id, "client-1");
  EXPECT_EQ(world.asked_for->asker.org.digits(), "312345609");
  EXPECT_EQ(world.asked_for->asker.consumer.digits(), "315000122");
}

//= error.text-details
TEST(JwtBearerDenial, NamesTheWrongValueOfADetail) {
  World world;
  world.use_system_user().erase("systemuser_org");
  EXPECT_EQ(description(world.judge().error().denial),
            "Invalid authorization details values, systemuser_org");
  World absent;
  absent.use_system_user();
  absent.system_users.clear();
  EXPECT_EQ(description(absent.judge().error().denial), "Invalid authorization details values");
}

//= details.order
TEST(JwtBearerDetailLookup, IsMadeOnlyWhenEveryRuleBeforeItHolds) {
  World plain;
  EXPECT_TRUE(plain.judge().has_value());
  EXPECT_FALSE(plain.asked_for);
  void (*const spoils[])(World&) = {
      [](World& w) { claim(w, "aud", "https://other.example/"); },
      [](World& w) { claim(w, "scope", "fjellrev:nothing"); },
      [](World& w) { w.accesses.clear(); },
      [](World& w) { w.delegate(), w.delegations.clear(); },
      [](World& w) { w.delegate(), w.register_says = delegation::unavailable("away"); },
      [](World& w) { claim(w, "authorization_details", json::array{}); },
  };
  for (const auto spoil : spoils) {
    World world;
    world.use_other_detail(details::holds("{}", "id"));
    spoil(world);
    EXPECT_FALSE(world.judge().has_value());
    EXPECT_FALSE(world.asked_for);
  }
}

TEST(JwtBearerApproval, SaysHowTheClientProvedWhoItIs) {
  World with_key;
  EXPECT_EQ(with_key.judge()->client_amr, "private_key_jwt");
  EXPECT_EQ(with_key.judge()->kid, "key-1");
  EXPECT_EQ(with_key.judge()->certificate, "");

  World with_seal;
  with_seal.sign_with_certificate(pki::TestKind::qseal);
  EXPECT_EQ(with_seal.judge()->client_amr, "QCForESeal");
  EXPECT_EQ(with_seal.judge()->kid, "");
  EXPECT_TRUE(
      with_seal.judge()->certificate.ends_with(" CN=Portvakt Test Business CA,O=Portvakt,C=NO"));

  World locked;  // the key signs, whatever it is locked to
  locked.lock_key(pki::TestKind::qseal);
  EXPECT_EQ(locked.judge()->client_amr, "private_key_jwt");
}

//= scope.all-named
TEST(JwtBearerApproval, ListsEveryOffendingScope) {
  World world;
  claim(world, "scope", "fjellrev:x fjellrev:vannmaaling.read fjellrev:y");
  EXPECT_EQ(description(world.judge().error().denial),
            "Token request contains invalid scopes for client, fjellrev:x, fjellrev:y");
}

TEST(JwtBearerApproval, TakesTheAudienceFromResourceOrScope) {
  World world;
  EXPECT_TRUE(world.judge()->audience.empty());
  world.scopes[0].enforced_aud = "https://api.example/";
  EXPECT_EQ(world.judge()->audience, std::vector<std::string>{"https://api.example/"});
  world.scopes[0].enforced_aud.clear();
  claim(world, "resource", json::array{"https://a.example/", "urn:b"});
  EXPECT_EQ(world.judge()->audience, (std::vector<std::string>{"https://a.example/", "urn:b"}));
}

//= replay.once replay.without-jti
TEST(ReplayKey, IsTheJtiOrADigestOfTheAssertion) {
  World world;
  EXPECT_EQ(world.judge()->replay_key, "jti:jti-1");
  world.claims["jti"] = std::string(300, 'j');
  const std::string digest = world.judge()->replay_key;
  EXPECT_TRUE(digest.starts_with("sha256:"));
  world.claims["jti"] = std::string(299, 'j') + "k";
  EXPECT_NE(world.judge()->replay_key, digest);
  world.claims["jti"] = "";
  const std::string of_assertion = world.judge()->replay_key;
  EXPECT_TRUE(of_assertion.starts_with("sha256:"));
  world.claims["exp"] = epoch(world.now) + 119;
  EXPECT_NE(world.judge()->replay_key, of_assertion);
}

}  // namespace
}  // namespace portvakt::grant
