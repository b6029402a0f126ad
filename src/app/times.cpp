#include "app/times.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <ctime>

namespace portvakt::app {
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
