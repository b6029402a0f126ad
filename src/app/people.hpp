// How people sign in, as the configuration says: their sessions, the login issuer that proves who
// they are, and the tokens that it gives their own applications.
#pragma once

#include "app/config.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "endpoint/session.hpp"
#include "endpoint/sign_in.hpp"
#include "login/sessions.hpp"
#include "login/test_login.hpp"
#include "login/user_tokens.hpp"
#include "store/store.hpp"

#include <memory>
#include <optional>

namespace portvakt::app {

class People {
 public:
  /// `config` has its issuer by now. Throws std::runtime_error with a sentence for the operator
  /// when the secret or the key cannot be read.
  People(const Config& config, store::Store& store, const Clock& clock, Random& random,
         const std::optional<login::TestLogin>& test_login);
  ~People();

  const endpoint::SessionDesk& desk() const { return *desk_; }
  endpoint::SignIn* sign_in() { return sign_in_.get(); }  ///< nullptr: no login issuer
  /// Forgets sessions that are over: what is left of people is personal data, so it goes also where
  /// nobody signs in any more.
  void purge();
  void stop();  ///< waits for whoever is under way to the issuer

 private:
  struct Issued;
  login::Sessions sessions_;
  std::unique_ptr<Issued> issued_;  // nullptr: no login issuer
  std::unique_ptr<endpoint::SessionDesk> desk_;
  std::unique_ptr<endpoint::SignIn> sign_in_;
};

}  // namespace portvakt::app
