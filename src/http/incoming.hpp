// One request on its way in: the framing gate, Beast's parser and what we refuse beyond both. Fed
// with bytes by the session, knows no sockets; private to http/ because Beast shows through.
#pragma once

#include "base/result.hpp"
#include "http/chunks.hpp"
#include "http/message.hpp"
#include "http/server.hpp"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace portvakt::http {

/// Why a connection ends with an answer of this layer. All texts are fixed: they repeat nothing of
/// the request.
struct Fault {
  int status = 400;
  std::string_view text;
  std::string_view reason;  ///< label of http_rejected_total
};

class Incoming {
 public:
  explicit Incoming(const Limits& limits);

  /// `head` is everything up to and including the empty line.
  std::optional<Fault> take_head(std::string_view head);
  /// How many of the bytes that follow the head belong to this request and are dealt with.
  Result<std::size_t, Fault> take_body(std::string_view bytes);

  bool done() const { return done_; }  ///< head and body are complete
  bool keeps_alive() const;            ///< RFC 9112 section 9.3, as far as the client has a say
  bool old() const;                    ///< HTTP/1.0
  bool wants_continue() const;         ///< RFC 9110 section 10.1.1
  const Request& request() const { return request_; }
  Request release();

 private:
  std::optional<Fault> read_fields();
  std::optional<Fault> read_target();

  const Limits& limits_;
  boost::beast::http::request_parser<boost::beast::http::empty_body> parser_;
  Request request_;
  Chunks chunks_;
  std::size_t left_ = 0;  // of a body of known length
  bool done_ = false;
};

}  // namespace portvakt::http
