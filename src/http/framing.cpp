#include "http/framing.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace portvakt::http {
namespace {

using Fault = std::optional<std::string_view>;

constexpr std::string_view kLineEnd = "\r\n";

using Alphabet = std::array<bool, 256>;

consteval Alphabet letters_digits_and(std::string_view more) {
  Alphabet alphabet{};
  for (std::size_t c = '0'; c <= '9'; ++c) alphabet[c] = true;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) alphabet[c] = alphabet[c - 'A' + 'a'] = true;
  for (const char c : more) alphabet[static_cast<unsigned char>(c)] = true;
  return alphabet;
}

constexpr Alphabet kToken = letters_digits_and("!#$%&'*+-.^_`|~");
/// uri-host [ ":" port ] as far as its alphabet goes: no userinfo, no list, no path.
constexpr Alphabet kHost = letters_digits_and("-._~!$&'()*+;=:[]%");

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_token_char(char c) { return kToken[static_cast<unsigned char>(c)]; }
bool is_host_char(char c) { return kHost[static_cast<unsigned char>(c)]; }

/// A `#` never travels (RFC 9110 section 4.1); everything else visible is the router's to judge.
bool is_target_char(char c) { return c > ' ' && c < '\x7f' && c != '#'; }

Fault octet_fault(std::string_view head, std::size_t from = 0) {
  for (std::size_t i = from; i < head.size(); ++i) {
    const auto octet = static_cast<unsigned char>(head[i]);
    if (octet >= 0x20 && octet != 0x7f) continue;
    if (octet == '\t') continue;
    if (octet == '\r') {
      if (i + 1 < head.size() && head[i + 1] == '\n') continue;
      return "a carriage return stands alone";
    }
    if (octet == '\n') {
      if (i > 0 && head[i - 1] == '\r') continue;
      return "a line feed stands alone";
    }
    return "the head holds a control character";
  }
  return std::nullopt;
}

struct RequestLine {
  std::string_view method, target, version;
};

std::optional<RequestLine> request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return std::nullopt;
  return RequestLine{line.substr(0, first), line.substr(first + 1, last - first - 1),
                     line.substr(last + 1)};
}

Fault request_line_fault(const RequestLine& line) {
  if (!is_token(line.method)) return "the method is not a token";
  if (!std::ranges::all_of(line.target, is_target_char)) {
    return "the request target holds a character that must be escaped";
  }
  const bool asterisk = line.target == "*" && line.method == "OPTIONS";
  if (!line.target.starts_with('/') && !asterisk) return "the request target must be a path";
  if (line.version != "HTTP/1.1" && line.version != "HTTP/1.0") {
    return "only HTTP/1.1 and HTTP/1.0 are spoken here";
  }
  return std::nullopt;
}

/// The three fields that decide where a message ends and whom it is for.
struct Framing {
  int hosts = 0, lengths = 0, codings = 0;
  std::string_view host, length, coding;
};

Fault read_field(std::string_view line, Framing& framing) {
  if (line.front() == ' ' || line.front() == '\t') return "a header field is folded";
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return "a header field has no colon";
  const std::string_view name = line.substr(0, colon);
  if (!is_token(name)) return "a header field name is not a token";
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (iequals(name, "host")) {
    ++framing.hosts;
    framing.host = value;
  } else if (iequals(name, "content-length")) {
    ++framing.lengths;
    framing.length = value;
  } else if (iequals(name, "transfer-encoding")) {
    ++framing.codings;
    framing.coding = value;
  }
  return std::nullopt;
}

Fault length_fault(const Framing& framing) {
  if (framing.lengths > 1) return "Content-Length is repeated";
  if (framing.lengths == 0) return std::nullopt;
  if (framing.length.empty() || !std::ranges::all_of(framing.length, is_digit)) {
    return "Content-Length is not a number";
  }
  if (framing.length.size() > 18) return "Content-Length is out of range";
  return std::nullopt;
}

Fault coding_fault(const Framing& framing, bool old) {
  if (framing.codings == 0) return std::nullopt;
  if (framing.codings > 1) return "Transfer-Encoding is repeated";
  if (framing.coding != "chunked") return "the only transfer coding is chunked";
  if (framing.lengths > 0) return "Transfer-Encoding and Content-Length exclude each other";
  if (old) return "HTTP/1.0 knows no Transfer-Encoding";
  return std::nullopt;
}

Fault host_fault(const Framing& framing, bool old) {
  if (framing.hosts > 1) return "Host is repeated";
  if (framing.hosts == 0) return old ? Fault{} : Fault{"Host is missing"};
  if (framing.host.empty() || !std::ranges::all_of(framing.host, is_host_char)) {
    return "Host does not name a host";
  }
  return std::nullopt;
}

/// RFC 9110 section 9.3.1: content there has no meaning, and a proxy may not expect any.
Fault content_fault(std::string_view method, const Framing& framing) {
  if (method != "GET" && method != "HEAD") return std::nullopt;
  const bool empty = std::ranges::all_of(framing.length, [](char c) { return c == '0'; });
  if (framing.codings > 0 || !empty) return "GET and HEAD carry no content";
  return std::nullopt;
}

Fault framing_fault_of(const RequestLine& line, const Framing& framing) {
  const bool old = line.version == "HTTP/1.0";
  if (const Fault fault = host_fault(framing, old)) return fault;
  if (const Fault fault = length_fault(framing)) return fault;
  if (const Fault fault = coding_fault(framing, old)) return fault;
  return content_fault(line.method, framing);
}

}  // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

std::optional<std::string_view> framing_fault(std::string_view head) {
  if (!head.ends_with("\r\n\r\n")) return "the head has no end";
  if (const Fault fault = octet_fault(head)) return fault;

  const std::size_t line_end = head.find(kLineEnd);
  const auto line = request_line(head.substr(0, line_end));
  if (!line) return "the request line has not three parts";
  if (const Fault fault = request_line_fault(*line)) return fault;

  Framing framing;
  std::string_view rest = head.substr(line_end + kLineEnd.size());
  while (!rest.starts_with(kLineEnd)) {
    const std::size_t end = rest.find(kLineEnd);
    if (end == std::string_view::npos) return "the head has no end";
    if (const Fault fault = read_field(rest.substr(0, end), framing)) return fault;
    rest.remove_prefix(end + kLineEnd.size());
  }
  if (rest.size() != kLineEnd.size()) return "the head ends twice";
  return framing_fault_of(*line, framing);
}

HeadProgress head_progress(std::string_view bytes, std::size_t judged) {
  const std::size_t from = judged < 4 ? 0 : judged - 4;  // the end may straddle two reads
  const std::size_t end = bytes.find("\r\n\r\n", from);
  if (end != std::string_view::npos) return {.size = end + 4, .spoiled = false};
  // the last octet may be a carriage return whose line feed is still on its way
  if (bytes.ends_with('\r')) bytes.remove_suffix(1);
  return {.size = 0, .spoiled = octet_fault(bytes, from).has_value()};
}

}  // namespace portvakt::http
