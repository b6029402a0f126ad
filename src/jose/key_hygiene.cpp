#include "jose/key_hygiene.hpp"

#include "jose/evp.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace portvakt::jose {
namespace {

constexpr unsigned kFermatRounds = 110;
constexpr std::uint64_t kUsualExponent = 65537;

constexpr bool is_prime(std::uint32_t n) {
  for (std::uint32_t d = 2; d * d <= n; ++d) {
    if (n % d == 0) return false;
  }
  return n > 1;
}
constexpr auto kSmallPrimes = [] {  // all below 1000
  std::array<std::uint32_t, 168> primes{};
  std::size_t count = 0;
  for (std::uint32_t n = 2; n < 1000; ++n) {
    if (is_prime(n)) primes[count++] = n;
  }
  return primes;
}();

/// The odd primes whose product every modulus size of the vulnerable library is built on.
constexpr std::size_t kRocaPrimes = 38;
constexpr std::uint32_t kLargestRocaPrime = 167;
/// [i][r]: r is a power of 65537 modulo the i-th odd prime.
constexpr auto kRocaResidues = [] {
  std::array<std::array<bool, kLargestRocaPrime>, kRocaPrimes> residues{};
  for (std::size_t i = 0; i < kRocaPrimes; ++i) {
    const std::uint32_t prime = kSmallPrimes[i + 1];
    std::uint32_t power = 1;
    do {
      residues[i][power] = true;
      power = power * 65537U % prime;
    } while (power != 1);
  }
  return residues;
}();
static_assert(kSmallPrimes[kRocaPrimes] == kLargestRocaPrime);

std::uint32_t residue(std::string_view big_endian, std::uint32_t modulus) {
  std::uint64_t rest = 0;
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(big_endian[i]); };
  std::size_t i = 0;
  for (; i < big_endian.size() % 4; ++i) rest = ((rest << 8) | octet(i)) % modulus;
  for (; i < big_endian.size(); i += 4) {
    const std::uint32_t word = (std::uint32_t{octet(i)} << 24) |
                               (std::uint32_t{octet(i + 1)} << 16) |
                               (std::uint32_t{octet(i + 2)} << 8) | octet(i + 3);
    rest = ((rest << 32) | word) % modulus;
  }
  return static_cast<std::uint32_t>(rest);
}

bool has_small_factor(std::string_view n) {
  for (std::size_t i = 0; i < kSmallPrimes.size();) {
    const std::size_t first = i;
    std::uint64_t product = 1;  // one long division for as many primes as fit in 32 bits
    while (i < kSmallPrimes.size() && product * kSmallPrimes[i] <= 0xffff'ffffU)
      product *= kSmallPrimes[i++];
    const std::uint32_t rest = residue(n, static_cast<std::uint32_t>(product));
    for (std::size_t j = first; j < i; ++j) {
      if (rest % kSmallPrimes[j] == 0) return true;
    }
  }
  return false;
}

/// The vulnerable generator's primes are k·M + (65537^a mod M), so n is a power of 65537 modulo
/// each prime of M. A good key passes for one in 2^27.
bool has_roca_fingerprint(std::string_view n) {
  for (std::size_t i = 0; i < kRocaPrimes; ++i) {
    if (!kRocaResidues[i][residue(n, kSmallPrimes[i + 1])]) return false;
  }
  return true;
}

template <std::size_t modulus>
constexpr auto kSquaresModulo = [] {
  std::array<bool, modulus> squares{};
  for (std::size_t i = 0; i < modulus; ++i) squares[i * i % modulus] = true;
  return squares;
}();
constexpr std::uint64_t kSquareFilter = 64ULL * 63 * 65 * 11 * 17 * 19;

/// `rest` is a number modulo kSquareFilter; all but one in 400 non-squares are told apart.
bool may_be_square(std::uint64_t rest) {
  return kSquaresModulo<64>[rest % 64] && kSquaresModulo<63>[rest % 63] &&
         kSquaresModulo<65>[rest % 65] && kSquaresModulo<11>[rest % 11] &&
         kSquaresModulo<17>[rest % 17] && kSquaresModulo<19>[rest % 19];
}

/// Sets `root` to the whole part of the square root of `n` > 0 by Newton's method from above.
void square_root(BIGNUM* root, const BIGNUM* n, BN_CTX* context) {
  const Number next(BN_new());
  bool ok = next != nullptr;
  BN_zero(root);
  ok = ok && BN_set_bit(root, (BN_num_bits(n) + 1) / 2) == 1;
  while (ok) {
    ok = BN_div(next.get(), nullptr, n, root, context) == 1 &&
         BN_add(next.get(), next.get(), root) == 1 && BN_rshift1(next.get(), next.get()) == 1;
    if (ok && BN_cmp(next.get(), root) >= 0) return;
    ok = ok && BN_copy(root, next.get()) != nullptr;
  }
  throw_openssl("square_root");
}

bool is_square(const BIGNUM* n, BN_CTX* context) {
  if (BN_is_zero(n)) return true;
  const Number root(BN_new());
  const Number square(BN_new());
  if (root == nullptr || square == nullptr) throw_openssl("BN_new");
  square_root(root.get(), n, context);
  if (BN_sqr(square.get(), root.get(), context) != 1) throw_openssl("BN_sqr");
  return BN_cmp(square.get(), n) == 0;
}

/// Fermat: with primes close to each other, n = a² - b² for an a just above its square root.
bool has_close_primes(std::string_view octets) {
  const NumberContext context(BN_CTX_new());
  const Number n(BN_bin2bn(octets_in(octets), static_cast<int>(octets.size()), nullptr));
  const Number a(BN_new());
  const Number b2(BN_new());
  if (context == nullptr || n == nullptr || a == nullptr || b2 == nullptr) throw_openssl("BN_new");

  const auto set_b2 = [&] {
    if (BN_sqr(b2.get(), a.get(), context.get()) != 1 || BN_sub(b2.get(), b2.get(), n.get()) != 1) {
      throw_openssl("b2");
    }
  };
  square_root(a.get(), n.get(), context.get());
  set_b2();
  if (BN_is_zero(b2.get())) return true;
  for (unsigned round = 0; round < kFermatRounds; ++round) {
    if (BN_add_word(a.get(), 1) != 1) throw_openssl("BN_add_word");
    set_b2();
    const std::uint64_t rest = BN_mod_word(b2.get(), kSquareFilter);
    if (may_be_square(rest) && is_square(b2.get(), context.get())) return true;
  }
  return false;
}

std::size_t bits_of(std::string_view big_endian) {
  if (big_endian.empty()) return 0;
  const auto top = static_cast<unsigned char>(big_endian.front());
  return (big_endian.size() - 1) * 8 + static_cast<std::size_t>(std::bit_width(top));
}

bool is_allowed_exponent(std::string_view octets, const KeyPolicy& policy) {
  if (octets.size() > 4) return false;
  std::uint64_t e = 0;
  for (const char c : octets) e = (e << 8) | static_cast<unsigned char>(c);
  return policy.any_odd_exponent ? e >= 3 && e % 2 == 1 : e == kUsualExponent;
}

std::optional<KeyFault> rsa_fault(const PublicJwk& key, const KeyPolicy& policy) {
  const std::size_t bits = bits_of(key.n);
  if (bits < policy.smallest_modulus) return KeyFault::modulus_too_short;
  if (bits > policy.largest_modulus) return KeyFault::modulus_too_long;
  if (!is_allowed_exponent(key.e, policy)) return KeyFault::bad_exponent;
  if (has_small_factor(key.n)) return KeyFault::small_factor;
  if (has_roca_fingerprint(key.n)) return KeyFault::roca;
  if (has_close_primes(key.n)) return KeyFault::close_primes;
  return std::nullopt;
}

}  // namespace

std::optional<KeyFault> key_fault(const PublicJwk& key, const KeyPolicy& policy) {
  if (key.type == KeyType::rsa) return rsa_fault(key, policy);
  // P-256 has cofactor 1: a point on the curve that is not infinity is a right key
  if (public_pkey(key) == nullptr) return KeyFault::not_on_curve;
  return std::nullopt;
}

}  // namespace portvakt::jose
