#include "store/described.hpp"

#include "base/json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::store {
namespace {

const OrgNumber kOwner = must(OrgNumber::parse("312345676"));
const Instant kThen = from_epoch(1'790'000'000);

json::object object_of(const std::string& text) { return read_json(text).value().as_object(); }

TEST(Described, ScopeKeepsItsTranslationsUnderTheirWireNames) {
  const Scope scope{.name = must(ScopeName::parse("fjellrev:vann.read")),
                    .owner = kOwner,
                    .description = "Målte \"vann\"mengder",
                    .translations = {{"description#nn", "Målte vassmengder"}},
                    .created = kThen,
                    .last_updated = kThen};
  const json::object object = object_of(described(scope));
  EXPECT_EQ(string_member(object, "name"), "fjellrev:vann.read");
  EXPECT_EQ(string_member(object, "description"), "Målte \"vann\"mengder");
  EXPECT_EQ(string_member(object, "description#nn"), "Målte vassmengder");
  EXPECT_EQ(string_member(object, "owner_orgno"), "312345676");
}

TEST(Described, ClientCannotOverwriteOurMembersWithOtherOnes) {
  const Client client{.id = must(ClientId::parse("c1")),
                      .org = kOwner,
                      .name = "ekte",
                      .scopes = {must(ScopeName::parse("fjellrev:vann.read"))},
                      .other_members = R"({"client_name":"falsk"})",
                      .created = kThen,
                      .last_updated = kThen};
  const json::object object = object_of(described(client));
  EXPECT_EQ(string_member(object, "client_name"), "ekte");
  EXPECT_EQ(object.at("scopes").as_array().size(), 1U);
}

TEST(Described, SigningKeyLeavesItsPrivateHalfOut) {
  const SigningKeyRecord key{.kid = must(KeyId::parse("k1")),
                             .jwk = {.n = std::string(256, '\xd5'), .e = {1, 0, 1}},
                             .private_pem = "-----BEGIN ENCRYPTED PRIVATE KEY-----",
                             .state = SigningKeyState::active,
                             .created = kThen,
                             .activated = kThen};
  const std::string text = described(key);
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("PRIVATE")));
  EXPECT_EQ(string_member(object_of(text), "state"), "active");
}

}  // namespace
}  // namespace portvakt::store
