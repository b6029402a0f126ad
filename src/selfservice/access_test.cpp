#include "selfservice/access.hpp"

#include "selfservice/test_world.hpp"

namespace portvakt::selfservice {
namespace {

constexpr std::string_view kScope = "fjellrev:vannmaaling.read";

class AccessTo : public TestWorld {
 protected:
  Result<NamedAccess, Refusal> grant(const Caller& who, std::string_view consumer,
                                     std::string_view scope) {
    return grant_access(services, permit<Operation::grant_access>(who), consumer, scope);
  }
  Result<NamedAccess, Refusal> revoke(const Caller& who, std::string_view consumer,
                                      std::string_view scope) {
    return revoke_access(services, permit<Operation::revoke_access>(who), consumer, scope);
  }
  Result<std::vector<NamedAccess>, Refusal> list(const AccessFilter& filter) {
    return list_access(services, permit<Operation::list_access>(owner), filter);
  }
  bool in_force(OrgNumber consumer) {
    const auto scope = registry.scope(kScope);
    return registry.granted(scope->index, consumer);
  }

  Caller owner = with_everything(kOwner);
  Caller other = with_everything(kUnrelated);
};

TEST_F(AccessTo, AScopeIsGrantedAndRevokedAtOnce) {
  const auto granted = grant(owner, kSupplier.digits(), kScope);
  ASSERT_TRUE(granted);
  EXPECT_EQ(granted->access.state, AccessState::approved);
  EXPECT_EQ(granted->owner_name, "RASK FJELLREV ETAT");
  EXPECT_FALSE(granted->consumer_name) << "nobody registered the supplier here";
  EXPECT_TRUE(in_force(kSupplier));

  clock.advance(seconds{5});
  const auto revoked = revoke(owner, kSupplier.digits(), kScope);
  ASSERT_TRUE(revoked);
  EXPECT_EQ(revoked->access.state, AccessState::denied);
  EXPECT_EQ(revoked->access.created, granted->access.created);
  EXPECT_EQ(revoked->access.last_updated, clock.now());
  EXPECT_FALSE(in_force(kSupplier));

  EXPECT_EQ(grant(owner, kSupplier.digits(), kScope)->access.state, AccessState::approved);
  EXPECT_TRUE(in_force(kSupplier));
}

TEST_F(AccessTo, AScopeGrantedTwiceIsGrantedOnce) {
  const auto revision = store.revision();
  clock.advance(seconds{5});
  const auto again = grant(owner, kConsumer.digits(), kScope);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->access.last_updated, clock.now() - seconds{5});
  EXPECT_EQ(store.revision(), revision) << "nothing changed, so nothing was written";
}

// docs/protocol.md, status codes in practice
TEST_F(AccessTo, AWrongOrganisationNumberIsRefusedInTheRealServicesWords) {
  for (const char* orgno :
       {"", "312345670", "31234567", "3123456760", "0192:312345609", "abcdefghi"}) {
    for (const auto& answer : {grant(owner, orgno, kScope), revoke(owner, orgno, kScope)}) {
      ASSERT_FALSE(answer) << orgno;
      EXPECT_EQ(answer.error().kind, Kind::invalid);
      EXPECT_EQ(answer.error().findings.at(0).message, "Ugyldig organisasjonsnummer");
      EXPECT_EQ(answer.error().findings.at(0).field, "consumer_orgno");
      EXPECT_EQ(answer.error().findings.at(0).object, "scopeAccess");
    }
  }
}

TEST_F(AccessTo, ForeignAndUnknownScopesIsForbidden) {
  EXPECT_EQ(grant(other, kSupplier.digits(), kScope).error().kind, Kind::forbidden);
  EXPECT_EQ(grant(owner, kSupplier.digits(), "fjellrev:nowhere").error().kind, Kind::forbidden);
  EXPECT_EQ(grant(owner, kSupplier.digits(), "ulv:hule").error().kind, Kind::forbidden);
  EXPECT_EQ(revoke(other, kConsumer.digits(), kScope).error().kind, Kind::forbidden);
  EXPECT_EQ(grant(owner, kSupplier.digits(), "no-colon").error().kind, Kind::invalid);
  EXPECT_TRUE(in_force(kConsumer));
}

TEST_F(AccessTo, AScopeThatWasNeverGrantedIsNotFound) {
  EXPECT_EQ(revoke(owner, kSupplier.digits(), kScope).error().kind, Kind::not_found);
  ASSERT_TRUE(revoke(owner, kConsumer.digits(), kScope));
  EXPECT_TRUE(revoke(owner, kConsumer.digits(), kScope)) << "revoking again is idempotent";
}

//= access.lists
TEST_F(AccessTo, ScopesIsListedByScopeOrByConsumer) {
  put(plain_scope("fjellrev:other"));
  ASSERT_TRUE(grant(owner, kConsumer.digits(), "fjellrev:other"));
  ASSERT_TRUE(grant(owner, kSupplier.digits(), kScope));
  ASSERT_TRUE(revoke(owner, kSupplier.digits(), kScope));
  const std::string scope(kScope);
  const std::string consumer = kConsumer.digits();
  EXPECT_EQ(list({.scope = scope, .consumer_orgno = {}})->size(), 1U);
  EXPECT_EQ(
      list({.scope = scope, .consumer_orgno = {}, .inactive = store::Inactive::shown})->size(), 2U);
  EXPECT_EQ(list({.scope = {}, .consumer_orgno = consumer})->size(), 2U);
  EXPECT_EQ(list({.scope = "fjellrev:other", .consumer_orgno = consumer})->size(), 1U);
  EXPECT_EQ(list({.scope = {}, .consumer_orgno = {}}).error().kind, Kind::invalid);
  EXPECT_EQ(list({.scope = {}, .consumer_orgno = "12"}).error().kind, Kind::invalid);
  EXPECT_EQ(list_access(services, permit<Operation::list_access>(other),
                        {.scope = scope, .consumer_orgno = {}})
                .error()
                .kind,
            Kind::forbidden);
}

TEST_F(AccessTo, ScopesIsListedForTheHolder) {
  const auto held = [&](OrgNumber org, store::Inactive inactive) {
    return list_held_access(services, permit<Operation::list_held_access>(with_everything(org)),
                            inactive)
        ->size();
  };
  EXPECT_EQ(held(kConsumer, store::Inactive::hidden), 1U);
  EXPECT_EQ(held(kOwner, store::Inactive::hidden), 0U);
  ASSERT_TRUE(revoke(owner, kConsumer.digits(), kScope));
  EXPECT_EQ(held(kConsumer, store::Inactive::hidden), 0U);
  EXPECT_EQ(held(kConsumer, store::Inactive::shown), 1U);
}

}  // namespace
}  // namespace portvakt::selfservice
