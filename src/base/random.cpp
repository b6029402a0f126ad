#include "base/random.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/random.h>
#include <vector>

namespace portvakt {

namespace {

void from_kernel(std::span<std::byte> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0 && errno != EINTR) std::abort();
    if (got > 0) out = out.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace

/// Small wishes are met from a stock of the thread's own, since each call into the kernel costs
/// more than the octets; what was handed out is wiped.
void SystemRandom::fill(std::span<std::byte> out) {
  thread_local std::array<std::byte, 1024> stock;
  thread_local std::size_t left = 0;
  if (out.size() > stock.size()) return from_kernel(out);
  if (left < out.size()) {
    from_kernel(stock);
    left = stock.size();
  }
  const auto given = std::span(stock).subspan(left - out.size(), out.size());
  std::ranges::copy(given, out.begin());
  ::explicit_bzero(given.data(), given.size());
  left -= out.size();
}

std::string random_uuid(Random& random) {
  std::array<std::byte, 16> raw{};
  random.fill(raw);
  raw[6] = (raw[6] & std::byte{0x0f}) | std::byte{0x40};
  raw[8] = (raw[8] & std::byte{0x3f}) | std::byte{0x80};
  std::string text = hex(raw);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

std::string random_token_id(Random& random) {
  std::array<std::byte, 32> raw{};
  random.fill(raw);
  return base64url(raw);
}

std::string random_hex(Random& random, std::size_t bytes) {
  std::vector<std::byte> raw(bytes);
  random.fill(raw);
  return hex(raw);
}

}  // namespace portvakt
