#include "registry/follower.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace portvakt::registry {
namespace {

namespace fs = std::filesystem;

/// Two processes on one database, as far as they can tell: a store that writes and a follower with
/// a store of its own.
class FollowerTest : public testing::Test {
 public:
  FollowerTest() {
    std::string name = (fs::temp_directory_path() / "portvakt-follower-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
    url_ = "sqlite:" + (directory_ / "portvakt.db").string();
    writer_ = std::make_unique<store::Store>(store::Store::Options{.url = url_}, clock_);
    reader_ = std::make_unique<store::Store>(store::Store::Options{.url = url_}, clock_);
    write([&](auto& tx) {
      tx.put(Organisation{.orgno = org_, .name = "KLOK TIGER KOMMUNE"});
      tx.put(PrefixRecord{.prefix = must(Prefix::parse("a")), .owner = org_});
    });
  }
  ~FollowerTest() override {
    reader_.reset();
    writer_.reset();
    fs::remove_all(directory_);
  }

 protected:
  void write(const std::function<void(store::Transaction&)>& work) {
    writer_->write({.org = std::nullopt, .client_id = "test", .trace = ""},
                   [&](store::Transaction& tx) {
                     work(tx);
                     return true;
                   });
  }
  Scope scope(std::string_view name) const {
    return {.name = must(ScopeName::parse(name)),
            .owner = org_,
            .description = "d",
            .delegation_source = std::nullopt,
            .created = clock_.now(),
            .last_updated = clock_.now()};
  }
  Client client(std::string_view id) const {
    return {.id = must(ClientId::parse(id)),
            .org = org_,
            .supplier = std::nullopt,
            .name = "n",
            .description = "d",
            .scopes = {must(ScopeName::parse("a:b"))},
            .created = clock_.now(),
            .last_updated = clock_.now()};
  }

  const OrgNumber org_ = must(OrgNumber::parse("312345609"));
  FixedClock clock_{from_epoch(1'790'000'000)};
  fs::path directory_;
  std::string url_;
  std::unique_ptr<store::Store> writer_, reader_;
  Registry registry_;
};

TEST_F(FollowerTest, LoadsWhatIsThereAndAppliesWhatComes) {
  write([&](auto& tx) { tx.put(scope("a:b")); });
  Follower follower(*reader_, registry_, clock_);
  follower.load();
  ASSERT_NE(registry_.scope("a:b"), nullptr);

  write([&](auto& tx) {
    tx.put(client("c"));
    tx.put(Access{.scope = must(ScopeName::parse("a:b")),
                  .owner = org_,
                  .consumer = org_,
                  .created = clock_.now(),
                  .last_updated = clock_.now()});
  });
  EXPECT_EQ(registry_.client("c"), nullptr);
  clock_.advance(seconds{7});
  follower.catch_up();
  ASSERT_NE(registry_.client("c"), nullptr);
  EXPECT_TRUE(registry_.granted(registry_.scope("a:b")->index, org_));
  EXPECT_EQ(follower.revision(), writer_->revision());
  EXPECT_EQ(follower.fresh_at(), clock_.now());
}

TEST_F(FollowerTest, TakesAGrantAwayWhoseAccessIsGone) {
  const Access access{.scope = must(ScopeName::parse("a:b")),
                      .owner = org_,
                      .consumer = org_,
                      .created = clock_.now(),
                      .last_updated = clock_.now()};
  write([&](auto& tx) {
    tx.put(scope("a:b"));
    tx.put(access);
  });
  Follower follower(*reader_, registry_, clock_);
  follower.load();
  ASSERT_TRUE(registry_.granted(registry_.scope("a:b")->index, org_));
  write([&](auto& tx) { tx.drop(access); });
  follower.catch_up();
  EXPECT_FALSE(registry_.granted(registry_.scope("a:b")->index, org_));
}

TEST_F(FollowerTest, SeesAWithdrawalAsSoonAsItAsks) {
  write([&](auto& tx) {
    tx.put(scope("a:b"));
    tx.put(client("c"));
  });
  Follower follower(*reader_, registry_, clock_);
  follower.load();
  write([&](auto& tx) {
    Client switched_off = client("c");
    switched_off.active = false;
    tx.put(switched_off);
    Scope inactive = scope("a:b");
    inactive.active = false;
    tx.put(inactive);
  });
  follower.catch_up();
  EXPECT_FALSE(registry_.client("c")->active);
  EXPECT_FALSE(registry_.scope("a:b")->scope.active);
}

TEST_F(FollowerTest, LoadsAndFollowsDelegations) {
  const OrgNumber supplier = must(OrgNumber::parse("310999113"));
  Delegation delegation{.scope = must(ScopeName::parse("a:b")),
                        .consumer = org_,
                        .supplier = supplier,
                        .valid_from = clock_.now(),
                        .valid_to = std::nullopt,
                        .revoked = std::nullopt,
                        .created = clock_.now(),
                        .last_updated = clock_.now()};
  write([&](auto& tx) {
    tx.put(scope("a:b"));
    tx.put(delegation);
  });
  Follower follower(*reader_, registry_, clock_);
  follower.load();
  const auto delegated = [&] {
    return registry_.delegated(registry_.scope("a:b")->index, org_, supplier, clock_.now());
  };
  EXPECT_TRUE(delegated());
  delegation.revoked = clock_.now();
  write([&](auto& tx) { tx.put(delegation); });
  follower.catch_up();
  EXPECT_FALSE(delegated());
  delegation.revoked.reset();
  write([&](auto& tx) { tx.put(delegation); });
  follower.catch_up();
  EXPECT_TRUE(delegated());
}

TEST_F(FollowerTest, LoadsAndFollowsSystemUsers) {
  SystemUser user{.id = must(Uuid::parse("2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10")),
                  .owner = org_,
                  .system = must(SystemId::parse("310999113_regnskap")),
                  .client = must(ClientId::parse("c")),
                  .external_ref = ExternalRef::of_owner(org_),
                  .deleted = std::nullopt,
                  .created = clock_.now(),
                  .last_updated = clock_.now()};
  write([&](auto& tx) {
    tx.put(scope("a:b"));
    tx.put(client("c"));
    tx.put(user);
  });
  Follower follower(*reader_, registry_, clock_);
  follower.load();
  const SystemUserKey key{"c", org_, org_.digits()};
  EXPECT_TRUE(registry_.system_user(key));
  user.deleted = clock_.now();
  write([&](auto& tx) { tx.put(user); });
  follower.catch_up();
  EXPECT_FALSE(registry_.system_user(key));
  follower.load();
  EXPECT_FALSE(registry_.system_user(key));
}

TEST_F(FollowerTest, TellsOfSigningKeysWhenTheyChangeOnly) {
  std::vector<std::size_t> told;
  Follower follower(*reader_, registry_, clock_,
                    [&](const auto& keys) { told.push_back(keys.size()); });
  follower.load();
  write([&](auto& tx) { tx.put(scope("a:b")); });
  follower.catch_up();
  EXPECT_EQ(told, std::vector<std::size_t>{0});
  write([&](auto& tx) {
    tx.put(SigningKeyRecord{.kid = must(KeyId::parse("k")),
                            .jwk = {.n = "n", .e = "e"},
                            .private_pem = "p",
                            .created = clock_.now(),
                            .activated = std::nullopt,
                            .retired = std::nullopt});
  });
  follower.catch_up();
  EXPECT_EQ(told, (std::vector<std::size_t>{0, 1}));
}

TEST_F(FollowerTest, FollowsByItselfUntilItIsStopped) {
  Follower follower(*reader_, registry_, clock_);
  follower.load();
  follower.start(milliseconds{5});
  write([&](auto& tx) { tx.put(scope("a:b")); });
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
  while (!registry_.scope("a:b") && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  EXPECT_NE(registry_.scope("a:b"), nullptr);
  follower.stop();
}

}  // namespace
}  // namespace portvakt::registry
