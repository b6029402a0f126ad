// The promise this guards: a durable row costs far less CPU than the signature it precedes, and the
// more rows share a commit the less. SQLite on the disk of the temporary folder, synchronous=FULL.
#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/ledger_book.hpp"
#include "store/store.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace portvakt::store {
namespace {

/// A migrated database that goes away with the object.
class Scratch {
 public:
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "portvakt-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    const Store migrated({.url = url()}, clock_);
  }
  ~Scratch() { std::filesystem::remove_all(folder_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string url() const { return "sqlite:" + (folder_ / "ledger.db").string(); }

 private:
  FixedClock clock_{from_epoch(1'790'000'000)};
  std::filesystem::path folder_;
};

LedgerRow row(std::uint64_t n) {
  const Instant at = from_epoch(1'790'000'000 + static_cast<std::int64_t>(n / 300));
  // A multiplier scatters the keys as random ids would.
  return {
      .at = at,
      .trace = fmt::format("{:032x}", n),
      .client_id = fmt::format("{:016x}-4a52-9f0e-5d2f6a8f2f11", (n % 1'000) * 0x9E3779B97F4A7C15U),
      .consumer = must(OrgNumber::parse("312345609")),
      .scopes = "fjellrev:vannmaaling.read",
      .kid = "0f9ac5b2-8f4c-4a52-9f0e-5d2f6a8f2f11",
      .grant_key = fmt::format("jti:{:016x}-8f4c-4a52-9f0e", n * 0x9E3779B97F4A7C15U),
      .token_jti = fmt::format("{:043}", n),
      .grant_expires = at + seconds{130},
      .token_expires = at + seconds{120},
      .signing_kid = "zTwyJ3Yl0mXbO0m4tnZQ0iK0yKkqR8s9C4bq3mQmF2E",
      .remote = "192.0.2.7"};
}

void BM_LedgerGroup(benchmark::State& state) {
  log::set_level(log::Level::error);  // a migration's line would stand in the table
  const Scratch scratch;
  const auto book = Book::open(Address::parse(scratch.url()), std::chrono::seconds{2});
  std::uint64_t n = 0;
  std::vector<LedgerRow> rows;
  std::vector<const LedgerRow*> group;
  for (auto _ : state) {
    state.PauseTiming();
    rows.clear();
    group.clear();
    for (std::int64_t i = 0; i < state.range(0); ++i) rows.push_back(row(++n));
    for (const LedgerRow& one : rows) group.push_back(&one);
    state.ResumeTiming();
    for (const Entered answer : book->enter(group)) {
      if (answer != Entered::first_use) state.SkipWithError("a fresh grant was refused");
    }
  }
  const auto entered = static_cast<double>(n);
  state.counters["rows/s"] = benchmark::Counter(entered, benchmark::Counter::kIsRate);
  state.counters["cpu_per_row"] =
      benchmark::Counter(entered, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(BM_LedgerGroup)->Arg(1)->Arg(8)->Arg(64)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace portvakt::store
