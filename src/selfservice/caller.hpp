// Who asks: an organisation through one of its clients, or the operator on the machine. Made by
// whoever verified the token or the login; the rules of this folder believe it.
#pragma once

#include "model/names.hpp"
#include "model/records.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

enum class Role {
  organisation,  ///< whoever has a token, as what it is
  maker,         ///< a client that manages the clients it made, whosever they are
  operator_api,  ///< the operator's organisation, in the operator's API
  operations,    ///< the command line on the server itself; needs no OAuth scope
};

/// How the caller's organisation stands to the one that runs this server (`operator_orgno`).
enum class Standing { no_operator, another_organisation, operators_own };
inline Standing standing_of(OrgNumber org, std::optional<OrgNumber> operator_org) {
  if (!operator_org) return Standing::no_operator;
  return *operator_org == org ? Standing::operators_own : Standing::another_organisation;
}

struct Caller {
  OrgNumber org;  ///< the token's `consumer`; for operations the organisation it acts for
  std::string client_id;
  std::vector<std::string> scopes;
  std::string trace;
  Role role = Role::organisation;
  Standing standing = Standing::another_organisation;
  /// Further organisations that the caller may speak for in simplified onboarding. A machine's
  /// token has none; a person may hold rights in several.
  std::vector<OrgNumber> also_for = {};
  /// `sub` of who signed in, for the record of changes; empty: a machine's token.
  std::string person = {};

  bool is_person() const { return !person.empty(); }

  bool holds(std::string_view scope) const {
    return std::ranges::find(scopes, scope) != scopes.end();
  }
  /// Whom the caller may speak for in simplified onboarding.
  std::vector<OrgNumber> organisations() const {
    std::vector<OrgNumber> all{org};
    for (const OrgNumber other : also_for) {
      if (std::ranges::find(all, other) == all.end()) all.push_back(other);
    }
    return all;
  }
  bool speaks_for(OrgNumber other) const {
    return other == org || std::ranges::find(also_for, other) != also_for.end();
  }
  /// May act for every organisation.
  bool is_operator() const { return role == Role::operations || role == Role::operator_api; }
  Actor actor() const {
    return {role == Role::operations ? std::nullopt : std::optional(org), client_id, trace, person};
  }
};

}  // namespace portvakt::selfservice
