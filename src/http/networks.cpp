#include "http/networks.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace portvakt::http {
namespace {

namespace ip = boost::asio::ip;

constexpr std::string_view kSpecial[] = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
    "2001::/23",     "2001:db8::/32",   "3fff::/20"};

const std::vector<Network>& special() {
  static const std::vector<Network> networks = [] {
    std::vector<Network> parsed;
    for (const std::string_view text : kSpecial) parsed.push_back(must(Network::parse(text)));
    return parsed;
  }();
  return networks;
}

template <class Bytes>
bool same_start(const Bytes& a, const Bytes& b, unsigned bits) {
  for (unsigned i = 0; i < bits; ++i) {
    const unsigned mask = 0x80U >> (i % 8);
    if ((a[i / 8] & mask) != (b[i / 8] & mask)) return false;
  }
  return true;
}

/// The IPv4 address that such an IPv6 one leads to.
std::optional<ip::address_v4> inner(const ip::address_v6& address) {
  static const Network translated = must(Network::parse("64:ff9b::/96"));
  static const Network six_to_four = must(Network::parse("2002::/16"));
  static const Network compatible = must(Network::parse("::/96"));
  const auto bytes = address.to_bytes();
  const auto at = [&](std::size_t first) {
    return ip::address_v4({bytes[first], bytes[first + 1], bytes[first + 2], bytes[first + 3]});
  };
  if (address.is_v4_mapped() || translated.contains(address) || compatible.contains(address))
    return at(12);
  if (six_to_four.contains(address)) return at(2);
  return std::nullopt;
}

}  // namespace

Network::Network(const ip::address& address, unsigned bits) : address_(address), bits_(bits) {}

Result<Network, std::string> Network::parse(std::string_view text) {
  const auto wrong = [] {
    return std::unexpected(
        std::string("must be an address or a network, as 10.0.0.0/8 or fd00::/8"));
  };
  const std::size_t slash = text.find('/');
  boost::system::error_code failed;
  const ip::address address = ip::make_address(std::string(text.substr(0, slash)), failed);
  if (failed) return wrong();
  const unsigned most = address.is_v4() ? 32 : 128;
  unsigned bits = most;
  if (slash != std::string_view::npos) {
    const std::string_view number = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bits);
    if (error != std::errc{} || end != number.data() + number.size() || bits > most) return wrong();
  }
  return Network(address, bits);
}

bool Network::contains(const ip::address& address) const {
  if (address.is_v4() != address_.is_v4()) return false;
  return address.is_v4()
             ? same_start(address.to_v4().to_bytes(), address_.to_v4().to_bytes(), bits_)
             : same_start(address.to_v6().to_bytes(), address_.to_v6().to_bytes(), bits_);
}

bool is_public(const ip::address& address) {
  static const Network global = must(Network::parse("2000::/3"));  // the rest of IPv6 is reserved
  const auto holds = [](const ip::address& one) {
    return std::ranges::any_of(special(), [&](const Network& each) { return each.contains(one); });
  };
  if (holds(address)) return false;
  if (address.is_v4()) return true;
  const auto hidden = inner(address.to_v6());
  return hidden ? !holds(*hidden) : global.contains(address);
}

bool may_be_called(const ip::address& address, std::span<const Network> allowed) {
  return is_public(address) ||
         std::ranges::any_of(allowed, [&](const Network& each) { return each.contains(address); });
}

}  // namespace portvakt::http
