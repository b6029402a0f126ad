#include "http/transport.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>

namespace portvakt::http {
namespace {

namespace asio = boost::asio;

constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

}  // namespace

asio::awaitable<bool> fill(Tcp& socket, std::string& in) {
  // the thread's, not the connection's: nothing suspends while it is in use
  thread_local std::array<char, 16 * 1024> scratch;
  while (true) {
    const auto [unready] = co_await socket.async_wait(Tcp::wait_read, kToken);
    if (unready) co_return false;
    boost::system::error_code failed;
    const std::size_t size = socket.read_some(asio::buffer(scratch), failed);
    if (failed == asio::error::would_block) continue;
    if (failed) co_return false;
    in.append(scratch.data(), size);
    co_return true;
  }
}

asio::awaitable<bool> fill(Tls& stream, std::string& in) {
  constexpr std::size_t kRead = 2 * 1024;
  const std::size_t before = in.size();
  in.resize(before + kRead);
  const auto [failed, size] =
      co_await stream.async_read_some(asio::buffer(in.data() + before, kRead), kToken);
  in.resize(before + size);
  co_return !failed;
}

asio::awaitable<bool> send(Tcp& socket, std::string_view bytes) {
  // the kernel takes most answers whole, without a round through the scheduler
  boost::system::error_code full;
  bytes.remove_prefix(socket.write_some(asio::buffer(bytes), full));
  if (bytes.empty()) co_return true;
  const auto [failed, size] = co_await asio::async_write(socket, asio::buffer(bytes), kToken);
  co_return !failed;
}

asio::awaitable<bool> send(Tls& stream, std::string_view bytes) {
  const auto [failed, size] = co_await asio::async_write(stream, asio::buffer(bytes), kToken);
  co_return !failed;
}

asio::awaitable<void> say_goodbye(Tcp&) { co_return; }
asio::awaitable<void> say_goodbye(Tls& stream) {
  co_await stream.async_shutdown(kToken);  // whether the peer's close_notify comes does not matter
}

asio::awaitable<bool> shake_hands(Tls& stream) {
  const auto [failed] = co_await stream.async_handshake(Tls::server, kToken);
  co_return !failed;
}

}  // namespace portvakt::http
