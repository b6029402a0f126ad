#include "http/networks.hpp"

#include <gtest/gtest.h>

namespace portvakt::http {
namespace {

namespace ip = boost::asio::ip;

TEST(Networks, KnowsWhatIsPublic) {
  const std::pair<const char*, bool> rows[] = {
      {"8.8.8.8", true},
      {"193.213.112.4", true},
      {"172.15.255.255", true},
      {"172.32.0.0", true},
      {"2a02:2121::1", true},
      {"64:ff9b::808:808", true},
      {"2002:808:808::1", true},
      {"0.0.0.0", false},
      {"10.1.2.3", false},
      {"100.64.0.1", false},
      {"127.0.0.1", false},
      {"127.255.255.254", false},
      {"169.254.169.254", false},
      {"172.16.0.1", false},
      {"172.31.255.255", false},
      {"192.168.1.1", false},
      {"198.19.0.1", false},
      {"224.0.0.1", false},
      {"255.255.255.255", false},
      {"::", false},
      {"::1", false},
      {"::7f00:1", false},
      {"::ffff:127.0.0.1", false},
      {"::ffff:10.0.0.1", false},
      {"64:ff9b::a00:1", false},
      {"2002:a00:1::1", false},
      {"2001:db8::1", false},
      {"fd12::1", false},
      {"fe80::1", false},
      {"ff02::1", false},
      {"::ffff:8.8.8.8", true},
      {"::ffff:0:127.0.0.1", false},
      {"64:ff9b:1::808:808", false},
      {"100::1", false},
      {"4000::1", false},
      {"fec0::1", false},
      {"192.0.2.1", false},
      {"198.51.100.1", false},
      {"203.0.113.1", false},
      {"240.0.0.1", false},
      {"100.63.255.255", true},
      {"100.128.0.0", true},
  };
  for (const auto& [text, expected] : rows) {
    EXPECT_EQ(is_public(ip::make_address(text)), expected) << text;
  }
}

TEST(Networks, LetTheOperatorAllowMore) {
  const std::vector<Network> allowed{must(Network::parse("127.0.0.0/8")),
                                     must(Network::parse("fd00::/8")),
                                     must(Network::parse("10.1.2.3"))};
  const std::pair<const char*, bool> rows[] = {
      {"127.0.0.1", true}, {"fd12::1", true},   {"10.1.2.3", true},
      {"8.8.8.8", true},   {"10.1.2.4", false}, {"::1", false},
      {"fc12::1", false},  {"128.0.0.1", true}, {"::ffff:127.0.0.1", false},
  };
  for (const auto& [text, expected] : rows) {
    EXPECT_EQ(may_be_called(ip::make_address(text), allowed), expected) << text;
  }
}

TEST(Networks, AreReadStrictly) {
  for (const char* text : {"", "/8", "10.0.0.0/33", "fd00::/129", "10.0.0.0/", "10.0.0.0/-1",
                           "10.0.0.0/8 ", "10.0.0/8", "localhost", "10.0.0.0/8/9"}) {
    EXPECT_FALSE(Network::parse(text)) << text;
  }
  for (const char* text : {"10.0.0.0/0", "10.0.0.0/32", "::/0", "fd00::/128", "::1"}) {
    EXPECT_TRUE(Network::parse(text)) << text;
  }
}

}  // namespace
}  // namespace portvakt::http
