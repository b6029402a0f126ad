#include "grant/seal_rules.hpp"

#include "grant/shared_rules.hpp"

namespace portvakt::grant {
namespace {

Verdict check_own_behalf(Judgement& j) {
  if (!j.consumer_org) return {};
  j.offence = "consumer_org";
  return deny(Reason::malformed_assertion);
}
Observation observe_own_behalf(const Judgement& j) {
  return {j.offence.empty() ? "no consumer_org" : j.offence,
          "a grant for the organisation that the seal names, without consumer_org"};
}

Verdict check_scopes(Judgement& j) {
  return find_scopes(j, [](const auto& scope) { return scope.scope.supports_european_businesses; });
}
Observation observe_scopes(const Judgement& j) {
  return {j.offence.empty() ? "every scope is for European businesses" : j.offence,
          "scopes that exist, are active and have supports_european_businesses"};
}

Verdict check_no_details(Judgement& j) {
  if (j.grant.claims().authorization_details) return deny(Reason::unknown_authorization_details);
  return {};
}
Observation observe_no_details(const Judgement& j) {
  return {
      j.grant.claims().authorization_details ? "authorization_details" : "no authorization_details",
      "none behind a seal"};
}

// Top to bottom is the order a request is judged in, as the rules for clients have it.
// clang-format off
constexpr Rule<Judgement> kRules[] = {
    {"aud names this server, exactly",                 check_audience,       observe_audience},
    {"exp is not in the past",                         check_expiry,         observe_expiry},
    {"iat is not in the future",                       check_issue_time,     observe_issue_time},
    {"exp - iat is short enough",                      check_lifetime,       observe_lifetime},
    {"nbf is not in the future",                       check_not_before,     observe_not_before},
    {"pid, resource and consumer_org are well-formed", check_values,         observe_values},
    {"a seal speaks for its holder only",              check_own_behalf,     observe_own_behalf},
    {"every scope is for European businesses",         check_scopes,         observe_scopes},
    {"every scope is for this type of client",         check_integration_type, observe_integration_type},
    {"no authorization_details behind a seal",         check_no_details,     observe_no_details},
    {"resource and scopes agree on one audience",      check_token_audience, observe_token_audience},
};
// clang-format on

}  // namespace

std::span<const Rule<Judgement>> seal_rules() { return kRules; }

}  // namespace portvakt::grant
