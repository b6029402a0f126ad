// Logins in SQL, over a connection that is inside a transaction.
#pragma once

#include "store/connection.hpp"
#include "store/logins.hpp"

namespace portvakt::store {

class SqlLogins final : public Logins {
 public:
  explicit SqlLogins(Connection& connection) : connection_(connection) {}

  void put(const LoginAttempt& attempt) override;
  std::optional<LoginAttempt> take(const std::string& state) override;
  std::int64_t attempts() override;
  void put(const Session& session) override;
  void change(const Session& session) override;
  std::optional<Session> session(const std::string& digest) override;
  void use(const std::string& digest, Instant now) override;
  void drop(const std::string& digest) override;
  void purge(Instant now, Instant unused_since) override;

 private:
  Connection& connection_;
};

}  // namespace portvakt::store
