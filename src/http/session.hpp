// One connection's life: handshake, then idle, request, answer and again, until somebody ends it.
// Runs on the strand of the peer's socket. Deadlines come from outside (Roster::expire), so that a
// request costs no timer.
#pragma once

#include "base/random.hpp"
#include "http/exchange_log.hpp"
#include "http/peers.hpp"
#include "http/server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace portvakt::http {

/// What all sessions of a server share.
struct Service {
  const Limits limits;
  const Handler handler;
  Random& random;
};

// The shared pointers keep alive what the peer's destructor and the log line need after the server
// has gone.
boost::asio::awaitable<void> serve(std::shared_ptr<const Service> service,
                                   std::shared_ptr<ExchangeLog> log, std::shared_ptr<Peer> peer);
boost::asio::awaitable<void> serve_tls(std::shared_ptr<const Service> service,
                                       std::shared_ptr<ExchangeLog> log, std::shared_ptr<Peer> peer,
                                       std::shared_ptr<boost::asio::ssl::context> context);
/// 503 for a connection too many.
boost::asio::awaitable<void> turn_away(std::shared_ptr<const Service> service,
                                       std::shared_ptr<ExchangeLog> log,
                                       std::shared_ptr<Peer> peer);

}  // namespace portvakt::http
