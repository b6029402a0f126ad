// The system users that customers keep here themselves, through the self-service API. Answers from
// memory at once: the change feed has brought every one there.
#pragma once

#include "details/system_user.hpp"
#include "registry/registry.hpp"

namespace portvakt::details {

class BuiltInSystemUsers final : public SystemUsers {
 public:
  explicit BuiltInSystemUsers(const registry::Registry& registry) : registry_(registry) {}
  boost::asio::awaitable<SystemUserAnswer> ask(SystemUserQuestion question, Stopwatch) override;
  std::optional<SystemUserAnswer> at_hand(const SystemUserQuestion& question) const override;

 private:
  std::optional<FoundSystemUser> find(const SystemUserQuestion& question) const;

  const registry::Registry& registry_;
};

}  // namespace portvakt::details
