#include "http/listener.hpp"

#include "base/log.hpp"
#include "base/task.hpp"
#include "http/tls.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace portvakt::http {
namespace {

using asio::ip::tcp;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kMostLeaving = 64;

struct HostAndPort {
  std::string host, port;
};

HostAndPort parts_of(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == address.size()) {
    throw std::runtime_error(fmt::format("'{}' is not an address of the form HOST:PORT", address));
  }
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string::npos) {
    throw std::runtime_error(
        fmt::format("'{}' needs brackets around its host: [HOST]:PORT", address));
  }
  return {std::move(host), address.substr(colon + 1)};
}

}  // namespace

tcp::acceptor bind_to(const asio::any_io_executor& executor, const std::string& address) {
  const auto [host, port] = parts_of(address);
  try {
    const auto found = tcp::resolver(executor).resolve(
        host, port, tcp::resolver::passive | tcp::resolver::numeric_service);
    tcp::acceptor acceptor(executor);
    const tcp::endpoint endpoint = found.begin()->endpoint();
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address(true));
    acceptor.bind(endpoint);
    acceptor.listen(4096);  // the kernel lowers it to net.core.somaxconn
    return acceptor;
  } catch (const boost::system::system_error& e) {
    throw std::runtime_error(fmt::format("cannot listen on {}: {}", address, e.code().message()));
  }
}

Listener::Listener(asio::io_context& io, tcp::acceptor acceptor,
                   std::shared_ptr<const Service> service, std::shared_ptr<Roster> roster,
                   std::shared_ptr<ExchangeLog> log, std::optional<TlsFiles> tls)
    : io_(io),
      acceptor_(std::move(acceptor)),
      service_(std::move(service)),
      roster_(std::move(roster)),
      log_(std::move(log)),
      tls_(std::move(tls)),
      context_(tls_ ? load_tls(*tls_) : nullptr) {}

std::uint16_t Listener::port() const { return acceptor_.local_endpoint().port(); }

asio::awaitable<void> Listener::accept(std::shared_ptr<Listener> self) {
  while (self->acceptor_.is_open()) {
    auto [failed, socket] =
        co_await self->acceptor_.async_accept(asio::make_strand(self->io_), kToken);
    if (!failed) {
      self->welcome(std::move(socket));
      continue;
    }
    if (failed == asio::error::operation_aborted) co_return;
    if (failed != asio::error::connection_aborted) co_await self->recover(failed);
  }
}

void Listener::welcome(tcp::socket socket) {
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  socket.set_option(tcp::no_delay(true), ignored);
  const auto executor = socket.get_executor();
  const bool room = make_room();
  auto peer = Peer::join(roster_, std::move(socket), moment() + service_->limits.header_time);
  if (!room) {
    // a TLS client could not read the reason, and a flood is not owed one
    if (tls_ || roster_->leaving() >= kMostLeaving) return;
    spawn(executor, "http_turn_away", turn_away(service_, log_, std::move(peer)));
    return;
  }
  if (!tls_) {
    spawn(executor, "http_session", serve(service_, log_, std::move(peer)));
    return;
  }
  std::shared_ptr<asio::ssl::context> context;
  {
    const std::scoped_lock lock(mutex_);
    context = context_;
  }
  spawn(executor, "https_session", serve_tls(service_, log_, std::move(peer), std::move(context)));
}

bool Listener::make_room() {
  if (roster_->size() < service_->limits.connections) return true;
  const bool made = roster_->evict_longest_idle();
  log_->rejected(made ? "evicted" : "too_many_connections");
  return made;
}

/// Out of descriptors or memory: accepting again at once would spin. One line per episode.
asio::awaitable<void> Listener::recover(boost::system::error_code failed) {
  constexpr std::chrono::milliseconds kPause{100};
  const Moment now = moment();
  if (now - last_trouble_ > 10 * kPause) {
    log::error("http_accept_failed",
               {{"listener", log_->listener()}, {"error.message", failed.message()}});
  }
  last_trouble_ = now;
  asio::steady_timer pause(acceptor_.get_executor(), kPause);
  co_await pause.async_wait(kToken);
}

void Listener::stop() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
}

void Listener::reload() {
  if (!tls_) return;
  try {
    auto fresh = load_tls(*tls_);
    const std::scoped_lock lock(mutex_);
    context_.swap(fresh);
  } catch (const std::runtime_error& e) {
    log::error("tls_reload_failed", {{"listener", log_->listener()}, {"error.message", e.what()}});
    return;
  }
  log::info("tls_reloaded", {{"listener", log_->listener()}});
}

}  // namespace portvakt::http
