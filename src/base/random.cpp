#include "base/random.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <sys/random.h>
#include <vector>

namespace portvakt {

void SystemRandom::fill(std::span<std::byte> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0 && errno != EINTR) std::abort();
    if (got > 0) out = out.subspan(static_cast<std::size_t>(got));
  }
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
