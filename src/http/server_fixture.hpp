// For tests only: a Server on port 0 with its own thread, and a client that speaks raw bytes so
// that it can misbehave.
#pragma once

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "http/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>

namespace portvakt::http {

struct Answer {
  int status = 0;
  std::string status_line;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

/// A blocking connection. What does not come within five seconds fails the test instead of hanging
/// it.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : socket_(io_) {
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
    const timeval patience{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }

  RawClient& send(std::string_view bytes) {
    boost::system::error_code
        ignored;  // the server may have closed: what it said is still to be read
    boost::asio::write(socket_, boost::asio::buffer(bytes), ignored);
    return *this;
  }
  void finish_sending() { socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send); }

  Answer read(bool without_content = false) {
    while (in_.find("\r\n\r\n") == std::string::npos && more()) {
    }
    Answer answer;
    const std::size_t end = in_.find("\r\n\r\n");
    if (end == std::string::npos) return answer;
    const std::string head = in_.substr(0, end);
    in_.erase(0, end + 4);
    parse(head, answer);
    const auto length = answer.headers.find("content-length");
    const std::size_t size =
        without_content || length == answer.headers.end() ? 0 : std::stoul(length->second);
    while (in_.size() < size && more()) {
    }
    answer.body = in_.substr(0, size);
    in_.erase(0, size);
    return answer;
  }
  Answer ask(std::string_view bytes) { return send(bytes).read(); }

  /// The server ended the connection, orderly or not, and sent nothing more.
  bool at_end() {
    if (!in_.empty()) return false;
    char byte = 0;
    boost::system::error_code failed;
    const std::size_t size = socket_.read_some(boost::asio::buffer(&byte, 1), failed);
    return size == 0 && failed != boost::asio::error::would_block &&
           failed != boost::asio::error::try_again;
  }
  boost::asio::ip::tcp::socket& socket() { return socket_; }

 private:
  bool more() {
    std::array<char, 4096> chunk{};
    boost::system::error_code failed;
    in_.append(chunk.data(), socket_.read_some(boost::asio::buffer(chunk), failed));
    return !failed;
  }
  static void parse(std::string_view head, Answer& answer) {
    bool first = true;
    for (std::string_view line : split(head, '\n')) {
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (std::exchange(first, false)) {
        answer.status_line = line;
        const std::string_view code = line.substr(9, 3);
        std::from_chars(code.data(), code.data() + code.size(), answer.status);
        continue;
      }
      const std::size_t colon = line.find(':');
      answer.headers[lower(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
    }
  }

  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_;
  std::string in_;
};

/// Answers with what it saw; `/throw` throws, `/wait` answers after `release()`, `/big` is larger
/// than a socket buffer.
class ServerFixture : public testing::Test {
 public:
  ServerFixture() { log::set_level(log::Level::off); }
  ~ServerFixture() override {
    release();
    io_.stop();
    if (thread_.joinable()) thread_.join();
    log::set_level(log::Level::info);
  }

 protected:
  /// Starts the server; returns the port of its plain listener.
  std::uint16_t start(const Limits& limits = {}) {
    make(limits);
    const std::uint16_t port = server_->listen("public", "127.0.0.1:0");
    run();
    return port;
  }
  void make(const Limits& limits) {
    server_ = std::make_unique<Server>(
        io_, limits, [this](Request request) { return handle(std::move(request)); }, metrics_,
        random_);
  }
  void run() {
    thread_ = std::thread([this] { io_.run(); });
  }

  boost::asio::awaitable<Response> handle(Request request) {
    if (request.path == "/throw") throw std::runtime_error("secret detail");
    if (request.path == "/wait") co_await wait();
    Response answer = json_response(200, describe(request));
    if (request.path == "/big") answer.body.assign(std::size_t{32} * 1024 * 1024, 'x');
    if (request.path == "/empty") answer.status = 204;
    if (request.path == "/split") answer.headers.emplace_back("X-Note", "a\r\nSet-Cookie: b");
    if (request.path == "/close") answer.close = true;
    answer.route = request.path;
    co_return answer;
  }
  static std::string describe(const Request& request) {
    std::string text{name(request.method)};
    text += " " + request.path + "?" + request.query + " " + std::to_string(request.body.size());
    return text + " " + request.body.substr(0, 64);
  }

  boost::asio::awaitable<void> wait() {
    entered_.set_value();
    // one thread runs everything, so release() cannot come between these two lines
    boost::system::error_code cancelled;
    co_await gate_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, cancelled));
  }
  void until_handler_waits() { entered_.get_future().wait_for(std::chrono::seconds(5)); }
  void release() {
    boost::asio::post(io_, [this] { gate_.cancel(); });
  }

  double metric(std::string_view line_start) const {
    for (const std::string_view line : split(exposition(), '\n')) {
      if (line.starts_with(line_start)) return std::stod(std::string(line.substr(line.rfind(' '))));
    }
    return 0;
  }
  const std::string& exposition() const { return exposition_ = metrics_.text(); }

  mutable std::string exposition_;
  Metrics metrics_;
  SystemRandom random_;
  boost::asio::io_context io_;
  boost::asio::steady_timer gate_{io_, boost::asio::steady_timer::time_point::max()};
  std::promise<void> entered_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

}  // namespace portvakt::http
