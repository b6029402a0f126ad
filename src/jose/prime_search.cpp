#include "jose/prime_search.hpp"

#include "jose/arithmetic.hpp"

#include <array>
#include <bitset>
#include <cstdint>
#include <utility>
#include <vector>

namespace portvakt::jose {
namespace {

using MontgomeryContext = std::unique_ptr<BN_MONT_CTX, Freed<BN_MONT_CTX_free>>;

constexpr std::uint32_t kSieveBelow = 1U << 15U;
/// Odd numbers looked at from one random start: about eleven of them are primes of 1024 bits.
constexpr std::size_t kWindow = 4096;
/// FIPS 186-5 table B.1 asks for 5 rounds on candidates of 1024 bits that were drawn at random, and
/// for fewer on longer ones. These come after the one that nearly every composite fails.
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
    for (int round = 0; round < rounds; ++round) {
      const Number base = random_base();
      Number power = secret_number();
      must_be_done(BN_mod_exp_mont_consttime(power.get(), base.get(), odd_part_.get(), &number_,
                                             &arithmetic_.context(), montgomery_.get()));
      if (is_of_witness(std::move(power))) return false;
    }
    return true;
  }

  /// One round for each of two numbers: a processor with AVX-512 IFMA takes both powers in the time
  /// of one.
  static std::pair<bool, bool> both_pass_once(const PrimalityTest& a, const PrimalityTest& b) {
    const Number base_a = a.random_base(), base_b = b.random_base();
    Number power_a = secret_number(), power_b = secret_number();
    must_be_done(BN_mod_exp_mont_consttime_x2(power_a.get(), base_a.get(), a.odd_part_.get(),
                                              &a.number_, a.montgomery_.get(), power_b.get(),
                                              base_b.get(), b.odd_part_.get(), &b.number_,
                                              b.montgomery_.get(), &a.arithmetic_.context()));
    return {!a.is_of_witness(std::move(power_a)), !b.is_of_witness(std::move(power_b))};
  }

 private:
  /// 2 to number - 2, each as likely as the others.
  Number random_base() const {
    Number base = secret_number();
    const Number choices = secret_number();
    must_be_done(BN_copy(choices.get(), less_one_.get()) != nullptr &&
                 BN_sub_word(choices.get(), 2) && BN_priv_rand_range(base.get(), choices.get()) &&
                 BN_add_word(base.get(), 2));
    return base;
  }

  /// Whether the base whose power to the odd part this is proves the number composite.
  bool is_of_witness(Number power) const {
    if (BN_is_one(power.get()) || BN_cmp(power.get(), less_one_.get()) == 0) return false;
    for (int i = 1; i < twos_; ++i) {
      power = arithmetic_.product(*power, *power, number_);
      if (BN_cmp(power.get(), less_one_.get()) == 0) return false;
    }
    return true;
  }

  const BIGNUM& number_;
  const Arithmetic& arithmetic_;
  MontgomeryContext montgomery_{BN_MONT_CTX_new()};
  Number less_one_, odd_part_;
  int twos_ = 0;  // number - 1 = 2^twos * odd part
};

/// What is left of start, start + 2, … start + 2 * (kWindow - 1) once small primes are sieved out.
class Candidates {
 public:
  Candidates(const BIGNUM& start, unsigned bits)
      : start_(start), bits_(static_cast<int>(bits)), marks_(unfit(start)) {}

  /// nullptr at the end.
  Number next() {
    while (at_ < kWindow && marks_[at_]) ++at_;
    if (at_ == kWindow) return nullptr;
    Number candidate = secret_number();
    must_be_done(BN_copy(candidate.get(), &start_) != nullptr &&
                 BN_add_word(candidate.get(), 2 * at_++));
    return BN_num_bits(candidate.get()) == bits_ ? std::move(candidate) : nullptr;
  }

 private:
  const BIGNUM& start_;
  int bits_;
  Marks marks_;
  std::size_t at_ = 0;
};

bool passes_twice_each(const PrimalityTest& test, int times) {
  for (int i = 0; i < times; ++i) {
    if (PrimalityTest::both_pass_once(test, test) != std::pair{true, true}) return false;
  }
  return true;
}

/// nullptr where the window has none; what remains alone at its end is left untested.
Number prime_after(const BIGNUM& start, unsigned bits, const Arithmetic& arithmetic) {
  Candidates candidates(start, bits);
  while (true) {
    Number first = candidates.next(), second = candidates.next();
    if (first == nullptr || second == nullptr) return nullptr;
    const PrimalityTest first_test(*first, arithmetic), second_test(*second, arithmetic);
    const auto [first_may, second_may] = PrimalityTest::both_pass_once(first_test, second_test);
    if (first_may && passes_twice_each(first_test, kRounds / 2)) return first;
    if (second_may && passes_twice_each(second_test, kRounds / 2)) return second;
  }
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
    if (Number prime = prime_after(*start, bits, arithmetic)) return prime;
  }
}

}  // namespace portvakt::jose
