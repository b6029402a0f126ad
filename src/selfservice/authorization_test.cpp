#include "selfservice/authorization.hpp"

#include "selfservice/test_world.hpp"

#include <set>

namespace portvakt::selfservice {
namespace {

constexpr std::string_view kAll[] = {kDcrRead,     kDcrModify,  kDcrWrite,
                                     kDcrSupplier, kScopesRead, kScopesWrite};

/// docs/protocol.md, the scopes of each operation; written again, because the table under test is
/// the rule.
struct Row {
  Operation operation;
  std::set<std::string_view> enough;
};
const Row kRows[] = {
    {Operation::list_clients, {kDcrRead}},
    {Operation::create_client, {kDcrWrite}},
    {Operation::get_client, {kDcrRead}},
    {Operation::update_client, {kDcrWrite}},
    {Operation::delete_client, {kDcrWrite}},
    {Operation::get_keys, {kDcrRead}},
    {Operation::replace_keys, {kDcrWrite, kDcrModify}},
    {Operation::delete_keys, {kDcrWrite, kDcrModify}},
    {Operation::get_key, {kDcrRead}},
    {Operation::put_key, {kDcrWrite, kDcrModify}},
    {Operation::delete_key, {kDcrWrite, kDcrModify}},
    {Operation::add_key, {kDcrWrite, kDcrModify}},
    {Operation::list_refusals, {kDcrRead}},
    {Operation::explain_grant, {kDcrRead}},
    {Operation::list_scopes, {kScopesRead, kScopesWrite}},
    {Operation::create_scope, {kScopesWrite}},
    {Operation::get_scope, {kScopesRead}},
    {Operation::update_scope, {kScopesWrite}},
    {Operation::delete_scope, {kScopesWrite}},
    {Operation::list_access, {kScopesRead}},
    {Operation::list_held_access, {kScopesRead}},
    {Operation::grant_access, {kScopesWrite}},
    {Operation::revoke_access, {kScopesWrite}},
    {Operation::list_delegations, {kDcrRead}},
    {Operation::list_received_delegations, {kDcrRead}},
    {Operation::delegate, {kDcrWrite}},
    {Operation::revoke_delegation, {kDcrWrite}},
    {Operation::list_system_users, {kDcrRead}},
    {Operation::list_received_system_users, {kDcrRead}},
    {Operation::create_system_user, {kDcrWrite}},
    {Operation::delete_system_user, {kDcrWrite}},
    {Operation::list_prefixes, {kScopesRead, kScopesWrite}},
    {Operation::get_user, {kAll[0], kAll[1], kAll[2], kAll[3], kAll[4], kAll[5]}},
    {Operation::register_organisation, {}},
    {Operation::assign_prefix, {}},
    {Operation::drop_prefix, {}},
};

//= api.scope-needed
TEST(Authorization, LetsACallerInWithOneOfTheOperationsScopesOnly) {
  for (const Row& row : kRows) {
    for (const std::string_view scope : kAll) {
      const auto refusal = refused(caller(kConsumer, {scope}), row.operation);
      EXPECT_EQ(!refusal, row.enough.contains(scope))
          << static_cast<int>(row.operation) << " with " << scope;
      if (refusal) EXPECT_EQ(refusal->kind, Kind::forbidden);
    }
  }
}

TEST(Authorization, HasACaseForEveryOperation) {
  EXPECT_EQ(std::size(kRows), static_cast<std::size_t>(Operation::count_));
}

TEST(Authorization, NamesTheScopesThatWouldHaveHelped) {
  const auto refusal = refused(caller(kConsumer, {kScopesRead}), Operation::put_key);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->needed_scopes, "idporten:dcr.write idporten:dcr.modify");
}

TEST(Authorization, LetsTheOperatorDoEverything) {
  for (const Row& row : kRows) EXPECT_FALSE(refused(the_operator(kOwner), row.operation));
}

TEST(Authorization, RefusesCallersWithoutToken) {
  const auto permit = authorize<Operation::get_user>(std::optional<Caller>());
  ASSERT_FALSE(permit);
  EXPECT_EQ(permit.error().kind, Kind::unauthenticated);
}

TEST(Authorization, MakesActorsThatNameTheOrganisationUnlessTheOperatorActs) {
  EXPECT_EQ(caller(kConsumer, {}).actor().org, kConsumer);
  EXPECT_EQ(the_operator(kConsumer).actor().org, std::nullopt);
}

}  // namespace
}  // namespace portvakt::selfservice
