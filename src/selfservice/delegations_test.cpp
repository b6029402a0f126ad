#include "selfservice/delegations.hpp"

#include "selfservice/test_world.hpp"

namespace portvakt::selfservice {
namespace {

constexpr std::string_view kScope = "fjellrev:helsemelding.write";

class Delegating : public TestWorld {
 protected:
  Delegating() {
    Scope scope = plain_scope(kScope);
    scope.delegation_source = source;
    store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
      return ensure_delegation_source(t, source, kBuiltInSource, clock.now());
    });
    put(scope);
    grant(kScope, kConsumer);
    follower.catch_up();
  }

  Result<NamedDelegation, Refusal> give(const Period& period = {}, OrgNumber supplier = kSupplier,
                                        std::string_view scope = kScope) {
    return delegate(services, permit<Operation::delegate>(consumer), supplier.digits(), scope,
                    period);
  }
  Result<NamedDelegation, Refusal> revoke() {
    return revoke_delegation(services, permit<Operation::revoke_delegation>(consumer),
                             kSupplier.digits(), kScope);
  }
  std::size_t given(store::Inactive inactive) {
    return list_delegations(services, permit<Operation::list_delegations>(consumer), inactive)
        ->size();
  }
  bool in_force() {
    return registry.delegated(registry.scope(kScope)->index, kConsumer, kSupplier, clock.now());
  }

  const Uri source = must(Uri::parse("https://delegations.example/"));
  Caller consumer = with_everything(kConsumer);
};

//= delegations.put delegations.revoke
TEST_F(Delegating, GivesAndTakesAtOnce) {
  const auto made = give();
  ASSERT_TRUE(made) << made.error().findings[0].message;
  EXPECT_TRUE(made->counts);
  EXPECT_EQ(made->consumer_name, "KLOK TIGER KOMMUNE");
  EXPECT_EQ(made->delegation.valid_from, clock.now());
  EXPECT_TRUE(in_force());
  clock.advance(seconds{5});
  EXPECT_EQ(revoke()->delegation.revoked, clock.now());
  EXPECT_FALSE(in_force());
  EXPECT_EQ(give()->delegation.valid_from, clock.now());
  EXPECT_TRUE(in_force());
}

TEST_F(Delegating, WritesNothingWhenNothingChanges) {
  give();
  const auto revision = store.revision();
  clock.advance(seconds{5});
  EXPECT_EQ(give()->delegation.last_updated, clock.now() - seconds{5});
  EXPECT_EQ(store.revision(), revision);
  revoke();
  const auto revoked = store.revision();
  EXPECT_TRUE(revoke());
  EXPECT_EQ(store.revision(), revoked);
}

//= delegation.period delegations.lists
TEST_F(Delegating, CountsWithinItsPeriodToTheSecond) {
  const Instant from = clock.now() + seconds{10}, to = clock.now() + seconds{20};
  EXPECT_FALSE(give({from, to})->counts);
  const struct {
    milliseconds wait;
    bool counts;
    std::size_t listed;
  } steps[] = {{milliseconds{9'999}, false, 1},
               {milliseconds{1}, true, 1},
               {milliseconds{9'999}, true, 1},
               {milliseconds{1}, false, 0}};
  for (const auto& step : steps) {
    clock.advance(step.wait);
    EXPECT_EQ(in_force(), step.counts);
    EXPECT_EQ(given(store::Inactive::hidden), step.listed);
    EXPECT_EQ(given(store::Inactive::shown), 1U);
  }
  const auto again = give();
  EXPECT_EQ(again->delegation.valid_from, clock.now()) << "what has expired begins anew";
  EXPECT_TRUE(again->counts);
}

//= delegations.period
TEST_F(Delegating, RefusesAnEndThatIsOver) {
  const Instant now = clock.now();
  const Period wrong[] = {{now - seconds{9}, now},
                          {std::nullopt, now},
                          {now + seconds{9}, now + seconds{9}},
                          {now + seconds{9}, now + seconds{8}}};
  for (const Period& period : wrong) EXPECT_EQ(give(period).error().findings[0].field, "valid_to");
  EXPECT_TRUE(give({now - seconds{9}, now + seconds{1}}));
}

//= delegations.scope delegations.supplier
TEST_F(Delegating, RefusesWhatIsNotTheCallersToGive) {
  EXPECT_EQ(give({}, kConsumer).error().findings[0].field, "supplier_orgno");
  EXPECT_EQ(give({}, kSupplier, "fjellrev:vannmaaling.read").error().findings[0].field, "scope");
  EXPECT_EQ(give({}, kSupplier, "fjellrev:nowhere").error().findings[0].field, "scope");
  grant(kScope, kConsumer, AccessState::denied);
  EXPECT_EQ(give().error().findings[0].field, "scope");
  EXPECT_EQ(revoke().error().kind, Kind::not_found);
}

TEST_F(Delegating, RefusesAScopeOfAnotherRegister) {
  Scope elsewhere = plain_scope("fjellrev:altinn.write");
  elsewhere.delegation_source = must(Uri::parse("https://altinn.example/"));
  put(elsewhere);
  grant("fjellrev:altinn.write", kConsumer);
  EXPECT_EQ(give({}, kSupplier, "fjellrev:altinn.write").error().findings[0].field, "scope");
}

TEST_F(Delegating, NamesASourceAnewWhenAnotherRegisterAnswersForIt) {
  const auto ensure = [&](std::string_view name) {
    return store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
      return ensure_delegation_source(t, source, name, clock.now());
    });
  };
  EXPECT_FALSE(ensure(kBuiltInSource)) << "it stands there already";
  EXPECT_TRUE(ensure(kAltinnSource));
  EXPECT_EQ(give().error().findings[0].field, "scope");
}

}  // namespace
}  // namespace portvakt::selfservice
