// The two rules about `authorization_details` (RFC 9396; docs/protocol.md §6.2 to 6.4): what can be
// said of the element itself, and what a register says of what it names.
#pragma once

#include "grant/jwt_bearer.hpp"

namespace portvakt::grant {

inline constexpr std::string_view kDetailFormRule =
    "authorization_details are one right element of a served type";

Verdict check_detail_form(Judgement& judgement);
Observation observe_detail_form(const Judgement& judgement);

Verdict check_detail(Judgement& judgement);
Observation observe_detail(const Judgement& judgement);

/// Whose detail it is. Once `consumer_org` has been read.
details::Asker detail_asker(const Judgement& judgement);

}  // namespace portvakt::grant
