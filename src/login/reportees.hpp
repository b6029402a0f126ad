// Whom a person represents, as the login issuer's tokens say it (docs/protocol.md §8.2). Pure.
#pragma once

#include "base/json.hpp"
#include "model/person.hpp"

#include <string>
#include <vector>

namespace portvakt::login {

/// The only type of `authorization_details` that is read.
inline constexpr std::string_view kServiceType = "ansattporten:altinn:service";

/// Which resource of the login issuer gives which right; an empty resource gives none.
struct Resources {
  std::string clients, scopes, supplier, operator_;

  /// Those that are named, in the order of rights.
  std::vector<std::string> named() const;
};

/// The organisations in the order in which the token has them, each once, with the rights of all
/// its elements. Persons and foreign units are passed over, and elements that are not as they
/// should be; a supplier's right alone is none.
std::vector<Representation> represented(const json::object& claims, const Resources& resources);

/// What a person may do for a made-up organisation of a test: all that an organisation can.
Representation synthetic_organisation(OrgNumber org, std::string name = {});

/// The request parameter: every resource, each for an organisation that the person chooses.
std::string requested_details(const Resources& resources);

/// The name in the claims, as people see it; may be empty.
std::string name_of(const json::object& claims);

}  // namespace portvakt::login
