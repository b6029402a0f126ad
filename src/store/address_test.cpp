#include "store/address.hpp"

#include "store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::store {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Address, TakesASqlitePathAsItIs) {
  const Address address = Address::parse("sqlite:/var/lib/port vakt/a=b;c'.db");
  EXPECT_EQ(address.engine, Engine::sqlite);
  EXPECT_EQ(address.where, "/var/lib/port vakt/a=b;c'.db");
  EXPECT_EQ(address.shown, address.where);
}

TEST(Address, ShowsAPostgresServerWithoutUserAndPassword) {
  const Address address =
      Address::parse("postgresql://rask:hemmelig%27@db.example:6432/portvakt?sslmode=require");
  EXPECT_EQ(address.engine, Engine::postgresql);
  EXPECT_EQ(address.shown, "postgresql://db.example/portvakt");
  EXPECT_THAT(address.where, HasSubstr("password=hemmelig%27&"));
  EXPECT_THAT(address.where, HasSubstr("sslmode=require"));
}

TEST(Address, BoundsConnectingUnlessTheOperatorDoes) {
  EXPECT_THAT(Address::parse("postgresql://db.example/x").where, HasSubstr("connect_timeout=3"));
  EXPECT_THAT(Address::parse("postgresql://db.example/x?connect_timeout=9").where,
              HasSubstr("connect_timeout=9"));
}

struct Refused {
  const char* name;
  const char* url;
};
class RefusedAddress : public testing::TestWithParam<Refused> {};
TEST_P(RefusedAddress, IsUnusableAndNotRepeated) {
  try {
    Address::parse(GetParam().url);
    FAIL() << "was accepted";
  } catch (const UnusableStore& e) {
    EXPECT_THAT(e.what(), Not(HasSubstr("hemmelig")));
  }
}
INSTANTIATE_TEST_SUITE_P(
    When, RefusedAddress,
    testing::Values(Refused{"Empty", ""}, Refused{"OtherEngine", "mysql://x/y"},
                    Refused{"NoPath", "sqlite:"}, Refused{"InMemory", "sqlite::memory:"},
                    Refused{"BrokenUri", "postgresql://u:hemmelig@[::1/x?nei=ja"}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace portvakt::store
