#include "grant/jwt_bearer.hpp"

#include "base/text.hpp"
#include "grant/detail_rules.hpp"
#include "grant/lifetime.hpp"
#include "grant/seal_rules.hpp"
#include "grant/shared_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::grant {
namespace {

Verdict check_scopes_on_client(Judgement& j) {
  return find_scopes(j, [&](const auto& scope) { return j.grant.client().holds(scope.index); });
}
Observation observe_scopes_on_client(const Judgement& j) {
  return {j.offence.empty() ? "every scope is on the client" : j.offence,
          "scopes that exist, are active and have been added to the client"};
}

Verdict check_consumer_is_another(Judgement& j) {
  if (j.consumer_org == j.grant.client().org) return deny(Reason::consumer_is_client);
  return {};
}
Observation observe_consumer_is_another(const Judgement& j) {
  return {
      j.consumer_org ? fmt::format("consumer_org {}", j.consumer_org->digits()) : "no consumer_org",
      fmt::format("another organisation than the client's own, {}", j.grant.client().org.digits())};
}

/// Who must hold the accesses: whoever the token will call its consumer.
OrgNumber access_holder(const Judgement& j) {
  return j.consumer_org.value_or(j.grant.client().org);
}

Verdict check_access(Judgement& j) {
  std::vector<std::string> missing;
  for (const auto& scope : j.scopes) {
    // A scope that cannot be delegated is the next rule's to refuse.
    const bool judged_by_delegation = j.consumer_org && !scope->scope.delegation_source;
    const bool open =
        scope->scope.accessible_for_all || j.registry.granted(scope->index, access_holder(j));
    if (!open && !judged_by_delegation) missing.push_back(scope->scope.name.text());
  }
  if (missing.empty()) return {};
  j.offence = join(missing, ", ");
  return deny(Reason::access_not_granted, {j.offence});
}
Observation observe_access(const Judgement& j) {
  std::string saw = fmt::format("organisation {}", access_holder(j).digits());
  if (!j.offence.empty()) saw += " without access to " + j.offence;
  if (!j.consumer_org && std::ranges::any_of(j.scopes, [](const auto& s) {
        return s->scope.delegation_source.has_value();
      })) {
    saw += ", and no consumer_org in the grant";
  }
  return {std::move(saw),
          "an access granted by the scope's owner, or a scope that is open for all"};
}

std::unexpected<Denial> not_delegated(Judgement& j, OrgNumber consumer, const std::string& scope) {
  j.offence = scope;
  return deny(Reason::not_delegated, {consumer.digits(), scope, j.grant.client().org.digits()});
}

/// The token names one source, so all its scopes must have the same.
Verdict check_delegation_source(Judgement& j) {
  if (!j.consumer_org) return {};
  const auto& source = j.scopes.front()->scope.delegation_source;
  for (const auto& scope : j.scopes) {
    if (!source || scope->scope.delegation_source != source)
      return not_delegated(j, *j.consumer_org, scope->scope.name.text());
  }
  return {};
}
Observation observe_delegation_source(const Judgement& j) {
  if (!j.consumer_org) return {"no consumer_org", "nothing"};
  return {j.offence.empty() ? "one delegation source for every scope"
                            : j.offence + " has none, or another than the first scope",
          "scopes that can be delegated, all in the same delegation source"};
}

Verdict check_delegation(Judgement& j) {
  if (!j.consumer_org) return {};
  // A register that was not asked has not said yes either.
  if (!j.delegation) return deny(Reason::unavailable);
  switch (j.delegation->verdict) {
    case delegation::Verdict::delegated:
      return {};
    case delegation::Verdict::not_delegated:
      return not_delegated(j, *j.consumer_org, j.delegation->detail);
    case delegation::Verdict::unavailable:
      return deny(Reason::unavailable);
  }
  std::unreachable();
}
Observation observe_delegation(const Judgement& j) {
  if (!j.consumer_org) return {"no consumer_org", "nothing"};
  std::string saw = fmt::format("consumer_org {}", j.consumer_org->digits());
  if (!j.delegation) {
    saw += ", and a register that was not asked";
  } else if (j.delegation->verdict == delegation::Verdict::unavailable) {
    saw += ", and a register that cannot tell: " + j.delegation->detail;
  } else {
    saw += j.offence.empty() ? ", which delegated every scope"
                             : ", which has not delegated " + j.offence;
  }
  return {std::move(saw),
          fmt::format("a delegation of each scope to {} in the register that the scope names as "
                      "its delegation source",
                      j.grant.client().org.digits())};
}

// Top to bottom is the order a request is judged in, after opening_rules (docs/protocol.md, order
// of checks). What a register must be asked stands where the register's answer would be read; the
// detail's comes after every rule that costs nothing. Replay comes last of all, when the ledger is
// written, so that only a grant that would succeed is used up.
// clang-format off
constexpr Rule<Judgement> kRules[] = {
    {"aud names this server, exactly",                    check_audience,              observe_audience},
    {"exp is not in the past",                            check_expiry,                observe_expiry},
    {"iat is not in the future",                          check_issue_time,            observe_issue_time},
    {"exp - iat is short enough",                         check_lifetime,              observe_lifetime},
    {"nbf is not in the future",                          check_not_before,            observe_not_before},
    {"pid, resource and consumer_org are well-formed",    check_values,                observe_values,         true},
    {"every scope is active and on the client",           check_scopes_on_client,      observe_scopes_on_client, true},
    {"every scope is for this type of client",            check_integration_type,      observe_integration_type},
    {"consumer_org is another organisation",              check_consumer_is_another,   observe_consumer_is_another},
    {"the consumer has access to every scope",            check_access,                observe_access},
    {"every scope can be delegated, in one source",       check_delegation_source,     observe_delegation_source},
    {kDelegationRule,                                     check_delegation,            observe_delegation},
    {kDetailFormRule,                                     check_detail_form,           observe_detail_form},
    {"resource and scopes agree on one audience",         check_token_audience,        observe_token_audience},
    {kDetailRule,                                         check_detail,                observe_detail},
};
// clang-format on

/// Who the token is about and who acts; as docs/protocol.md, access token.
struct Parties {
  Party consumer;
  std::optional<OrgNumber> supplier = std::nullopt;
  std::string delegation_source = {};
};
Parties parties(const Judgement& j) {
  if (const ForeignOrganisation* foreign = j.grant.seal_holder()) return {*foreign};
  const registry::RegisteredClient& client = j.grant.client();
  if (!j.consumer_org) return {client.org, client.supplier};
  const auto& source = j.scopes.front()->scope.delegation_source;
  // check_delegation_source held. NOLINTNEXTLINE(bugprone-unchecked-optional-access)
  return {*j.consumer_org, client.org, source->text()};
}

Approval approve(Judgement& j) {
  const Claims& claims = j.grant.claims();
  const seconds own_lifetime =
      j.grant.seal_holder() ? seconds{0} : j.grant.client().access_token_lifetime;
  auto [consumer, supplier, delegation_source] = parties(j);
  std::string details, detail;
  if (j.detail && j.detail_answer) {
    details = "[" + j.detail_answer->claim + "]";
    detail = fmt::format("{} {}", j.detail->type(), j.detail_answer->id);
  }
  return Approval{
      .client_id = j.grant.client_id(),
      .consumer = std::move(consumer),
      .supplier = supplier,
      .delegation_source = std::move(delegation_source),
      .scope = join(claims.scopes, " "),
      .audience = std::move(j.audience),
      .pid = claims.pid,
      .authorization_details = std::move(details),
      .authorization_detail = std::move(detail),
      .client_amr = std::string(j.grant.client_amr()),
      .kid = j.grant.kid(),
      .certificate = j.grant.certificate(),
      .replay_key = j.grant.replay_key(),
      .replay_until = claims.exp + j.policy.skew,
      .lifetime = token_lifetime(j.policy, own_lifetime, j.scopes),
  };
}

}  // namespace

std::span<const Rule<Judgement>> jwt_bearer_rules() { return kRules; }

namespace {

/// Whether every rule before this one holds; what they learn is in `judgement` then.
bool comes_to(std::string_view rule, Judgement& judgement) {
  const auto rules = jwt_bearer_rules();
  const auto asking = std::ranges::find(rules, rule, &Rule<Judgement>::name);
  return !first_refusal(std::span(rules.begin(), asking), judgement);
}

}  // namespace

std::optional<Lookup> lookup_for(Judgement judgement) {
  if (!judgement.grant.claims().consumer_org || judgement.grant.seal_holder()) return std::nullopt;
  if (!comes_to(kDelegationRule, judgement) || !judgement.consumer_org) return std::nullopt;
  const auto& source = judgement.scopes.front()->scope.delegation_source;
  if (!source) return std::nullopt;
  Lookup lookup{*source,
                {.consumer = *judgement.consumer_org,
                 .supplier = judgement.grant.client().org,
                 .scopes = {},
                 .at = judgement.now}};
  for (const auto& scope : judgement.scopes) lookup.question.scopes.push_back(scope->scope.name);
  return lookup;
}

std::optional<DetailLookup> detail_lookup_for(Judgement judgement) {
  const VerifiedGrant& grant = judgement.grant;
  if (!grant.claims().authorization_details || grant.seal_holder()) return std::nullopt;
  if (!comes_to(kDetailRule, judgement)) return std::nullopt;
  return DetailLookup{judgement.detail, detail_asker(judgement)};
}

Result<Approval, Refusal> decide(Judgement judgement) {
  const auto rules = judgement.grant.seal_holder() ? seal_rules() : jwt_bearer_rules();
  if (auto refusal = first_refusal(rules, judgement)) {
    refusal->grant_key = judgement.grant.replay_key();
    return std::unexpected(*std::move(refusal));
  }
  return approve(judgement);
}

}  // namespace portvakt::grant
