// Access tokens that people's own applications send: the official portal is one, and brings the
// login issuer's token as the bearer token of our API (docs/protocol.md §8.3). Safe from any
// thread; an unknown key may make the issuer be asked.
#pragma once

#include "login/issuer.hpp"
#include "login/reportees.hpp"
#include "login/sessions.hpp"
#include "login/tokens.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::login {

class UserTokens {
 public:
  struct Options {
    std::vector<std::string> accepted;  ///< audiences or client ids; empty: no token is accepted
    Resources resources;
    std::optional<OrgNumber> synthetic;  ///< as Client::Options has it
  };
  UserTokens(Options options, Issuer& issuer, const Clock& clock)
      : options_(std::move(options)), issuer_(issuer), clock_(clock) {}

  /// Whether the token says that it is the login issuer's; then nobody else is to be asked.
  bool is_theirs(std::string_view token) const;
  /// Nobody when the token is not good. Somebody who represents nobody may do nothing, but is
  /// there: then `organisations` is empty.
  std::optional<Person> person(std::string_view token);

 private:
  const Options options_;
  Issuer& issuer_;
  const Clock& clock_;
};

}  // namespace portvakt::login
