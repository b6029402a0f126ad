#include "http/server.hpp"

#include "base/task.hpp"
#include "http/listener.hpp"
#include "http/peers.hpp"
#include "http/session.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>
#include <vector>

namespace portvakt::http {
namespace {

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);
using Strand = asio::strand<asio::io_context::executor_type>;

/// Fine enough that the shortest deadline is met within an eighth, coarse enough to cost nothing.
std::chrono::milliseconds tick_of(const Limits& limits) {
  const auto shortest = std::min({limits.header_time, limits.exchange_time, limits.idle_time});
  return std::clamp(shortest / 8, std::chrono::milliseconds{5}, std::chrono::milliseconds{250});
}

}  // namespace

/// Listeners and the watch over deadlines share one strand, the control strand.
class Server::Core : public std::enable_shared_from_this<Core> {
 public:
  Core(asio::io_context& io, Service service, Metrics& metrics)
      : io_(io),
        metrics_(metrics),
        control_(asio::make_strand(io)),
        service_(std::make_shared<const Service>(std::move(service))),
        roster_(std::make_shared<Roster>()) {}

  std::uint16_t listen(const std::string& name, const std::string& address,
                       std::optional<TlsFiles> tls);
  void reload_tls();
  void drain(std::chrono::milliseconds patience, std::function<void()> done);
  void stop();

 private:
  static asio::awaitable<void> watch(std::shared_ptr<Core> self);
  static asio::awaitable<void> wait_until_empty(std::shared_ptr<Core> self, Moment until,
                                                std::function<void()> done);
  std::vector<std::shared_ptr<Listener>> listeners();
  void stop_listening();  // on the control strand

  asio::io_context& io_;
  Metrics& metrics_;
  const Strand control_;
  const std::shared_ptr<const Service> service_;
  const std::shared_ptr<Roster> roster_;
  std::atomic<bool> stopped_ = false;

  std::mutex mutex_;  // guards what follows
  std::vector<std::shared_ptr<Listener>> listeners_;
};

std::uint16_t Server::Core::listen(const std::string& name, const std::string& address,
                                   std::optional<TlsFiles> tls) {
  auto listener =
      std::make_shared<Listener>(io_, bind_to(control_, address), service_, roster_,
                                 std::make_shared<ExchangeLog>(name, metrics_), std::move(tls));
  const std::uint16_t port = listener->port();
  bool first = false;
  {
    const std::scoped_lock lock(mutex_);
    first = listeners_.empty();
    listeners_.push_back(listener);
  }
  if (first) spawn(control_, "http_watch", watch(shared_from_this()));
  spawn(control_, "http_accept", Listener::accept(std::move(listener)));
  return port;
}

/// One timer for all connections: a timer each would cost every request more than its parsing.
asio::awaitable<void> Server::Core::watch(std::shared_ptr<Core> self) {
  asio::steady_timer tick(self->control_);
  while (!self->stopped_) {
    tick.expires_after(tick_of(self->service_->limits));
    co_await tick.async_wait(kToken);
    self->roster_->expire(moment());
  }
}

asio::awaitable<void> Server::Core::wait_until_empty(std::shared_ptr<Core> self, Moment until,
                                                     std::function<void()> done) {
  self->stop_listening();
  self->roster_->wind_down();
  asio::steady_timer tick(self->control_);
  while (!self->roster_->empty() && moment() < until) {
    tick.expires_after(std::chrono::milliseconds{5});
    co_await tick.async_wait(kToken);
  }
  self->roster_->close_all();
  self->stopped_ = true;
  done();
}

std::vector<std::shared_ptr<Listener>> Server::Core::listeners() {
  const std::scoped_lock lock(mutex_);
  return listeners_;
}

void Server::Core::stop_listening() {
  for (const auto& listener : listeners()) listener->stop();
}

void Server::Core::reload_tls() {
  for (const auto& listener : listeners()) listener->reload();
}

void Server::Core::drain(std::chrono::milliseconds patience, std::function<void()> done) {
  spawn(control_, "http_drain",
        wait_until_empty(shared_from_this(), moment() + patience, std::move(done)));
}

void Server::Core::stop() {
  stopped_ = true;
  for (const auto& listener : listeners()) listener->log().retire();
  asio::post(control_, [self = shared_from_this()] { self->stop_listening(); });
  roster_->close_all();
}

Server::Server(asio::io_context& io, Limits limits, Handler handler, Metrics& metrics,
               Random& random)
    : core_(std::make_shared<Core>(io, Service{limits, std::move(handler), random}, metrics)) {}

Server::~Server() { core_->stop(); }

std::uint16_t Server::listen(const std::string& name, const std::string& address) {
  return core_->listen(name, address, std::nullopt);
}
std::uint16_t Server::listen_tls(const std::string& name, const std::string& address,
                                 const TlsFiles& files) {
  return core_->listen(name, address, files);
}
void Server::reload_tls() { core_->reload_tls(); }
void Server::drain(std::chrono::milliseconds patience, std::function<void()> done) {
  core_->drain(patience, std::move(done));
}

}  // namespace portvakt::http
