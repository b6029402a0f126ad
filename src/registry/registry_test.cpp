#include "registry/registry.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace portvakt::registry {
namespace {

const OrgNumber kConsumer = must(OrgNumber::parse("312345609"));
const OrgNumber kOwner = must(OrgNumber::parse("312345676"));

Scope scope(std::string_view name) {
  return {.name = must(ScopeName::parse(name)), .owner = kOwner, .delegation_source = std::nullopt};
}
Access access(std::string_view name, AccessState state = AccessState::approved) {
  return {.scope = must(ScopeName::parse(name)),
          .owner = kOwner,
          .consumer = kConsumer,
          .state = state};
}
Client client(std::string_view id, std::vector<ScopeName> scopes = {}) {
  return {.id = must(ClientId::parse(id)),
          .org = kConsumer,
          .supplier = std::nullopt,
          .scopes = std::move(scopes)};
}
ClientKey key(std::string_view kid) {
  return {.kid = must(KeyId::parse(kid)), .jwk = {}, .expires = from_epoch(1)};
}

TEST(Registry, KnowsNothingAtFirst) {
  const Registry registry;
  EXPECT_EQ(registry.client("c"), nullptr);
  EXPECT_EQ(registry.scope("a:b"), nullptr);
  EXPECT_TRUE(registry.signing_keys()->empty());
  EXPECT_EQ(registry.clients(), 0U);
}

TEST(Registry, TellsWhichScopesAClientHolds) {
  Registry registry;
  registry.put(client("c", {must(ScopeName::parse("a:held"))}), {});
  registry.put(scope("a:held"));  // a scope may come after the clients that hold it
  registry.put(scope("a:other"));
  EXPECT_TRUE(registry.client("c")->holds(registry.scope("a:held")->index));
  EXPECT_FALSE(registry.client("c")->holds(registry.scope("a:other")->index));
}

TEST(Registry, GrantsOnlyWhatIsApproved) {
  Registry registry;
  registry.put(scope("a:b"));
  const ScopeIndex index = registry.scope("a:b")->index;
  EXPECT_FALSE(registry.granted(index, kConsumer));
  registry.put(access("a:b"));
  EXPECT_TRUE(registry.granted(index, kConsumer));
  EXPECT_FALSE(registry.granted(index, kOwner));
  registry.put(access("a:b", AccessState::denied));
  EXPECT_FALSE(registry.granted(index, kConsumer));
  registry.put(access("a:b", AccessState::requested));
  EXPECT_FALSE(registry.granted(index, kConsumer));
  EXPECT_EQ(registry.grants(), 0U);
}

TEST(Registry, ReplacesAClientsKeysAsASet) {
  Registry registry;
  registry.put(client("c"), {key("k1"), key("k2")});
  const auto before = registry.client("c");
  registry.put_keys(must(ClientId::parse("c")), {key("k3")});
  EXPECT_NE(before->key("k1"), nullptr);  // what a reader took stays as it was
  EXPECT_EQ(registry.client("c")->key("k1"), nullptr);
  EXPECT_NE(registry.client("c")->key("k3"), nullptr);
  registry.add_key(must(ClientId::parse("c")), key("k4"));
  EXPECT_EQ(registry.client("c")->keys.size(), 2U);
  registry.put_keys(must(ClientId::parse("nobody")), {key("k1")});
  EXPECT_EQ(registry.clients(), 1U);
}

TEST(Registry, ForgetsWhatItsSuccessorDoesNotHold) {
  Registry registry;
  registry.put(scope("a:gone"));
  registry.put(scope("a:kept"));
  registry.put(access("a:gone"));
  registry.put(client("gone"), {});
  const ScopeIndex kept = registry.scope("a:kept")->index;

  Registry fresh = registry.successor();
  fresh.put(scope("a:kept"));
  fresh.put(access("a:kept"));
  registry.adopt(std::move(fresh));
  EXPECT_EQ(registry.scope("a:gone"), nullptr);
  EXPECT_EQ(registry.client("gone"), nullptr);
  EXPECT_EQ(registry.scope("a:kept")->index, kept);
  EXPECT_TRUE(registry.granted(kept, kConsumer));
  EXPECT_EQ(registry.grants(), 1U);
}

TEST(Registry, AnswersWhileItIsChanged) {
  Registry registry;
  registry.put(scope("a:b"));
  std::atomic<bool> stop{false};
  std::atomic<int> odd{0};
  std::thread reader([&] {
    while (!stop) {
      const auto found = registry.client("c");
      if (found && found->keys.size() != 2) ++odd;  // a client is seen whole or not at all
      registry.granted(registry.scope("a:b")->index, kConsumer);
    }
  });
  for (int i = 0; i < 2000; ++i) {
    registry.put(client("c"), {key("k1"), key("k2")});
    registry.put(access("a:b", i % 2 == 0 ? AccessState::approved : AccessState::denied));
  }
  stop = true;
  reader.join();
  EXPECT_EQ(odd, 0);
}

//= system-user.absent
TEST(Registry, KnowsASystemUserUntilItIsDeletedAndThenTheOneAfterIt) {
  Registry registry;
  SystemUser user{.id = must(Uuid::parse("2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10")),
                  .owner = kConsumer,
                  .system = must(SystemId::parse("312345676_vann")),
                  .client = must(ClientId::parse("c1")),
                  .external_ref = ExternalRef::of_owner(kConsumer),
                  .deleted = std::nullopt,
                  .created = {},
                  .last_updated = {}};
  const SystemUserKey key{"c1", kConsumer, "312345609"};
  EXPECT_FALSE(registry.system_user(key));
  registry.put(user);
  ASSERT_TRUE(registry.system_user(key));
  EXPECT_EQ(registry.system_user(key)->id, user.id);
  EXPECT_EQ(registry.system_user(key)->system.text(), "312345676_vann");
  EXPECT_FALSE(registry.system_user({"c2", kConsumer, "312345609"}));
  EXPECT_FALSE(registry.system_user({"c1", kOwner, "312345609"}));
  EXPECT_FALSE(registry.system_user({"c1", kConsumer, "312345676"}));

  SystemUser later = user;
  later.id = must(Uuid::parse("2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a11"));
  registry.put(later);
  user.deleted = from_epoch(9);
  registry.put(user);  // its deletion may come again once its place is taken
  EXPECT_EQ(registry.system_user(key)->id, later.id);
  later.deleted = from_epoch(9);
  registry.put(later);
  EXPECT_FALSE(registry.system_user(key));
}

//= delegation.period
TEST(Registry, KnowsADelegationWithinItsPeriodUntilItIsRevoked) {
  Registry registry;
  registry.put(scope("a:b"));
  const ScopeIndex index = registry.scope("a:b")->index;
  Delegation delegation{.scope = must(ScopeName::parse("a:b")),
                        .consumer = kConsumer,
                        .supplier = kOwner,
                        .valid_from = from_epoch(100),
                        .valid_to = from_epoch(200),
                        .revoked = std::nullopt};
  const auto delegated = [&](std::int64_t at) {
    return registry.delegated(index, kConsumer, kOwner, from_epoch(at));
  };
  EXPECT_FALSE(delegated(150));
  registry.put(delegation);
  EXPECT_FALSE(delegated(99));
  EXPECT_TRUE(delegated(100));
  EXPECT_TRUE(delegated(199));
  EXPECT_FALSE(delegated(200));
  EXPECT_FALSE(registry.delegated(index, kOwner, kConsumer, from_epoch(150)));
  delegation.valid_to.reset();
  registry.put(delegation);
  EXPECT_TRUE(delegated(4'000'000'000));
  delegation.revoked = from_epoch(150);
  registry.put(delegation);
  EXPECT_FALSE(delegated(100));
}

}  // namespace
}  // namespace portvakt::registry
