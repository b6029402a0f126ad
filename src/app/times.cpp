#include "app/times.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <ctime>

namespace portvakt::app {
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

std::string local_time(Instant at) {
  const std::time_t since = epoch(at);
  std::tm broken_down{};
  ::localtime_r(&since, &broken_down);
  std::array<char, 64> text{};
  const std::size_t length =
      std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %Z", &broken_down);
  return {text.data(), length};
}

std::string distance(Instant at, Instant now) {
  const std::int64_t total = std::chrono::floor<seconds>(at - now).count();
  const std::int64_t s = std::abs(total);
  if (s == 0) return "now";
  std::string text;
  if (s < 60) {
    text = fmt::format("{} s", s);
  } else if (s < 3600) {
    text = fmt::format("{} min {} s", s / 60, s % 60);
  } else if (s < 48 * 3600) {
    text = fmt::format("{} h {} min", s / 3600, s % 3600 / 60);
  } else {
    text = fmt::format("{} days", s / 86'400);
  }
  return total > 0 ? "in " + text : text + " ago";
}

std::string when(const std::optional<Instant>& at) {
  return at ? rfc3339(std::chrono::floor<seconds>(*at)) : "";
}

}  // namespace portvakt::app
