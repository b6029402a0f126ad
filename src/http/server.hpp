// Listeners and connections: TCP and TLS in, one coroutine per connection on its own strand,
// `Handler` in the middle. Owns framing, limits, deadlines, draining, the access log line and the
// http_* metrics. Knows nothing of routes or OAuth.
#pragma once

#include "base/metrics.hpp"
#include "base/random.hpp"
#include "http/message.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace portvakt::http {

using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

struct Limits {
  std::size_t header_bytes = 8 * 1024;
  std::size_t header_fields = 64;
  std::size_t body_bytes = 64 * 1024;
  std::size_t connections = 10'000;  ///< beyond it the longest idle connection makes room
  std::chrono::milliseconds header_time{10'000};
  std::chrono::milliseconds exchange_time{20'000};  ///< head, body, handler and answer together
  std::chrono::milliseconds idle_time{60'000};
};

/// PEM files; read at start and again by `Server::reload_tls`.
struct TlsFiles {
  std::string certificate_chain;
  std::string private_key;
};

/// Destroy it after a drain or once the io_context has stopped running; the io_context itself may
/// outlive it.
class Server {
 public:
  Server(boost::asio::io_context& io, Limits limits, Handler handler, Metrics& metrics,
         Random& random);
  ~Server();

  /// Binds and starts to accept; `name` labels metrics and log lines. `address` is `HOST:PORT` (an
  /// IPv6 host in brackets), port 0 picks a free one. Returns the bound port. Throws
  /// std::runtime_error with a sentence fit for the operator when the address cannot be bound or a
  /// PEM file not read.
  std::uint16_t listen(const std::string& name, const std::string& address);
  std::uint16_t listen_tls(const std::string& name, const std::string& address,
                           const TlsFiles& files);
  void reload_tls();  ///< keeps the old certificate and logs when the new files do not load

  /// Stops accepting, lets running exchanges finish (answers carry `Connection: close`), closes
  /// idle connections, and calls `done` on the io_context when none is left or after `patience`.
  void drain(std::chrono::milliseconds patience, std::function<void()> done);

 private:
  class Core;
  std::shared_ptr<Core> core_;
};

}  // namespace portvakt::http
