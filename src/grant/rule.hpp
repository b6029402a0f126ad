// The shape of a rule: a name, the check that says yes or no, and what it looked at, in words. A
// grant is judged and explained by the same rows.
#pragma once

#include "base/result.hpp"
#include "grant/denial.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portvakt::grant {

using Verdict = Result<void, Denial>;

inline std::unexpected<Denial> deny(Reason reason) { return std::unexpected(Denial{reason}); }
inline std::unexpected<Denial> deny(Reason reason, std::initializer_list<std::string> names) {
  return std::unexpected(Denial{reason, names});
}

/// What a rule saw in the grant and what it expected: for people, never for matching, free of
/// secrets.
struct Observation {
  std::string saw, expected;
};

template <class Context>
struct Rule {
  std::string_view name;
  Verdict (*check)(Context&);
  Observation (*observe)(const Context&);
  /// Later rules build on what this one learns, so an explanation cannot go on without it.
  bool others_build_on_it = false;
};

/// A refusal with the rule that spoke it.
struct Refusal {
  Denial denial;
  std::string_view rule;
  Observation observation;
  std::string client_id =
      {};  ///< of the client that the grant claims to be from, once it is known to exist
  std::string grant_key = {};  ///< VerifiedGrant::replay_key(); empty: nobody's signature was found
};

/// Asks the rules in order; the first that does not hold answers.
template <class Context>
std::optional<Refusal> first_refusal(std::span<const Rule<Context>> rules, Context& context) {
  for (const Rule<Context>& rule : rules) {
    const Verdict verdict = rule.check(context);
    if (!verdict) return Refusal{verdict.error(), rule.name, rule.observe(context)};
  }
  return std::nullopt;
}

}  // namespace portvakt::grant
