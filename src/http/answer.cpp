#include "http/answer.hpp"

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "http/framing.hpp"

#include <boost/beast/http/status.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace portvakt::http {
namespace {

constexpr std::string_view kNoSniff = "x-content-type-options";
constexpr std::string_view kStrictTransport = "strict-transport-security";

/// Fields whose truth only the session knows.
bool is_ours(std::string_view name) {
  constexpr std::string_view kOurs[] = {
      "content-length", "transfer-encoding", "connection", "keep-alive", "date", "server"};
  return std::ranges::any_of(kOurs, [&](std::string_view ours) { return iequals(ours, name); });
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  const auto ends_line = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  const std::size_t start = out.size();
  out.append(value).append("\r\n");
  std::replace_if(out.begin() + static_cast<std::ptrdiff_t>(start), out.end() - 2, ends_line, ' ');
}

std::string_view reason_phrase(int status) {
  const auto phrase = boost::beast::http::obsolete_reason(
      boost::beast::http::int_to_status(static_cast<unsigned>(status)));
  return {phrase.data(), phrase.size()};
}

Response error_answer(int status, std::string_view error, std::string_view text,
                      std::string_view trace) {
  Response answer = json_response(
      status, fmt::format(R"json({{"error":"{}","error_description":"{} (trace_id: {})"}})json",
                          error, text, trace));
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

}  // namespace

bool may_have_content(int status) { return status >= 200 && status != 204 && status != 304; }

std::string head_bytes(const Response& answer, const AnswerFrame& frame) {
  std::string out;
  out.reserve(512);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", answer.status,
                 reason_phrase(answer.status));
  append_field(out, "Date", http_date());
  bool no_sniff = true;
  bool strict_transport = frame.tls;
  for (const auto& [name, value] : answer.headers) {
    if (is_ours(name)) continue;
    if (!is_token(name)) {
      log::error("http_header_dropped", {{"http.header", name}});
      continue;
    }
    if (iequals(name, kNoSniff)) no_sniff = false;
    if (iequals(name, kStrictTransport)) strict_transport = false;
    append_field(out, name, value);
  }
  if (no_sniff) append_field(out, "X-Content-Type-Options", "nosniff");
  if (strict_transport) append_field(out, "Strict-Transport-Security", "max-age=31536000");
  if (may_have_content(answer.status)) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", answer.payload().size());
  }
  if (!frame.keep_alive) append_field(out, "Connection", "close");
  if (frame.keep_alive && frame.old) append_field(out, "Connection", "keep-alive");
  out += "\r\n";
  return out;
}

Response fault_answer(const Fault& fault, std::string_view trace) {
  Response answer = error_answer(fault.status, "invalid_request", fault.text, trace);
  answer.close = true;
  return answer;
}

Response server_error(std::string_view trace) {
  return error_answer(500, "server_error", "The server could not answer.", trace);
}

std::string_view http_date() {
  thread_local std::int64_t rendered = -1;
  thread_local std::array<char, 29> text{};
  const std::int64_t now = epoch(SystemClock().now());
  if (now != rendered) {
    fmt::format_to_n(text.data(), text.size(), "{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(now));
    rendered = now;
  }
  return {text.data(), text.size()};
}

}  // namespace portvakt::http
