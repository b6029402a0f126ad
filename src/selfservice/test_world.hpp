// For tests of self-service: a store in a directory of its own with the organisations of
// docs/protocol.md, one prefix and a few scopes, a clock that stands still and randomness that
// repeats.
#pragma once

#include "jose/keys.hpp"
#include "registry/follower.hpp"
#include "registry/registry.hpp"
#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

namespace portvakt::selfservice {

inline const OrgNumber kOwner = must(OrgNumber::parse("312345676"));
inline const OrgNumber kConsumer = must(OrgNumber::parse("312345609"));
inline const OrgNumber kSupplier = must(OrgNumber::parse("310999113"));
inline const OrgNumber kUnrelated = must(OrgNumber::parse("317777019"));

/// Counts upward, so that each of the first few hundred draws is new and every run is the same.
class CountingRandom final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    for (std::byte& byte : out) {
      byte = static_cast<std::byte>(next_ * 37 + next_ / 256);
      ++next_;
    }
  }

 private:
  unsigned next_ = 1;
};

inline Caller caller(OrgNumber org, std::initializer_list<std::string_view> scopes) {
  Caller made{
      .org = org, .client_id = "admin", .scopes = {}, .trace = "0123456789abcdef0123456789abcdef"};
  for (const auto scope : scopes) made.scopes.emplace_back(scope);
  return made;
}
inline Caller with_everything(OrgNumber org) {
  return caller(org, {kDcrRead, kDcrModify, kDcrWrite, kScopesRead, kScopesWrite});
}
inline Caller the_operator(OrgNumber org) {
  Caller made = caller(org, {});
  made.client_id = "operator:root";
  made.role = Role::operations;
  return made;
}

template <Operation operation>
Permit<operation> permit(const Caller& caller) {
  return must(authorize<operation>(caller));
}

class TestWorld : public testing::Test {
 protected:
  TestWorld() {
    follower.load();
    store.write({.org = {}, .client_id = "test", .trace = "t"},
                [&](store::Transaction& t) { return seed(t); });
    follower.catch_up();
  }
  ~TestWorld() override { std::filesystem::remove_all(directory_); }

  static ScopeName name(std::string_view text) { return must(ScopeName::parse(text)); }
  static const jose::SigningKey& key(std::size_t which = 0) {
    static const jose::SigningKey kKeys[] = {jose::SigningKey::generate(),
                                             jose::SigningKey::generate()};
    return kKeys[which];
  }
  /// The JWK as its owner would post it.
  static json::object jwk(std::string_view kid, std::size_t which = 0) {
    json::object object = jose::to_json(key(which).public_jwk());
    object["use"] = "sig";
    object["alg"] = "RS256";
    object["kid"] = kid;
    return object;
  }

  Scope plain_scope(std::string_view text) const {
    Scope scope{.name = name(text),
                .owner = kOwner,
                .description = "Et scope",
                .long_description = {},
                .translations = {},
                .allowed_integration_types = {},
                .delegation_source = {},
                .enforced_aud = {},
                .created = clock.now(),
                .last_updated = clock.now()};
    return scope;
  }
  void put(const Scope& scope) {
    store.write({.org = {}, .client_id = "test", .trace = "t"},
                [&](store::Transaction& t) { return t.put(scope), true; });
  }
  void grant(std::string_view scope, OrgNumber consumer,
             AccessState state = AccessState::approved) {
    store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
      t.put(Access{name(scope), kOwner, consumer, state, clock.now(), clock.now()});
      return true;
    });
  }

  FixedClock clock{from_epoch(1'772'440'200)};  // 2026-03-02T08:30:00Z

 private:
  std::filesystem::path directory_ = make_directory();

 protected:
  CountingRandom random;
  std::string store_url() const { return "sqlite:" + (directory_ / "test.db").string(); }

  store::Store store{{.url = store_url()}, clock};
  registry::Registry registry;
  registry::Follower follower{store, registry, clock};
  StoredDirectory names{store};
  Services services{store, follower, names, clock, random, {}};

 private:
  static std::filesystem::path make_directory() {
    // durable writes to a disk would take most of the tests' time
    const bool has_memory = std::filesystem::is_directory("/dev/shm");
    std::string pattern = (has_memory ? "/dev/shm/" : testing::TempDir()) + "selfservice-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    return pattern;
  }

  bool seed(store::Transaction& t) {
    const Instant now = clock.now();
    t.put(Organisation{kOwner, "RASK FJELLREV ETAT", now, now});
    t.put(Organisation{kConsumer, "KLOK TIGER KOMMUNE", now, now});
    t.put(PrefixRecord{must(Prefix::parse("fjellrev")), kOwner, true, now, now});
    t.put(PrefixRecord{must(Prefix::parse("ulv")), kUnrelated, true, now, now});
    t.put(PrefixRecord{must(Prefix::parse("gammel")), kOwner, false, now, now});
    t.put(DelegationSourceRecord{must(Uri::parse("https://altinn.example/")), "altinn", now, now});
    t.put(plain_scope("fjellrev:vannmaaling.read"));
    t.put(Access{name("fjellrev:vannmaaling.read"), kOwner, kConsumer, AccessState::approved, now,
                 now});
    return true;
  }
};

}  // namespace portvakt::selfservice
