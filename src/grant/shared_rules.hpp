// Rules that are the same for registered clients and for seals: when a grant is good and for which
// server, and what its scopes ask of everybody. Rows of the rule lists only.
#pragma once

#include "grant/jwt_bearer.hpp"

#include <functional>

namespace portvakt::grant {

Verdict check_audience(Judgement& j);
Observation observe_audience(const Judgement& j);
Verdict check_expiry(Judgement& j);
Observation observe_expiry(const Judgement& j);
Verdict check_issue_time(Judgement& j);
Observation observe_issue_time(const Judgement& j);
Verdict check_lifetime(Judgement& j);
Observation observe_lifetime(const Judgement& j);
Verdict check_not_before(Judgement& j);
Observation observe_not_before(const Judgement& j);
Verdict check_values(Judgement& j);
Observation observe_values(const Judgement& j);
/// After the rules on scopes, which Judgement::scopes needs.
Verdict check_integration_type(Judgement& j);
Observation observe_integration_type(const Judgement& j);
Verdict check_token_audience(Judgement& j);
Observation observe_token_audience(const Judgement& j);

/// Looks the scopes up, and refuses all that are unknown, inactive or not fit.
Verdict find_scopes(Judgement& j, const std::function<bool(const registry::RegisteredScope&)>& fit);

}  // namespace portvakt::grant
