// The registers of delegations that the configuration names, wired to what they need: the built-in
// one to the registry, Altinn to outgoing HTTP on threads of its own and to a token of this server.
#pragma once

#include "app/config.hpp"
#include "base/metrics.hpp"
#include "delegation/sources.hpp"
#include "grant/token_service.hpp"
#include "registry/registry.hpp"
#include "store/store.hpp"

#include <memory>

namespace portvakt::app {

class Delegations {
 public:
  Delegations(const registry::Registry& registry, const Clock& clock, Metrics& metrics);
  ~Delegations();

  const delegation::Sources& sources() const { return sources_; }
  /// Before the first request; `config` has its issuer by now.
  void connect(const Config& config, grant::TokenService& tokens);
  void stop();  ///< waits for the lookups under way

 private:
  struct Outside;
  const registry::Registry& registry_;
  const Clock& clock_;
  delegation::Sources sources_;
  std::unique_ptr<Outside> outside_;
};

/// Leaves what is connected in the list of delegation sources, for owners of scopes to choose from.
void publish_delegation_sources(store::Store& store, const Config& config, Instant now);

}  // namespace portvakt::app
