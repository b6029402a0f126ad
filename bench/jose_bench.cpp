// What one grant costs in cryptography and parsing: a verification, a signature, and what is read
// on the way.
#include "base/json.hpp"
#include "jose/jws.hpp"
#include "jose/keys.hpp"

#include <benchmark/benchmark.h>

namespace portvakt::jose {
namespace {

const SigningKey& rsa(unsigned bits) {
  static const SigningKey small = SigningKey::generate({KeyType::rsa, 2048});
  static const SigningKey large = SigningKey::generate({KeyType::rsa, 4096});
  return bits == 2048 ? small : large;
}
const SigningKey& ec() {
  static const SigningKey key = SigningKey::generate({KeyType::ec_p256});
  return key;
}
const SigningKey& key_for(Algorithm algorithm) {
  return algorithm == Algorithm::es256 ? ec() : rsa(2048);
}

constexpr std::string_view kHeader = R"({"alg":"RS256","kid":"klok-tiger-2026-1"})";
constexpr std::string_view kClaims =
    R"({"aud":"https://maskinporten.example/","iss":"5a0d7d0e-6f0e-4a37-9e55-0c7a1c6f2b11","scope":"nav:aareg/v1/arbeidsforhold )"
    R"(skatteetaten:inntekt","iat":1790000000,"exp":1790000110,"jti":"0b2e8d5c-1f6a-4d39-8a52-5f3f7f6f0c11"})";

void sign(benchmark::State& state, Algorithm algorithm) {
  const SigningKey& key = key_for(algorithm);
  const std::string input(700, 'x');
  for (auto _ : state) benchmark::DoNotOptimize(key.sign(algorithm, input));
}
BENCHMARK_CAPTURE(sign, rs256, Algorithm::rs256)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(sign, ps256, Algorithm::ps256)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(sign, es256, Algorithm::es256)->Unit(benchmark::kMicrosecond);

void verify(benchmark::State& state, Algorithm algorithm) {
  const std::string input(700, 'x');
  const std::string signature = key_for(algorithm).sign(algorithm, input);
  const VerificationKey key(key_for(algorithm).public_jwk());
  for (auto _ : state) benchmark::DoNotOptimize(key.verifies(algorithm, input, signature));
}
BENCHMARK_CAPTURE(verify, rs256, Algorithm::rs256)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(verify, ps256, Algorithm::ps256)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(verify, es256, Algorithm::es256)->Unit(benchmark::kMicrosecond);

/// With a key that was never used: what a cache of VerificationKeys saves.
void verify_first(benchmark::State& state) {
  const std::string input(700, 'x');
  const std::string signature = rsa(2048).sign(Algorithm::rs256, input);
  for (auto _ : state) {
    const VerificationKey key(rsa(2048).public_jwk());
    benchmark::DoNotOptimize(key.verifies(Algorithm::rs256, input, signature));
  }
}
BENCHMARK(verify_first)->Unit(benchmark::kMicrosecond);

void split(benchmark::State& state) {
  const std::string text = sign_compact(rsa(2048), Algorithm::rs256, kHeader, kClaims);
  for (auto _ : state) benchmark::DoNotOptimize(split_compact(text));
}
BENCHMARK(split);

void read_claims(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(read_json(kClaims));
}
BENCHMARK(read_claims);

void parse_rsa_jwk(benchmark::State& state) {
  const json::object object = to_json(rsa(static_cast<unsigned>(state.range(0))).public_jwk());
  for (auto _ : state) benchmark::DoNotOptimize(parse_jwk(object));
}
BENCHMARK(parse_rsa_jwk)->Arg(2048)->Arg(4096)->Unit(benchmark::kMicrosecond);

void parse_ec_jwk(benchmark::State& state) {
  const json::object object = to_json(ec().public_jwk());
  for (auto _ : state) benchmark::DoNotOptimize(parse_jwk(object));
}
BENCHMARK(parse_ec_jwk)->Unit(benchmark::kMicrosecond);

void reread_rsa_jwk(benchmark::State& state) {
  const json::object object = to_json(rsa(2048).public_jwk());
  for (auto _ : state) benchmark::DoNotOptimize(reread_jwk(object));
}
BENCHMARK(reread_rsa_jwk);

void read_locked_pem(benchmark::State& state) {
  const std::string pem = rsa(2048).pem("a passphrase from a file");
  for (auto _ : state)
    benchmark::DoNotOptimize(SigningKey::from_pem(pem, "a passphrase from a file"));
}
BENCHMARK(read_locked_pem)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace portvakt::jose
