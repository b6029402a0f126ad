// Who is signed in with which browser. A session is known by a random value in a cookie; only its
// SHA-256 is stored, so a copy of the database opens no session. Blocks on the store; safe from any
// thread.
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "model/person.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::login {

struct SessionLimits {
  seconds idle{30 * 60};
  seconds absolute{8 * 60 * 60};
};

/// Somebody whose identity was just proven, and whom they represent.
struct Person {
  std::string subject, name;
  std::vector<Representation> organisations;  ///< at least one
};

/// A session that just began; the cookie's value is here and nowhere else.
struct Opened {
  std::string cookie;
  Session session;
};

class Sessions {
 public:
  Sessions(store::Store& store, const Clock& clock, Random& random, SessionLimits limits)
      : store_(store), clock_(clock), random_(random), limits_(limits) {}

  /// Always under a new value, so that a value planted in the browser is worth nothing; the session
  /// of `before` ends. Acts for the first of the person's organisations.
  Opened open(const Person& person, std::string_view before);
  /// What the cookie's value opens, without counting as use.
  std::optional<Session> look(std::string_view cookie) const;
  /// The same, and from now on the idle time counts anew.
  std::optional<Session> use(std::string_view cookie);
  /// Keeps whom the person acts for and represents.
  void change(const Session& session);
  void close(std::string_view cookie);

  Instant idle_expires(const Session& session) const { return session.used + limits_.idle; }
  /// Forgets what is over, attempts to sign in among them.
  void purge();

 private:
  store::Store& store_;
  const Clock& clock_;
  Random& random_;
  const SessionLimits limits_;
};

/// SHA-256 as the store keeps it, base64url.
std::string digest(std::string_view secret);
/// What a page must show beside the cookie before it may change anything: made of the cookie's
/// value, which no other site can read.
std::string csrf_token(std::string_view cookie);

}  // namespace portvakt::login
