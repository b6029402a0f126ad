#include "selfservice/operator_scopes.hpp"

#include "selfservice/test_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace portvakt::selfservice {
namespace {

using testing::HasSubstr;

const OrgNumber kOperator = must(OrgNumber::parse(kSandboxOperatorOrgno));

class OperatorScopes : public TestWorld {
 protected:
  template <class Work>
  void change(Work work) {
    store.write({.org = {}, .client_id = "operator:test", .trace = "t"},
                [&](store::Transaction& t) {
                  work(t);
                  return true;
                });
  }
  Result<void, std::string> ensure(OrgNumber org = kOperator) {
    Result<void, std::string> result;
    change([&](store::Transaction& t) { result = ensure_operator_scopes(t, org, clock.now()); });
    return result;
  }
};

TEST_F(OperatorScopes, AreInternalScopesUnderTheOperatorsPrefix) {
  ASSERT_TRUE(ensure());
  store.read([&](store::Reader& reader) {
    EXPECT_EQ(reader.organisation(kOperator)->name, kSandboxOperatorName);
    EXPECT_EQ(reader.prefix(must(Prefix::parse("idporten")))->owner, kOperator);
    EXPECT_EQ(reader.scopes_of(kOperator, store::Inactive::hidden).size(),
              operator_scopes().size());
    for (const auto& row : operator_scopes()) {
      const auto scope = reader.scope(name(row.name));
      ASSERT_TRUE(scope) << row.name;
      EXPECT_EQ(scope->visibility, Visibility::internal);
      EXPECT_FALSE(scope->accessible_for_all);
      EXPECT_TRUE(scope->active);
    }
  });
}

TEST_F(OperatorScopes, CoverEveryScopeThatSelfServiceAsksFor) {
  std::set<std::string_view> names;
  for (const auto& row : operator_scopes()) names.insert(row.name);
  EXPECT_EQ(names.size(), operator_scopes().size());
  for (std::size_t i = 0; i < static_cast<std::size_t>(Operation::count_); ++i) {
    for (const auto scope : scopes_for(static_cast<Operation>(i)))
      EXPECT_TRUE(names.contains(scope)) << scope;
  }
  for (const auto scope : default_admin_scopes()) EXPECT_TRUE(names.contains(scope)) << scope;
}

TEST_F(OperatorScopes, AreMadeOnceAndLeftAsTheyAreAfterwards) {
  ASSERT_TRUE(ensure());
  const auto revision = store.revision();
  ASSERT_TRUE(ensure());
  EXPECT_EQ(store.revision(), revision);
}

TEST_F(OperatorScopes, KeepTheNameOfARegisteredOperator) {
  change([&](store::Transaction& t) {
    t.put(Organisation{kOperator, "DIREKTORATET", clock.now(), clock.now()});
  });
  ASSERT_TRUE(ensure());
  store.read([&](store::Reader& reader) {
    EXPECT_EQ(reader.organisation(kOperator)->name, "DIREKTORATET");
  });
}

TEST_F(OperatorScopes, AreRefusedWhenThePrefixBelongsToSomeoneElse) {
  ASSERT_TRUE(ensure(kOwner));
  const auto result = ensure();
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error(), HasSubstr("belongs to 312345676, not to the operator 312345692"));
}

TEST_F(OperatorScopes, AreGrantedToAnOrganisationAndOnlyThey) {
  ASSERT_TRUE(ensure());
  change([&](store::Transaction& t) {
    EXPECT_TRUE(grant_operator_scope(t, name("idporten:dcr.write"), kConsumer, clock.now()));
    EXPECT_FALSE(grant_operator_scope(t, name("idporten:dcr.other"), kConsumer, clock.now()));
    EXPECT_FALSE(
        grant_operator_scope(t, name("fjellrev:vannmaaling.read"), kUnrelated, clock.now()));
  });
  store.read([&](store::Reader& reader) {
    EXPECT_EQ(reader.access(name("idporten:dcr.write"), kConsumer)->state, AccessState::approved);
    EXPECT_FALSE(reader.access(name("fjellrev:vannmaaling.read"), kUnrelated));
  });
}

TEST_F(OperatorScopes, AreGrantedAgainAfterADenial) {
  ASSERT_TRUE(ensure());
  const ScopeName scope = name("idporten:dcr.read");
  const Instant first = clock.now();
  change([&](store::Transaction& t) {
    t.put(Access{scope, kOperator, kConsumer, AccessState::denied, first, first});
  });
  clock.advance(seconds{60});
  change([&](store::Transaction& t) {
    EXPECT_TRUE(grant_operator_scope(t, scope, kConsumer, clock.now()));
  });
  store.read([&](store::Reader& reader) {
    const auto access = reader.access(scope, kConsumer);
    EXPECT_EQ(access->state, AccessState::approved);
    EXPECT_EQ(access->created, first);
  });
}

}  // namespace
}  // namespace portvakt::selfservice
