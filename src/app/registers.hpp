// The registers that a token may have to ask, as the configuration names them, wired to what they
// need: the built-in ones to the registry, Altinn's to outgoing HTTP on threads of its own and to
// tokens of this server.
#pragma once

#include "app/config.hpp"
#include "base/metrics.hpp"
#include "delegation/sources.hpp"
#include "details/types.hpp"
#include "grant/token_service.hpp"
#include "registry/registry.hpp"
#include "store/store.hpp"

#include <memory>

namespace portvakt::app {

class Registers {
 public:
  Registers(const registry::Registry& registry, const Clock& clock, Metrics& metrics);
  ~Registers();

  const delegation::Sources& delegations() const { return delegations_; }
  const details::Types& details() const { return details_; }
  /// Before the first request; `config` has its issuer by now.
  void connect(const Config& config, grant::TokenService& tokens);
  void stop();  ///< waits for the lookups under way

 private:
  struct Altinn;
  void connect_delegations(const Config& config);
  void serve_details(const AuthorizationDetailsConfig& config);

  const registry::Registry& registry_;
  const Clock& clock_;
  std::unique_ptr<Altinn> altinn_;  // nullptr: not asked
  delegation::Sources delegations_;
  details::Types details_;
};

/// Leaves what is connected in the list of delegation sources, for owners of scopes to choose from.
void publish_delegation_sources(store::Store& store, const Config& config, Instant now);

}  // namespace portvakt::app
