#include "jose/prime_search.hpp"

#include "jose/arithmetic.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>

namespace portvakt::jose {
namespace {

using MontgomeryContext = std::unique_ptr<BN_MONT_CTX, Freed<BN_MONT_CTX_free>>;

constexpr std::uint32_t kSieveBelow = 1U << 15U;
/// Odd numbers looked at from one random start: about eleven of them are primes of 1024 bits.
constexpr std::size_t kWindow = 4096;
/// FIPS 186-5 table B.1 asks for 5 rounds on candidates of 1024 bits that were drawn at random, and
/// for fewer on longer ones.
constexpr int kRounds = 8;

const std::vector<std::uint32_t>& small_odd_primes() {
  static const std::vector<std::uint32_t> primes = [] {
    std::bitset<kSieveBelow> composite;
    std::vector<std::uint32_t> found;
    for (std::uint32_t n = 3; n < kSieveBelow; n += 2) {
      if (composite[n]) continue;
      found.push_back(n);
      for (std::uint32_t multiple = n * n; n < 182 && multiple < kSieveBelow; multiple += 2 * n)
        composite.set(multiple);
    }
    return found;
  }();
  return primes;
}

/// Index i stands for start + 2i.
using Marks = std::bitset<kWindow>;

/// Marks every i with start + 2i = wanted (mod prime).
void mark(Marks& marks, BN_ULONG start_rest, BN_ULONG wanted, BN_ULONG prime) {
  const BN_ULONG distance = (wanted + prime - start_rest) % prime;
  // Half of it where it is even; else half of it and one prime more.
  BN_ULONG i = distance % 2 == 0 ? distance / 2 : (distance + prime) / 2;
  for (; i < kWindow; i += prime) marks.set(i);
}

Marks unfit(const BIGNUM& start) {
  Marks marks;
  for (const std::uint32_t prime : small_odd_primes())
    mark(marks, BN_mod_word(&start, prime), 0, prime);
  mark(marks, BN_mod_word(&start, kRsaExponent), 1, kRsaExponent);
  return marks;
}

class PrimalityTest {
 public:
  PrimalityTest(const BIGNUM& candidate, const Arithmetic& arithmetic)
      : number_(candidate),
        arithmetic_(arithmetic),
        less_one_(Arithmetic::less_one(candidate)),
        odd_part_(secret_number()) {
    while (BN_is_bit_set(less_one_.get(), twos_) == 0) ++twos_;
    must_be_done(BN_rshift(odd_part_.get(), less_one_.get(), twos_));
    if (montgomery_ == nullptr) throw_openssl("BN_MONT_CTX_new");
    must_be_done(BN_MONT_CTX_set(montgomery_.get(), &candidate, &arithmetic.context()));
  }

  bool passes(int rounds) const {
    const Number base = secret_number();
    for (int round = 0; round < rounds; ++round) {
      // 2 to number - 2, each as likely as the others.
      const Number choices = secret_number();
      must_be_done(BN_copy(choices.get(), less_one_.get()) != nullptr &&
                   BN_sub_word(choices.get(), 2) && BN_priv_rand_range(base.get(), choices.get()) &&
                   BN_add_word(base.get(), 2));
      if (is_witness(*base)) return false;
    }
    return true;
  }

 private:
  bool is_witness(const BIGNUM& base) const {
    Number z = secret_number();
    must_be_done(BN_mod_exp_mont_consttime(z.get(), &base, odd_part_.get(), &number_,
                                           &arithmetic_.context(), montgomery_.get()));
    if (BN_is_one(z.get()) || BN_cmp(z.get(), less_one_.get()) == 0) return false;
    for (int i = 1; i < twos_; ++i) {
      z = arithmetic_.product(*z, *z, number_);
      if (BN_cmp(z.get(), less_one_.get()) == 0) return false;
    }
    return true;
  }

  const BIGNUM& number_;
  const Arithmetic& arithmetic_;
  MontgomeryContext montgomery_{BN_MONT_CTX_new()};
  Number less_one_, odd_part_;
  int twos_ = 0;  // number - 1 = 2^twos * odd part
};

std::optional<Number> prime_after(const BIGNUM& start, unsigned bits,
                                  const Arithmetic& arithmetic) {
  const Marks marks = unfit(start);
  for (std::size_t i = 0; i < kWindow; ++i) {
    if (marks[i]) continue;
    Number candidate = secret_number();
    must_be_done(BN_copy(candidate.get(), &start) != nullptr &&
                 BN_add_word(candidate.get(), 2 * i));
    if (BN_num_bits(candidate.get()) != static_cast<int>(bits)) return std::nullopt;
    if (PrimalityTest(*candidate, arithmetic).passes(kRounds)) return candidate;
  }
  return std::nullopt;
}

}  // namespace

bool is_probably_prime(const BIGNUM& number, int rounds) {
  return PrimalityTest(number, Arithmetic()).passes(rounds);
}

Number random_prime(unsigned bits) {
  const Arithmetic arithmetic;
  while (true) {
    const Number start = secret_number();
    must_be_done(
        BN_priv_rand(start.get(), static_cast<int>(bits), BN_RAND_TOP_TWO, BN_RAND_BOTTOM_ODD));
    if (auto prime = prime_after(*start, bits, arithmetic)) return *std::move(prime);
  }
}

}  // namespace portvakt::jose
