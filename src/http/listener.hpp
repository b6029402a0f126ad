// One listening socket: binds, accepts, makes room or turns away, starts sessions. Everything but
// `reload` runs on the executor of its acceptor.
#pragma once

#include "http/peers.hpp"
#include "http/session.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace portvakt::http {

/// `HOST:PORT` bound and listening. Throws std::runtime_error with a sentence for the operator.
boost::asio::ip::tcp::acceptor bind_to(const boost::asio::any_io_executor& executor,
                                       const std::string& address);

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(boost::asio::io_context& io, boost::asio::ip::tcp::acceptor acceptor,
           std::shared_ptr<const Service> service, std::shared_ptr<Roster> roster,
           std::shared_ptr<ExchangeLog> log, std::optional<TlsFiles> tls);

  std::uint16_t port() const;
  /// A coroutine that ends when the acceptor is closed. `self` keeps the listener for as long.
  static boost::asio::awaitable<void> accept(std::shared_ptr<Listener> self);
  void stop();    ///< on the acceptor's executor
  void reload();  ///< any thread; keeps the old certificate and logs when the new files do not load
  ExchangeLog& log() { return *log_; }

 private:
  void welcome(boost::asio::ip::tcp::socket socket);
  bool make_room();
  boost::asio::awaitable<void> recover(boost::system::error_code failed);

  boost::asio::io_context& io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  const std::shared_ptr<const Service> service_;
  const std::shared_ptr<Roster> roster_;
  const std::shared_ptr<ExchangeLog> log_;
  const std::optional<TlsFiles> tls_;
  Moment last_trouble_;

  std::mutex mutex_;  // guards what follows
  std::shared_ptr<boost::asio::ssl::context> context_;
};

}  // namespace portvakt::http
