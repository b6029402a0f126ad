// What /token would say to a grant, and why: the same rules, told one by one. Pure like the rules:
// nothing is issued, used up or remembered. Whether the grant has been used, the ledger knows;
// who may hear what, the caller says.
#pragma once

#include "base/clock.hpp"
#include "delegation/sources.hpp"
#include "grant/jwt_bearer.hpp"
#include "grant/verified_grant.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::grant {

enum class Outcome { passed, failed, not_reached, unknown };
std::string_view word(Outcome outcome);

struct ToldRule {
  std::string_view name;
  Outcome outcome = Outcome::not_reached;
  Observation observation = {};  ///< empty where the rule was not asked
  std::string_view cure = {};    ///< of a rule that failed
};

struct Explanation {
  Instant now;
  /// The client is unknown or somebody else's: the two must look alike, so what /token would answer
  /// is not told.
  bool stranger = false;
  std::optional<std::string> client_id = std::nullopt;  ///< absent: the claims cannot be read
  Instant iat = {}, exp = {};                           ///< only with a client_id
  std::vector<ToldRule> rules = {};                     ///< the replay rule last
  std::optional<Refusal> refusal = std::nullopt;        ///< the first, which /token would answer
  /// What to ask the ledger for, where that can answer the replay rule.
  std::optional<store::GrantUse> use = std::nullopt;

  /// Answers the replay rule.
  void used(bool before);
};

/// Whether the explanation may speak of this client.
using Theirs = std::function<bool(const registry::RegisteredClient&)>;

/// Safe from any thread.
class Explainer {
 public:
  Explainer(const registry::Registry& registry, const pki::CertificateCheck& certificates,
            const delegation::Sources& delegations, const details::Types& details,
            const Policies& policies, const Clock& clock)
      : registry_(registry),
        certificates_(certificates),
        delegations_(delegations),
        details_(details),
        policies_(policies),
        clock_(clock) {}

  Explanation explain(std::string_view assertion, const Theirs& theirs) const;

 private:
  void judge(const VerifiedGrant& grant, const Policy& policy, Explanation& told) const;

  const registry::Registry& registry_;
  const pki::CertificateCheck& certificates_;
  const delegation::Sources& delegations_;
  const details::Types& details_;
  const Policies& policies_;
  const Clock& clock_;
  /// Apart from those of /token: who only asks must not push out who signs often.
  mutable VerificationKeys keys_{64};
};

}  // namespace portvakt::grant
