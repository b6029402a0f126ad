#include "base/random.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace portvakt {
namespace {

/// Every octet is the same.
class Constant final : public Random {
 public:
  explicit Constant(std::byte octet) : octet_(octet) {}
  void fill(std::span<std::byte> out) override { std::ranges::fill(out, octet_); }

 private:
  std::byte octet_;
};

TEST(RandomUuid, CarriesVersionAndVariant) {
  Constant ones{std::byte{0xff}};
  Constant zeros{std::byte{0x00}};
  EXPECT_EQ(random_uuid(ones), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  EXPECT_EQ(random_uuid(zeros), "00000000-0000-4000-8000-000000000000");
}

TEST(RandomTokenId, Holds256Bits) {
  Constant ones{std::byte{0xff}};
  const std::string id = random_token_id(ones);
  EXPECT_EQ(id.size(), 43U);
  EXPECT_EQ(from_base64url(id), std::string(32, '\xff'));
}

TEST(RandomHex, HasTwoDigitsAnOctet) {
  Constant some{std::byte{0x5a}};
  EXPECT_EQ(random_hex(some, 3), "5a5a5a");
  EXPECT_EQ(random_hex(some, 0), "");
}

TEST(SystemRandom, FillsEverythingAndDiffersEachTime) {
  SystemRandom random;
  EXPECT_NE(random_token_id(random), random_token_id(random));
  std::array<std::byte, 4096> large{};
  random.fill(large);
  // 4096 draws show nearly all of the 256 values
  std::array<bool, 256> seen{};
  for (const std::byte octet : large) seen[std::to_integer<std::size_t>(octet)] = true;
  EXPECT_GT(std::ranges::count(seen, true), 128);
  random.fill({});
}

}  // namespace
}  // namespace portvakt
