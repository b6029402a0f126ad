// One request and one answer, as the rest of the program sees them. Beast does not appear here:
// only http/*.cpp know it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portvakt::http {

enum class Method { get, head, post, put, del, options, other };
std::string_view name(Method method);

/// What came in, after framing and limits held. `path` is percent-decoded once; `query` and `body`
/// are raw.
struct Request {
  Method method = Method::other;
  std::string path;
  std::string query;  ///< without the question mark; may hold a grant, so it never reaches a log
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, order kept
  std::string body;
  std::string remote;  ///< address of the peer, without the port
  std::string trace;   ///< 32 hex digits, from `traceparent` or fresh
  bool tls = false;

  /// The first header of that lower-case name; empty when there is none.
  std::string_view header(std::string_view lower_name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>>
      headers;  ///< Content-Length, Date and Connection come by themselves
  std::string body;
  std::shared_ptr<const std::string>
      shared_body;              ///< instead of `body`, for documents that many answers share
  std::string_view fixed_body;  ///< instead of `body`, for bytes that outlive every answer
  bool close = false;           ///< end the connection after this answer

  // Facts for the one log line and the metrics of this exchange; never sent. No secrets.
  std::string route;  ///< the route's pattern, "" when none matched
  std::vector<std::pair<std::string, std::string>> log_fields;  ///< e.g. {"client.id", …}

  std::string_view payload() const {
    if (shared_body) return *shared_body;
    return fixed_body.empty() ? std::string_view(body) : fixed_body;
  }
};

/// An answer with `Content-Type: application/json`.
Response json_response(int status, std::string body);
/// `fields` is `application/x-www-form-urlencoded` text; nothing when an escape is broken or the
/// text is not UTF-8.
std::optional<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view fields);

}  // namespace portvakt::http
