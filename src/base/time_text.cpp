#include "base/time_text.hpp"

#include <charconv>

namespace portvakt {
namespace {

std::optional<unsigned> digits(std::string_view text, std::size_t at, std::size_t count) {
  unsigned value = 0;
  const char* from = text.data() + at;
  if (at + count > text.size() || *from < '0' || *from > '9') return std::nullopt;
  const auto [end, error] = std::from_chars(from, from + count, value);
  if (error != std::errc{} || end != from + count) return std::nullopt;
  return value;
}

std::optional<seconds> time_of_day(std::string_view text) {
  if (text.size() != 10 || text[0] != 'T' || text[3] != ':' || text[6] != ':' || text[9] != 'Z') {
    return std::nullopt;
  }
  const auto h = digits(text, 1, 2), m = digits(text, 4, 2), s = digits(text, 7, 2);
  if (!h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
  return std::chrono::hours{*h} + std::chrono::minutes{*m} + seconds{*s};
}

}  // namespace

std::optional<Instant> parse_time(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)},
                                         std::chrono::month{*month}, std::chrono::day{*day}};
  if (!date.ok()) return std::nullopt;
  const auto time = text.size() == 10 ? std::optional(seconds{0}) : time_of_day(text.substr(10));
  if (!time) return std::nullopt;
  return std::chrono::sys_days{date} + *time;
}

}  // namespace portvakt
