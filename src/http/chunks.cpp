#include "http/chunks.hpp"

#include "http/framing.hpp"

#include <algorithm>
#include <charconv>

namespace portvakt::http {
namespace {

constexpr std::size_t kLongestLine = 1024;

bool is_plain(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return (octet >= 0x20 && octet != 0x7f) || octet == '\t';
}

}  // namespace

std::size_t Chunks::take(std::string_view bytes, std::string& body) {
  std::size_t taken = 0;
  while (state_ == State::more && taken < bytes.size()) {
    const std::string_view rest = bytes.substr(taken);
    const std::size_t step =
        expected_ == Expected::data ? take_data(rest, body) : take_line(rest, body.size());
    if (step == 0) break;
    taken += step;
  }
  return taken;
}

std::size_t Chunks::take_data(std::string_view bytes, std::string& body) {
  const std::size_t size = std::min(left_, bytes.size());
  body.append(bytes.substr(0, size));
  left_ -= size;
  if (left_ == 0) expected_ = Expected::data_end;
  return size;
}

std::size_t Chunks::take_line(std::string_view bytes, std::size_t body_size) {
  const std::size_t end = bytes.substr(0, kLongestLine).find('\n');
  if (end == std::string_view::npos) {
    const bool wrong_end = expected_ == Expected::data_end && bytes.front() != '\r';
    if (wrong_end || bytes.size() >= kLongestLine) state_ = State::malformed;
    return 0;
  }
  overhead_ += end + 1;
  const bool line_ends_well = end > 0 && bytes[end - 1] == '\r';
  state_ = line_ends_well ? judge(bytes.substr(0, end - 1), body_size) : State::malformed;
  if (state_ == State::more && overhead_ > overhead_limit_) state_ = State::too_large;
  return end + 1;
}

Chunks::State Chunks::judge(std::string_view line, std::size_t body_size) {
  if (!std::ranges::all_of(line, is_plain)) return State::malformed;
  if (expected_ == Expected::size) return begin_chunk(line, body_size);
  if (expected_ == Expected::data_end) {
    expected_ = Expected::size;
    return line.empty() ? State::more : State::malformed;
  }
  // trailers are read to their end and ignored (RFC 9110 section 6.5.1)
  if (line.empty()) return State::done;
  const std::size_t colon = line.find(':');
  const bool field = colon != std::string_view::npos && is_token(line.substr(0, colon));
  return field ? State::more : State::malformed;
}

Chunks::State Chunks::begin_chunk(std::string_view line, std::size_t body_size) {
  constexpr std::size_t kMostDigits = 8;
  const std::string_view digits = line.substr(0, line.find(';'));  // extensions are ignored
  std::size_t size = 0;
  const auto [end, failed] =
      std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  const bool number = failed == std::errc{} && end == digits.data() + digits.size();
  if (!number || digits.size() > kMostDigits) return State::malformed;
  if (size > body_limit_ - std::min(body_size, body_limit_)) return State::too_large;
  expected_ = size == 0 ? Expected::trailer : Expected::data;
  left_ = size;
  return State::more;
}

}  // namespace portvakt::http
