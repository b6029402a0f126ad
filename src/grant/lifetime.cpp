#include "grant/lifetime.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace portvakt::grant {

seconds token_lifetime(const Policy& policy, seconds of_client,
                       std::span<const std::shared_ptr<const registry::RegisteredScope>> scopes) {
  std::optional<seconds> by_scopes;
  for (const auto& scope : scopes) {
    const seconds limit = scope->scope.at_max_age;
    if (limit > seconds{0}) by_scopes = std::min(limit, by_scopes.value_or(limit));
  }
  const seconds own = of_client > seconds{0} ? of_client : policy.default_lifetime;
  const auto chosen = [&] {
    if (!by_scopes) return own;
    switch (policy.lifetime) {
      case LifetimePolicy::override_:
        return *by_scopes;
      case LifetimePolicy::cap:
        return std::min(own, *by_scopes);
    }
    std::unreachable();
  }();
  return std::min(chosen, policy.longest_lifetime);
}

}  // namespace portvakt::grant
