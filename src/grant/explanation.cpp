#include "grant/explanation.hpp"

#include "base/text.hpp"
#include "grant/detail_rules.hpp"
#include "grant/hint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::grant {
namespace {

ToldRule failed(const Refusal& refusal) {
  return {refusal.rule, Outcome::failed, refusal.observation,
          cure(refusal.denial.reason, refusal.rule)};
}

/// The opening's rules stop at the first refusal: each needs what the ones before it found.
void tell_opening(const Opening& opening, Explanation& told) {
  bool reached = true;
  for (const Rule<Opening>& rule : opening_rules()) {
    const bool refused = told.refusal && told.refusal->rule == rule.name;
    if (refused) {
      told.rules.push_back(failed(*told.refusal));
    } else {
      told.rules.push_back({rule.name, reached ? Outcome::passed : Outcome::not_reached,
                            reached ? rule.observe(opening) : Observation{}});
    }
    reached = reached && !refused;
  }
}

Refusal not_theirs(std::string_view client_id) {
  return {Denial{Reason::unknown_client},
          kClientRule,
          {fmt::format("iss \"{}\"", printable(client_id)),
           "the client_id of an active client that your organisation handles"}};
}

/// Nothing for a grant that has expired: its use may be forgotten. Before the oldest valid grant
/// was made, none of them was used.
std::optional<store::GrantUse> use_of(const VerifiedGrant& grant, Instant now,
                                      const Policy& policy) {
  const Instant expires = grant.claims().exp + policy.skew;
  if (expires < now) return std::nullopt;
  return store::GrantUse{grant.client().id, grant.replay_key(), expires,
                         now - policy.longest_grant - 2 * policy.skew};
}

}  // namespace

namespace {

/// Whether the rule waits for a register that cannot be asked here: whoever wants an explanation
/// must not make us call others.
bool needs_an_outside_answer(std::string_view rule, Judgement& judgement) {
  if (rule == kDelegationRule) return judgement.consumer_org && !judgement.delegation;
  if (rule != kDetailRule || !judgement.detail) return false;
  judgement.detail_answer = judgement.detail->at_hand(detail_asker(judgement));
  return !judgement.detail_answer;
}

/// A detail that cannot be read is nobody's to look up.
bool lacks_what_it_judges(std::string_view rule, const Judgement& judgement) {
  return rule == kDetailRule && judgement.grant.claims().authorization_details && !judgement.detail;
}

}  // namespace

std::string_view word(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed:
      return "passed";
    case Outcome::failed:
      return "failed";
    case Outcome::not_reached:
      return "not_reached";
    case Outcome::unknown:
      return "unknown";
  }
  std::unreachable();
}

void Explanation::used(bool before) {
  ToldRule& replay = rules.back();
  replay.observation = {before ? "a use of it" : "no use of it",
                        "a grant that is new for every token"};
  replay.outcome = before ? Outcome::failed : Outcome::passed;
  if (!before) return;
  replay.cure = cure(Reason::replayed, kReplayRule);
  if (!refusal && client_id)
    refusal = Refusal{Denial{Reason::replayed}, kReplayRule, replay.observation, *client_id};
}

// Unlike decide(), which ends at the first refusal, this goes on as long as what later rules build
// on is there.
void Explainer::judge(const VerifiedGrant& grant, const Policy& policy, Explanation& told) const {
  Judgement judgement{.grant = grant,
                      .registry = registry_,
                      .details = details_,
                      .policy = policy,
                      .now = told.now};
  if (const auto lookup = lookup_for(judgement))
    judgement.delegation = delegations_.at_hand(lookup->source, lookup->question);
  bool reached = true;
  for (const Rule<Judgement>& rule : jwt_bearer_rules()) {
    if (!reached || lacks_what_it_judges(rule.name, judgement)) {
      told.rules.push_back({rule.name});
      continue;
    }
    judgement.offence.clear();
    if (needs_an_outside_answer(rule.name, judgement)) {
      told.rules.push_back({rule.name, Outcome::unknown, rule.observe(judgement)});
      continue;
    }
    const Verdict verdict = rule.check(judgement);
    if (verdict) {
      told.rules.push_back({rule.name, Outcome::passed, rule.observe(judgement)});
      continue;
    }
    Refusal refusal{verdict.error(), rule.name, rule.observe(judgement), grant.client().id.text()};
    told.rules.push_back(failed(refusal));
    if (!told.refusal) told.refusal = std::move(refusal);
    reached = !rule.others_build_on_it;
  }
}

Explanation Explainer::explain(std::string_view assertion, const Theirs& theirs) const {
  Explanation told{.now = clock_.now()};
  Opening opening{.assertion = assertion,
                  .registry = registry_,
                  .policy = policies_.maskinporten,
                  .now = told.now,
                  .keys = keys_,
                  .certificates = certificates_};
  const auto grant = VerifiedGrant::verify(opening);
  if (grant) {
    opening.claims = grant->claims();  // verification took them along
  } else {
    told.refusal = grant.error();
  }
  if (!opening.claims.iss.empty()) {
    told.client_id = opening.claims.iss;
    told.iat = opening.claims.iat;
    told.exp = opening.claims.exp;
    told.stranger = !opening.client || !theirs(*opening.client);
    if (told.stranger) told.refusal = not_theirs(opening.claims.iss);
  }
  tell_opening(opening, told);
  const bool judged = grant && !told.stranger;
  if (judged) {
    const auto& aud = grant->claims().aud;
    const Policy& policy = policies_.meant_by(aud.empty() ? "" : aud.front());
    judge(*grant, policy, told);
    told.use = use_of(*grant, told.now, policy);
  } else {
    for (const Rule<Judgement>& rule : jwt_bearer_rules()) told.rules.push_back({rule.name});
  }
  told.rules.push_back({kReplayRule, judged ? Outcome::unknown : Outcome::not_reached});
  return told;
}

}  // namespace portvakt::grant
