// What a person's rights for an organisation are worth as OAuth scopes, so that every rule of this
// folder holds for people as it does for machines.
#pragma once

#include "model/person.hpp"
#include "selfservice/caller.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// As whose client people act: what they make is everybody's who represents the organisation. No
/// client can have this id.
inline constexpr std::string_view kPeoplesClient = "person:web";

/// The right to be a supplier is worth nothing without the one to clients, and the operator's only
/// where the organisation is the operator's.
std::vector<std::string> scopes_of(std::span<const Right> rights, Standing standing);

/// Somebody who acts for `org`, one of the organisations represented.
Caller person_caller(std::string_view subject, OrgNumber org,
                     std::span<const Representation> organisations, Standing standing,
                     std::string_view trace);

}  // namespace portvakt::selfservice
