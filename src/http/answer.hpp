// An answer as the bytes that leave. Private to http/; knows no sockets.
#pragma once

#include "http/incoming.hpp"
#include "http/message.hpp"

#include <string>
#include <string_view>

namespace portvakt::http {

/// What the connection knows about the answer it is about to give.
struct AnswerFrame {
  bool keep_alive = false;
  bool old = false;        ///< HTTP/1.0 must be told that the connection stays
  bool head_only = false;  ///< the request was HEAD
  bool tls = false;
};

/// Status line and header fields with the empty line. Octets that could end a line early are taken
/// out of values, and a field whose name is no token is left out: no handler can split an answer.
std::string head_bytes(const Response& answer, const AnswerFrame& frame);
/// False for 1xx, 204 and 304 (RFC 9110 section 6.4.1).
bool may_have_content(int status);

/// RFC 6749 section 5.2 shape, with the trace id as the last words of the description; ends the
/// connection.
Response fault_answer(const Fault& fault, std::string_view trace);
Response server_error(std::string_view trace);

/// The current second as an IMF-fixdate (RFC 9110 section 5.6.7), rendered once per second and
/// thread.
std::string_view http_date();

}  // namespace portvakt::http
