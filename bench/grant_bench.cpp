// What judging a grant costs, signature aside, and that it does not grow with the number of
// clients.
#include "grant/grant_world.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace portvakt::grant {
namespace {

/// A registry with the world's client among `others` more.
registry::Registry crowded(const World& world, std::int64_t others) {
  registry::Registry registry = world.registry();
  Client other = world.client;
  for (std::int64_t i = 0; i < others; ++i) {
    other.id = must(ClientId::parse(fmt::format("other-{}", i)));
    registry.put(other, {});
  }
  return registry;
}

void verify(benchmark::State& state) {
  const World world;
  const registry::Registry registry = crowded(world, state.range(0));
  const std::string assertion = world.assertion();
  VerificationKeys keys;
  for (auto _ : state) {
    Opening opening{.assertion = assertion,
                    .registry = registry,
                    .policy = world.policy,
                    .now = world.now,
                    .keys = keys,
                    .certificates = no_certificates()};
    auto grant = VerifiedGrant::verify(opening);
    benchmark::DoNotOptimize(grant);
  }
}
BENCHMARK(verify)->Name("parse and verify a grant, clients")->Arg(1)->Arg(100'000);

void judge(benchmark::State& state) {
  const World world;
  const registry::Registry registry = crowded(world, state.range(0));
  const std::string assertion = world.assertion();
  VerificationKeys keys;
  Opening opening{.assertion = assertion,
                  .registry = registry,
                  .policy = world.policy,
                  .now = world.now,
                  .keys = keys,
                  .certificates = no_certificates()};
  const auto grant = VerifiedGrant::verify(opening);
  Metrics metrics;
  const auto types = world.served(registry, metrics);
  for (auto _ : state) {
    auto approval = decide({.grant = *grant,
                            .registry = registry,
                            .details = *types,
                            .policy = world.policy,
                            .now = world.now});
    benchmark::DoNotOptimize(approval);
  }
}
BENCHMARK(judge)->Name("the rule list, clients")->Arg(1)->Arg(100'000);

}  // namespace
}  // namespace portvakt::grant
