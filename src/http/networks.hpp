// Which addresses this server calls when somebody else says where to: public ones, and what the
// operator allows besides.
#pragma once

#include "base/result.hpp"

#include <boost/asio/ip/address.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::http {

/// `10.0.0.0/8`, `fd00::/8`, or one address.
class Network {
 public:
  /// The error is a sentence that says what is right.
  static Result<Network, std::string> parse(std::string_view text);
  bool contains(const boost::asio::ip::address& address) const;

 private:
  Network(const boost::asio::ip::address& address, unsigned bits);
  boost::asio::ip::address address_;
  unsigned bits_;
};

/// Whether the address is one that anybody on the Internet reaches: not loopback, private,
/// link-local, shared, documentation, multicast or reserved (IANA's special-purpose registries, RFC
/// 6890), also where such an IPv4 address hides in an IPv6 one.
bool is_public(const boost::asio::ip::address& address);
bool may_be_called(const boost::asio::ip::address& address, std::span<const Network> allowed);

}  // namespace portvakt::http
