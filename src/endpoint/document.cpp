#include "endpoint/document.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "jose/keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::endpoint {

bool names(std::string_view if_none_match, std::string_view etag) {
  const auto is_it = [&](std::string_view candidate) {
    candidate = trimmed(candidate);
    if (candidate.starts_with("W/"))
      candidate.remove_prefix(2);  // weak comparison, RFC 9110 section 8.8.3.2
    return candidate == etag || candidate == "*";
  };
  return std::ranges::any_of(split(if_none_match, ','), is_it);
}

Document document(std::string text, std::string_view content_type) {
  std::string etag = fmt::format("\"{}\"", base64url(jose::sha256(text)).substr(0, 22));
  return {std::make_shared<const std::string>(std::move(text)), std::move(etag), content_type};
}

http::Response serve(const Document& document, const http::Request& request) {
  http::Response answer;
  answer.headers = {{"ETag", document.etag},
                    {"Cache-Control", std::string(document.cache_control)},
                    {"Access-Control-Allow-Origin", "*"}};
  if (names(request.header("if-none-match"), document.etag)) {
    answer.status = 304;
    return answer;
  }
  answer.headers.emplace_back("Content-Type", document.content_type);
  answer.shared_body = document.text;
  return answer;
}

http::Response public_preflight() {
  http::Response answer;
  answer.status = 204;
  answer.headers = {{"Allow", "GET, HEAD, OPTIONS"},
                    {"Access-Control-Allow-Origin", "*"},
                    {"Access-Control-Allow-Methods", "GET, HEAD"},
                    {"Access-Control-Max-Age", "86400"}};
  return answer;
}

}  // namespace portvakt::endpoint
