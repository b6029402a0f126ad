// Sessions of people and their ways to the login issuer, in one durable transaction. They are
// nobody's configuration, so they leave no trace in the change feed and no writer waits for them.
#pragma once

#include "model/person.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace portvakt::store {

class Logins {
 public:
  virtual ~Logins() = default;

  virtual void put(const LoginAttempt&) = 0;
  /// The attempt, which is gone then: of several who ask, one gets it.
  virtual std::optional<LoginAttempt> take(const std::string& state) = 0;
  virtual std::int64_t attempts() = 0;  ///< that nobody came back from yet

  virtual void put(const Session&) = 0;  ///< a new one
  /// Whom the person acts for and represents; nothing when the session ended meanwhile.
  virtual void change(const Session&) = 0;
  virtual std::optional<Session> session(const std::string& digest) = 0;
  virtual void use(const std::string& digest, Instant now) = 0;
  virtual void drop(const std::string& digest) = 0;

  /// Forgets attempts and sessions that expired by `now`, and sessions last used by `unused_since`.
  virtual void purge(Instant now, Instant unused_since) = 0;
};

}  // namespace portvakt::store
