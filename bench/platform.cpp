// A platform for load runs: finds every delegation it is asked for, after a fixed time, and answers
// on kept connections. Only for measuring; tests have their own, which can also go wrong.
#include "base/text.hpp"
#include "http/message.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

namespace asio = boost::asio;
namespace json = boost::json;
using asio::ip::tcp;
using namespace portvakt;  // a program, not a library

namespace {

/// docs/protocol.md §6.1. `head` is a request for which nothing but its query matters.
std::string found(std::string_view head) {
  const std::string_view target = head.substr(0, head.find("\r\n"));
  const std::size_t begin = target.find('?') + 1;
  const auto fields = http::parse_form(target.substr(begin, target.rfind(' ') - begin));
  json::object entry{{"delegation_scheme_Id", nullptr}};
  for (const auto& [name, value] : fields.value()) {
    if (name == "consumerorg") entry["consumer_org"] = value;
    if (name == "supplierorg") entry["supplier_org"] = value;
    if (name == "scope") entry["scopes"] = json::array{value};
  }
  return json::serialize(json::array{std::move(entry)});
}

asio::awaitable<void> serve(tcp::socket socket, std::chrono::milliseconds delay) {
  asio::steady_timer pause(socket.get_executor());
  std::string buffer;
  while (true) {
    const std::size_t size = co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer),
                                                             "\r\n\r\n", asio::use_awaitable);
    const std::string body = found(buffer);
    buffer.erase(0, size);
    pause.expires_after(delay);
    co_await pause.async_wait(asio::use_awaitable);
    const std::string answer = fmt::format(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
        body.size(), body);
    co_await asio::async_write(socket, asio::buffer(answer), asio::use_awaitable);
  }
}

asio::awaitable<void> accept(tcp::acceptor& acceptor, std::chrono::milliseconds delay) {
  while (true) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    // A connection ends with an exception, when the other side closes it.
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), delay), asio::detached);
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Answer for Altinn's register of delegations: everything is delegated"};
  std::int64_t delay = 20;
  app.add_option("--delay", delay, "milliseconds before each answer")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  asio::io_context io;
  tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
  asio::co_spawn(io, accept(acceptor, std::chrono::milliseconds{delay}), asio::detached);
  fmt::print("ready http://127.0.0.1:{}\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  io.run();
}
