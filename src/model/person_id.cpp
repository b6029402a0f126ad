#include "model/person_id.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

namespace portvakt {
namespace {

constexpr std::array<int, 10> kFirst{3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
constexpr std::array<int, 11> kSecond{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

bool sum_divides(std::span<const int> weights, std::span<const int> digits) {
  return std::inner_product(weights.begin(), weights.end(), digits.begin(), 0) % 11 == 0;
}

bool is_day(int day) { return (day >= 1 && day <= 31) || (day >= 41 && day <= 71); }

bool is_month(int month) {
  constexpr std::array kOffsets{0, 40, 65, 80};
  return std::ranges::any_of(kOffsets,
                             [&](int offset) { return month > offset && month <= offset + 12; });
}

}  // namespace

bool is_person_id(std::string_view text) {
  std::array<int, 11> digits{};
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != digits.size() || !std::ranges::all_of(text, is_digit)) return false;
  std::ranges::transform(text, digits.begin(), [](char c) { return c - '0'; });
  return is_day(digits[0] * 10 + digits[1]) && is_month(digits[2] * 10 + digits[3]) &&
         sum_divides(kFirst, digits) && sum_divides(kSecond, digits);
}

}  // namespace portvakt
