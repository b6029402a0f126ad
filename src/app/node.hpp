// A whole server in one process, from configuration to listening sockets: the only place that names
// every concrete part. `serve` and `sandbox` run the same one.
#pragma once

#include "app/config.hpp"
#include "base/clock.hpp"
#include "base/random.hpp"
#include "endpoint/token.hpp"
#include "login/test_login.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace portvakt::app {

/// Where a node answers once it listens; 0 where it does not.
struct Ports {
  std::uint16_t plain = 0, tls = 0, management = 0;
};

/// What a sandbox has and no server can be configured to have.
struct SandboxOnly {
  endpoint::TellHint tell_hint;  ///< makes refusals at /token carry their hint
  std::optional<login::TestLogin> test_login;
};

class Node {
 public:
  /// Opens the database, loads the registry and binds the listeners; accepts from run() on. An
  /// empty issuer becomes `http://127.0.0.1:PORT/` of the plain listener. Throws store::StoreError,
  /// store::UnusableStore or std::runtime_error with a sentence for the operator.
  Node(const Config& config, const std::string& passphrase, Clock& clock, Random& random,
       SandboxOnly sandbox);
  ~Node();

  const Ports& ports() const;
  const std::string& issuer() const;
  const std::string& skyporten() const;  ///< the second issuer; empty: not served

  /// Serves until SIGTERM or SIGINT, then finishes what it has begun. SIGHUP loads the TLS
  /// certificate again. `ready` is called once requests are accepted.
  void run(const std::function<void()>& ready);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// A node for a command: what keeps it from starting ends the command as wrong configuration, with
/// that sentence.
std::unique_ptr<Node> start_node(const Config& config, const std::string& passphrase, Clock& clock,
                                 Random& random, SandboxOnly sandbox = {});

}  // namespace portvakt::app
