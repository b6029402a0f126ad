// Who asks: an organisation through one of its clients, or the operator on the machine. Made by
// whoever verified the token or the login; the rules of this folder believe it.
#pragma once

#include "model/names.hpp"
#include "model/records.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// `operations` is the command line on the server itself: it may act for every organisation and
/// needs no OAuth scope.
enum class Role { organisation, operations };

struct Caller {
  OrgNumber org;  ///< the token's `consumer`; for operations the organisation it acts for
  std::string client_id;
  std::vector<std::string> scopes;
  std::string trace;
  Role role = Role::organisation;

  bool holds(std::string_view scope) const {
    return std::ranges::find(scopes, scope) != scopes.end();
  }
  bool is_operator() const { return role == Role::operations; }
  Actor actor() const {
    return {is_operator() ? std::nullopt : std::optional(org), client_id, trace};
  }
};

}  // namespace portvakt::selfservice
