// What a node shows of itself at /metrics beside its requests: the registry's size and age, the
// signing queue, the revocation lists, the process.
#pragma once

#include "base/clock.hpp"
#include "base/metrics.hpp"
#include "grant/signing_queue.hpp"
#include "pki/certificate_check.hpp"
#include "registry/follower.hpp"
#include "registry/registry.hpp"

namespace portvakt::app {

struct Watched {
  const registry::Registry& registry;
  const registry::Follower& follower;
  const grant::SigningQueue& signing;
  const pki::CertificateCheck& certificates;
  const pki::CertificateCheck& seals;
  const Clock& clock;
};

/// What is watched outlives the metrics' last exposition.
void register_process_metrics(Metrics& metrics, Watched watched);

}  // namespace portvakt::app
