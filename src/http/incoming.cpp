#include "http/incoming.hpp"

#include "base/text.hpp"
#include "http/framing.hpp"

#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace portvakt::http {
namespace {

namespace beast = boost::beast;

Method method_of(std::string_view token) {
  constexpr Method kSpoken[] = {Method::get, Method::head, Method::post,
                                Method::put, Method::del,  Method::options};
  const auto* const known =
      std::ranges::find_if(kSpoken, [&](Method m) { return name(m) == token; });
  return known == std::end(kSpoken) ? Method::other : *known;
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

bool has_encoded_slash(std::string_view path) {
  for (std::size_t at = path.find("%2"); at != std::string_view::npos;
       at = path.find("%2", at + 1)) {
    if (at + 2 < path.size() && (path[at + 2] == 'f' || path[at + 2] == 'F')) return true;
  }
  return false;
}

const Fault kBodyTooLarge{413, "The content is too large.", "body_too_large"};

}  // namespace

// a chunk of one octet has five around it: what is sent besides the content is bounded like the
// content itself
Incoming::Incoming(const Limits& limits)
    : limits_(limits), chunks_(limits.body_bytes, limits.body_bytes + limits.header_bytes) {
  parser_.header_limit(static_cast<std::uint32_t>(limits.header_bytes) + 1);
  parser_.body_limit(limits.body_bytes);
}

std::optional<Fault> Incoming::take_head(std::string_view head) {
  if (const auto fault = framing_fault(head)) return Fault{400, *fault, "framing"};
  boost::system::error_code failed;
  parser_.put(boost::asio::buffer(head), failed);
  const bool too_large = failed == beast::http::error::body_limit;  // known from Content-Length
  if (failed && !too_large) return Fault{400, "The request is malformed.", "framing"};
  request_.method = method_of(view(parser_.get().method_string()));
  if (const auto fault = read_fields()) return fault;
  if (too_large) return kBodyTooLarge;
  left_ = static_cast<std::size_t>(parser_.content_length().value_or(0));
  done_ = left_ == 0 && !parser_.chunked();
  return read_target();
}

std::optional<Fault> Incoming::read_fields() {
  request_.headers.reserve(16);
  for (const auto& field : parser_.get()) {
    request_.headers.emplace_back(lower(view(field.name_string())), view(field.value()));
  }
  if (request_.headers.size() > limits_.header_fields) {
    return Fault{431, "The request has too many header fields.", "head_too_large"};
  }
  const std::string_view expectation = request_.header("expect");
  if (!expectation.empty() && !old() && !iequals(expectation, "100-continue")) {
    return Fault{417, "The expectation cannot be met.", "expectation"};
  }
  const std::string_view encoding = request_.header("content-encoding");
  if (!encoding.empty() && !iequals(encoding, "identity")) {
    return Fault{415, "The content must not be compressed.", "content_encoding"};
  }
  return std::nullopt;
}

std::optional<Fault> Incoming::read_target() {
  const std::string_view target = view(parser_.get().target());
  const std::size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  if (mark != std::string_view::npos) request_.query = target.substr(mark + 1);
  auto decoded = percent_decoded(path, Plus::is_plus);
  if (!decoded || has_encoded_slash(path)) {
    return Fault{400, "The path is not properly escaped.", "path"};
  }
  request_.path = *std::move(decoded);
  return std::nullopt;
}

Result<std::size_t, Fault> Incoming::take_body(std::string_view bytes) {
  if (!parser_.chunked()) {
    const std::size_t size = std::min(left_, bytes.size());
    request_.body.append(bytes.substr(0, size));
    left_ -= size;
    done_ = left_ == 0;
    return size;
  }
  const std::size_t taken = chunks_.take(bytes, request_.body);
  switch (chunks_.state()) {
    case Chunks::State::more:
      return taken;
    case Chunks::State::done:
      done_ = true;
      return taken;
    case Chunks::State::malformed:
      return std::unexpected(Fault{400, "The content is malformed.", "framing"});
    case Chunks::State::too_large:
      return std::unexpected(kBodyTooLarge);
  }
  std::unreachable();
}

bool Incoming::keeps_alive() const { return parser_.is_header_done() && parser_.keep_alive(); }
bool Incoming::old() const { return parser_.get().version() == 10; }

bool Incoming::wants_continue() const {
  return !done() && !old() && !request_.header("expect").empty();
}

Request Incoming::release() { return std::move(request_); }

}  // namespace portvakt::http
