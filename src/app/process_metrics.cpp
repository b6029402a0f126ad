#include "app/process_metrics.hpp"

#include "app/version.hpp"

#include <prometheus/gauge.h>

#include <array>
#include <fstream>
#include <string>
#include <unistd.h>

namespace portvakt::app {
namespace {

double resident_bytes() {
  std::ifstream in("/proc/self/statm");
  double size = 0;
  double resident = 0;
  in >> size >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

}  // namespace

void register_process_metrics(Metrics& metrics, Watched watched) {
  metrics.gauge("build_info", "The version that runs", {{"version", std::string(kVersion)}}).Set(1);
  metrics.gauge("process_start_time_seconds", "When the process started, seconds since 1970")
      .Set(static_cast<double>(epoch(watched.clock.now())));
  auto& resident = metrics.gauge("process_resident_memory_bytes", "Memory in use");
  auto& clients = metrics.gauge("registry_clients", "Clients in memory");
  auto& grants = metrics.gauge("registry_grants", "Approved accesses in memory");
  auto& age =
      metrics.gauge("snapshot_age_seconds", "Since the registry was last known to be up to date");
  auto& waiting =
      metrics.gauge("signing_queue", "Tokens waiting for their signature or being signed");
  auto& lists_wanted =
      metrics.gauge("crl_lists", "Certificate revocation lists", {{"state", "wanted"}});
  auto& lists_current =
      metrics.gauge("crl_lists", "Certificate revocation lists", {{"state", "current"}});
  struct KeyGauge {
    SigningKeyState state;
    prometheus::Gauge* gauge;
  };
  std::array<KeyGauge, 3> keys{};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto state = static_cast<SigningKeyState>(i);
    keys[i] = {state, &metrics.gauge("signing_keys", "Signing keys by state",
                                     {{"state", std::string(word(state))}})};
  }
  metrics.before_exposition([watched, keys, &resident, &clients, &grants, &age, &waiting,
                             &lists_wanted, &lists_current] {
    resident.Set(resident_bytes());
    clients.Set(static_cast<double>(watched.registry.clients()));
    grants.Set(static_cast<double>(watched.registry.grants()));
    age.Set(static_cast<double>(epoch(watched.clock.now()) - epoch(watched.follower.fresh_at())));
    waiting.Set(static_cast<double>(watched.signing.waiting()));
    const Instant now = watched.clock.now();
    const pki::RevocationHealth business = watched.certificates.lists(now);
    const pki::RevocationHealth foreign = watched.seals.lists(now);
    lists_wanted.Set(static_cast<double>(business.wanted + foreign.wanted));
    lists_current.Set(static_cast<double>(business.current + foreign.current));
    const auto records = watched.registry.signing_keys();
    for (const KeyGauge& key : keys) {
      double count = 0;
      for (const SigningKeyRecord& record : *records) count += record.state == key.state ? 1 : 0;
      key.gauge->Set(count);
    }
  });
}

}  // namespace portvakt::app
