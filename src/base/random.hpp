// Randomness enters through here only. Safe from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace portvakt {

struct Random {
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> out) = 0;
};

/// The kernel's generator; aborts the process when the kernel has none, since going on could issue
/// guessable tokens.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override;
};

std::string random_uuid(Random& random);      ///< RFC 9562 version 4, lower case
std::string random_token_id(Random& random);  ///< 256 bits, base64url, 43 characters
std::string random_hex(Random& random, std::size_t bytes);

}  // namespace portvakt
