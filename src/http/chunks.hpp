// The chunked coding of RFC 9112 section 7.1, strictly and with bounded work. Ours rather than
// Beast's, whose 1.81 parser trips an assertion of its own when the last chunk arrives in pieces:
// one client could stop the server.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace portvakt::http {

class Chunks {
 public:
  enum class State { more, done, malformed, too_large };

  /// `body_limit` bounds the content, `overhead_limit` everything that is sent around it: sizes,
  /// extensions, trailers.
  Chunks(std::size_t body_limit, std::size_t overhead_limit)
      : body_limit_(body_limit), overhead_limit_(overhead_limit) {}

  /// Appends content to `body`; how many of the bytes are dealt with. An incomplete line waits for
  /// its rest.
  std::size_t take(std::string_view bytes, std::string& body);
  State state() const { return state_; }

 private:
  enum class Expected { size, data, data_end, trailer };

  std::size_t take_data(std::string_view bytes, std::string& body);
  std::size_t take_line(std::string_view bytes, std::size_t body_size);
  State judge(std::string_view line, std::size_t body_size);
  State begin_chunk(std::string_view line, std::size_t body_size);

  const std::size_t body_limit_;
  const std::size_t overhead_limit_;
  State state_ = State::more;
  Expected expected_ = Expected::size;
  std::size_t left_ = 0;      // of the chunk's data
  std::size_t overhead_ = 0;  // octets that were not content
};

}  // namespace portvakt::http
