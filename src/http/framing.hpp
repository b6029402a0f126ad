// The gate before Beast 1.81, which is lenient where a proxy in front may not be: what it lets pass
// could be framed in two ways (request smuggling). Judges the raw bytes of a request head, once,
// before anything else reads them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace portvakt::http {

/// Why the connection must end with a 400, or nothing. `head` is everything up to and including the
/// empty line. RFC 9112 sections 2.2, 3, 5 and 6; only HTTP/1.1 and HTTP/1.0 without
/// Transfer-Encoding are spoken.
std::optional<std::string_view> framing_fault(std::string_view head);

/// What has arrived of a head. `size` counts the empty line too and is 0 while that is missing;
/// `spoiled` when no further byte can make it good, so that a line feed without its carriage return
/// is answered at once and not by a deadline. `judged` bytes were looked at before.
struct HeadProgress {
  std::size_t size = 0;
  bool spoiled = false;
};
HeadProgress head_progress(std::string_view bytes, std::size_t judged = 0);

bool is_token(std::string_view text);  ///< RFC 9110 section 5.6.2

}  // namespace portvakt::http
