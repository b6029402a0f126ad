#include "grant/shared_rules.hpp"

#include "base/text.hpp"
#include "model/person_id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace portvakt::grant {
namespace {

std::string quoted(std::string_view text) { return fmt::format("\"{}\"", printable(text)); }

}  // namespace

Verdict check_audience(Judgement& j) {
  const auto& aud = j.grant.claims().aud;
  if (aud.size() != 1 || aud.front() != j.policy.issuer) return deny(Reason::bad_audience);
  return {};
}
Observation observe_audience(const Judgement& j) {
  return {fmt::format("aud {}", printable(join(j.grant.claims().aud, ", "))),
          fmt::format("exactly {}, a single value {} a slash at its end", quoted(j.policy.issuer),
                      j.policy.issuer.ends_with('/') ? "with" : "without")};
}

Verdict check_expiry(Judgement& j) {
  if (j.grant.claims().exp < j.now - j.policy.skew) return deny(Reason::expired);
  return {};
}
Observation observe_expiry(const Judgement& j) {
  const std::chrono::duration<double> left = j.grant.claims().exp - j.now;
  return {fmt::format("exp is {} s {} this server's clock {}", std::abs(left.count()),
                      left.count() > 0 ? "ahead of" : "behind", rfc3339(j.now)),
          fmt::format("exp at most {} s in the past", j.policy.skew.count())};
}

Verdict check_issue_time(Judgement& j) {
  if (j.grant.claims().iat > j.now + j.policy.skew) return deny(Reason::issued_in_future);
  return {};
}
Observation observe_issue_time(const Judgement& j) {
  const std::chrono::duration<double> ahead = j.grant.claims().iat - j.now;
  return {fmt::format("iat is {} s {} this server's clock {}", std::abs(ahead.count()),
                      ahead.count() > 0 ? "ahead of" : "behind", rfc3339(j.now)),
          fmt::format("iat at most {} s ahead of the server's clock", j.policy.skew.count())};
}

Verdict check_lifetime(Judgement& j) {
  if (j.grant.claims().exp - j.grant.claims().iat > j.policy.longest_grant)
    return deny(Reason::too_long_lived);
  return {};
}
Observation observe_lifetime(const Judgement& j) {
  const auto span = j.grant.claims().exp - j.grant.claims().iat;
  return {fmt::format("exp - iat = {} s", std::chrono::duration<double>(span).count()),
          fmt::format("at most {} s", j.policy.longest_grant.count())};
}

Verdict check_not_before(Judgement& j) {
  if (j.grant.claims().nbf.value_or(j.now) > j.now + j.policy.skew)
    return deny(Reason::not_yet_valid);
  return {};
}
Observation observe_not_before(const Judgement& j) {
  const auto& nbf = j.grant.claims().nbf;
  return {
      nbf ? fmt::format("nbf {}, server time {}", rfc3339(*nbf), rfc3339(j.now)) : "no nbf",
      fmt::format("nbf, if any, at most {} s ahead of the server's clock", j.policy.skew.count())};
}

Verdict check_values(Judgement& j) {
  const Claims& claims = j.grant.claims();
  const auto malformed = [&](std::string_view what) {
    j.offence = what;
    return deny(Reason::malformed_assertion);
  };
  if (claims.pid && !is_person_id(*claims.pid)) return malformed("pid");
  for (const std::string& resource : claims.resource) {
    if (!Uri::parse(resource)) return malformed("resource");
  }
  if (!claims.consumer_org) return {};
  const auto consumer = OrgNumber::parse(*claims.consumer_org);
  if (!consumer) return malformed("consumer_org");
  j.consumer_org = *consumer;
  return {};
}
Observation observe_values(const Judgement& j) {
  return {j.offence.empty() ? "pid, resource and consumer_org well-formed or absent"
                            : j.offence + " is malformed",
          "pid: 11 digits with right control digits; resource: absolute URIs; consumer_org: a "
          "nine-digit organisation "
          "number without 0192:"};
}

Verdict check_integration_type(Judgement& j) {
  for (const auto& scope : j.scopes) {
    const auto& allowed = scope->scope.allowed_integration_types;
    if (!allowed.empty() &&
        std::ranges::find(allowed, j.grant.integration_type()) == allowed.end()) {
      j.offence = scope->scope.name.text();
      return deny(Reason::scope_of_other_type);
    }
  }
  return {};
}
Observation observe_integration_type(const Judgement& j) {
  return {j.offence.empty() ? "every scope allows the client's type" : j.offence,
          fmt::format("scopes that clients of type {} may have", word(j.grant.integration_type()))};
}

/// `resource` and the scopes' enforced values must not contradict each other: a token has one
/// audience.
Verdict check_token_audience(Judgement& j) {
  j.audience = j.grant.claims().resource;
  for (const auto& scope : j.scopes) {
    const std::string& enforced = scope->scope.enforced_aud;
    if (enforced.empty()) continue;
    if (j.audience.empty()) j.audience = {enforced};
    if (j.audience != std::vector{enforced}) {
      j.offence = scope->scope.name.text();
      return deny(Reason::malformed_assertion);
    }
  }
  return {};
}
Observation observe_token_audience(const Judgement& j) {
  return {
      fmt::format(
          "resource {}{}",
          j.grant.claims().resource.empty() ? "absent" : join(j.grant.claims().resource, ", "),
          j.offence.empty() ? "" : fmt::format(", but {} enforces another audience", j.offence)),
      "one audience: the resource asked for, or the one that the scope enforces"};
}

Verdict find_scopes(Judgement& j,
                    const std::function<bool(const registry::RegisteredScope&)>& fit) {
  std::vector<std::string> offending;
  for (const std::string& name : j.grant.claims().scopes) {
    auto scope = j.registry.scope(name);
    if (!scope || !scope->scope.active || !fit(*scope)) {
      offending.push_back(printable(name, 255));
    } else {
      j.scopes.push_back(std::move(scope));
    }
  }
  if (offending.empty()) return {};
  j.offence = join(offending, ", ");
  return deny(Reason::scope_not_on_client, {j.offence});
}

}  // namespace portvakt::grant
