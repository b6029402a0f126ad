// What judging a business certificate costs, when it is new and when it was found good a moment
// ago.
#include "pki/certificate_world.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>

namespace portvakt::pki {
namespace {

constexpr Instant kNow{seconds{1'790'000'000}};

struct Setting {
  jose::SigningKey key = jose::SigningKey::generate();
  CertificateWorld world{key, kNow};
  CertificateCheck check = world.open();
  X5c chain = world.chain(TestKind::seid1);
};
Setting& setting() {
  static Setting made;
  return made;
}

void judge(benchmark::State& state) {
  Setting& s = setting();
  const X5c shown(s.chain.begin(), s.chain.begin() + state.range(0));
  Instant now = kNow;
  for (auto _ : state) {
    // longer than a good chain is remembered; a year later the same days again
    now = now < kNow + std::chrono::days{365} ? now + std::chrono::minutes{6} : kNow;
    if (!s.check.check(shown, now)) std::abort();
  }
}
BENCHMARK(judge)->Name("judge a new chain, certificates")->Arg(1)->Arg(2);

void recall(benchmark::State& state) {
  Setting& s = setting();
  for (auto _ : state) {
    if (!s.check.check(s.chain, kNow)) std::abort();
  }
}
BENCHMARK(recall)->Name("find a known chain");

}  // namespace
}  // namespace portvakt::pki
