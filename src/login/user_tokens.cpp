#include "login/user_tokens.hpp"

#include "base/log.hpp"

namespace portvakt::login {

bool UserTokens::is_theirs(std::string_view token) const {
  return !options_.accepted.empty() && claimed_issuer(token) == issuer_.name();
}

std::optional<Person> UserTokens::person(std::string_view token) {
  const auto claims = read_access_token(
      token, [this](std::string_view kid) { return issuer_.key(kid); }, issuer_.name(),
      options_.accepted, clock_.now());
  if (!claims) {
    log::info("user_token_refused", {{"error.message", sentence(claims.error())}});
    return std::nullopt;
  }
  Person found{std::string(string_member(*claims, "sub").value_or("")), name_of(*claims),
               represented(*claims, options_.resources)};
  if (found.organisations.empty() && options_.synthetic) {
    found.organisations = {synthetic_organisation(*options_.synthetic)};
  }
  return found;
}

}  // namespace portvakt::login
