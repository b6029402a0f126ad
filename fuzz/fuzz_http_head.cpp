// A request head and what follows it, from bytes: nothing that the gate lets pass may be framed in
// two ways.
#include "base/text.hpp"
#include "http/framing.hpp"
#include "http/incoming.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using portvakt::http::Incoming;

void require(bool holds) {
  if (!holds) std::abort();
}

void feed_body(Incoming& incoming, std::string_view rest, const portvakt::http::Limits& limits) {
  while (!incoming.done()) {
    const auto taken = incoming.take_body(rest);
    if (!taken || *taken == 0) return;
    require(*taken <= rest.size());
    rest.remove_prefix(*taken);
  }
  require(incoming.release().body.size() <= limits.body_bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto progress = portvakt::http::head_progress(bytes);
  require(progress.size <= size);
  if (progress.size == 0) return 0;
  const std::string_view head = bytes.substr(0, progress.size);

  const portvakt::http::Limits limits;
  Incoming incoming(limits);
  if (incoming.take_head(head)) return 0;
  // accepted: every line feed ends a line, and the path is text
  for (std::size_t at = head.find('\n'); at != std::string_view::npos;
       at = head.find('\n', at + 1)) {
    require(at > 0 && head[at - 1] == '\r');
  }
  require(portvakt::is_utf8(incoming.request().path));
  require(incoming.request().path.find('\0') == std::string::npos);
  require(incoming.request().headers.size() <= limits.header_fields);
  feed_body(incoming, bytes.substr(progress.size), limits);
  return 0;
}
