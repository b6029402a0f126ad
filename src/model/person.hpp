// People who signed in to the web application, and for whom they act. Nothing here tells who they
// are beyond a name and what the login issuer calls them; a personal identifier is never kept.
#pragma once

#include "base/clock.hpp"
#include "model/names.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt {

/// What a person may do for an organisation (docs/protocol.md §8.1).
enum class Right { clients, scopes, supplier, operator_ };
inline constexpr Right kRights[] = {Right::clients, Right::scopes, Right::supplier,
                                    Right::operator_};
std::string_view word(Right);  ///< `clients`, `scopes`, `supplier`, `operator`
std::optional<Right> right(std::string_view text);
bool contains(std::span<const Right> rights, Right wanted);

/// An organisation that a person represents.
struct Representation {
  OrgNumber org;
  std::string name;
  std::vector<Right> rights;
};

/// A browser that somebody signed in with.
struct Session {
  std::string digest;   ///< SHA-256 of the cookie's value, which only the browser has
  std::string subject;  ///< `sub` of the login issuer
  std::string name;     ///< for people to see; may be empty
  OrgNumber org;        ///< acted for now; one of the organisations
  std::vector<Representation> organisations;
  Instant created, used, expires;

  /// What the person may do for the organisation acted for.
  std::vector<Right> rights() const;
};

/// Somebody on the way to the login issuer and back.
struct LoginAttempt {
  std::string state;    ///< SHA-256 of the parameter `state`
  std::string browser;  ///< SHA-256 of the value of the cookie that binds it to one browser
  std::string return_to;
  Instant expires;
};

}  // namespace portvakt
