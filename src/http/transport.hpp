// Bytes in and out of a connection, plain or TLS, with the same four verbs, so that a session is
// written once. Private to http/; on the strand of the socket.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <string>
#include <string_view>

namespace portvakt::http {

using Tcp = boost::asio::ip::tcp::socket;
using Tls = boost::asio::ssl::stream<Tcp&>;

/// Appends what has arrived, after waiting for at least one byte; false at the end of the stream or
/// when cancelled. While it waits on a plain socket it holds no buffer.
boost::asio::awaitable<bool> fill(Tcp& socket, std::string& in);
boost::asio::awaitable<bool> fill(Tls& stream, std::string& in);

/// All of it; false when the peer is gone.
boost::asio::awaitable<bool> send(Tcp& socket, std::string_view bytes);
boost::asio::awaitable<bool> send(Tls& stream, std::string_view bytes);

/// TLS's close_notify; nothing on a plain socket.
boost::asio::awaitable<void> say_goodbye(Tcp& socket);
boost::asio::awaitable<void> say_goodbye(Tls& stream);

boost::asio::awaitable<bool> shake_hands(Tls& stream);

}  // namespace portvakt::http
