#include "selfservice/authorization.hpp"

#include "selfservice/test_world.hpp"

#include <gmock/gmock.h>

#include <set>

namespace portvakt::selfservice {
namespace {

constexpr std::string_view kAll[] = {
    kDcrRead,     kDcrModify,       kDcrWrite,           kDcrSupplier, kScopesRead,
    kScopesWrite, kOnBehalfOfWrite, kOnBehalfOfWriteToo, kDcrAltinn,   kDcrDatasharing,
    kCloudRead,   kOperatorRead,    kOperatorWrite};
const std::set<std::string_view> kAny(std::begin(kAll), std::end(kAll));
const std::set<std::string_view> kOnBehalfOf{kDcrWrite, kDcrModify, kOnBehalfOfWrite,
                                             kOnBehalfOfWriteToo};

/// docs/protocol.md, the scopes of each operation; written again, because the table under test is
/// the rule.
struct Row {
  Operation operation;
  std::set<std::string_view> enough;
  enum class For { everybody, the_operators_organisation } who = For::everybody;
};
constexpr auto kOperators = Row::For::the_operators_organisation;
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
    {Operation::read_access_history, {kScopesRead}},
    {Operation::browse_catalogue, kAny},
    {Operation::request_access, {kDcrWrite}},
    {Operation::list_access_requests, {kDcrRead}},
    {Operation::list_received_access_requests, {kScopesRead}},
    {Operation::get_access_request, {kDcrRead, kScopesRead}},
    {Operation::answer_access_request, {kScopesWrite}},
    {Operation::withdraw_access_request, {kDcrWrite}},
    {Operation::list_key_expiries, {kDcrRead}},
    {Operation::list_notification_points, {kDcrRead, kScopesRead}},
    {Operation::change_notification_points, {kDcrWrite, kScopesWrite}},
    {Operation::list_delegations, {kDcrRead}},
    {Operation::list_received_delegations, {kDcrRead}},
    {Operation::delegate, {kDcrWrite}},
    {Operation::revoke_delegation, {kDcrWrite}},
    {Operation::list_system_users, {kDcrRead}},
    {Operation::list_received_system_users, {kDcrRead}},
    {Operation::create_system_user, {kDcrWrite}},
    {Operation::delete_system_user, {kDcrWrite}},
    {Operation::list_prefixes, {kScopesRead, kScopesWrite}},
    {Operation::get_user, kAny},
    {Operation::switch_organisation, {}},
    {Operation::list_on_behalf_of, {kDcrRead}},
    {Operation::get_on_behalf_of, {kDcrRead}},
    {Operation::create_on_behalf_of, kOnBehalfOf},
    {Operation::update_on_behalf_of, kOnBehalfOf},
    {Operation::delete_on_behalf_of, kOnBehalfOf},
    {Operation::manage_made_clients, {kDcrAltinn}},
    {Operation::use_datasharing, {kDcrDatasharing}},
    {Operation::report, {kOperatorRead}, kOperators},
    {Operation::read_as_operator, {kOperatorRead, kOperatorWrite}, kOperators},
    {Operation::write_as_operator, {kOperatorWrite}, kOperators},
    {Operation::export_changes, {kCloudRead}, kOperators},
    {Operation::read_consumer_statistics, {kDcrRead}},
    {Operation::read_owner_statistics, {kScopesRead}},
    {Operation::read_supplier_statistics, {kDcrRead}},
    {Operation::read_all_statistics, {kOperatorRead, kOperatorWrite}, kOperators},
    {Operation::search_ledger, {kOperatorRead, kOperatorWrite}, kOperators},
    {Operation::list_organisations, {kOperatorRead, kOperatorWrite}, kOperators},
    {Operation::list_signing_keys, {kOperatorRead, kOperatorWrite}, kOperators},
    {Operation::list_admin_clients, {kOperatorRead, kOperatorWrite}, kOperators},
    {Operation::register_organisation, {}},
    {Operation::assign_prefix, {}},
    {Operation::drop_prefix, {}},
    {Operation::make_signing_key, {}},
    {Operation::change_signing_key, {}},
    {Operation::create_admin_client, {}},
};

//= api.scope-needed
TEST(Authorization, LetsACallerInWithOneOfTheOperationsScopesOnly) {
  for (const Row& row : kRows) {
    for (const std::string_view scope : kAll) {
      Caller who = caller(kConsumer, {scope});
      if (row.who == kOperators) who.standing = Standing::operators_own;
      const auto refusal = refused(who, row.operation);
      EXPECT_EQ(!refusal, row.enough.contains(scope))
          << static_cast<int>(row.operation) << " with " << scope;
      if (refusal) EXPECT_EQ(refusal->kind, Kind::forbidden);
    }
  }
}

//= operator.organisation
TEST(Authorization, KeepsTheOperatorsOperationsForTheOperatorsOrganisation) {
  for (const Row& row : kRows) {
    if (row.who != kOperators) continue;
    Caller who = caller(kConsumer, {kOperatorRead, kOperatorWrite, kCloudRead});
    EXPECT_TRUE(refused(who, row.operation));
    who.standing = Standing::no_operator;
    const auto refusal = refused(who, row.operation);
    ASSERT_TRUE(refusal);
    EXPECT_THAT(refusal->findings.at(0).message, testing::HasSubstr("operator_orgno"));
    who.standing = Standing::operators_own;
    EXPECT_FALSE(refused(who, row.operation));
  }
}

//= auth.switch
TEST(Authorization, LetsPeopleSwitchTheirOrganisationAndNobodyElse) {
  Caller who = caller(kConsumer, {});
  EXPECT_TRUE(refused(who, Operation::switch_organisation));
  EXPECT_TRUE(refused(the_operator(kOwner), Operation::switch_organisation));
  who.person = "sub";
  EXPECT_FALSE(refused(who, Operation::switch_organisation));
}

TEST(Authorization, GivesAMakerTheClientsItMadeAndNothingElse) {
  Caller studio = caller(kSupplier, {kDcrAltinn});
  const Caller maker = as_maker(permit<Operation::manage_made_clients>(studio));
  Client client{.id = must(ClientId::parse("c")),
                .org = kSupplier,
                .supplier = kSupplier,
                .name = {},
                .description = {},
                .scopes = {},
                .created = {},
                .last_updated = {}};
  EXPECT_FALSE(may_handle(maker, client)) << "its own organisation's, but not made by it";
  client.created_by = "admin";
  client.org = kConsumer;
  EXPECT_TRUE(may_handle(maker, client));
  EXPECT_FALSE(may_handle(studio, client)) << "not outside of the twin";
  EXPECT_FALSE(refused(maker, Operation::update_client));
  EXPECT_TRUE(refused(maker, Operation::create_scope));
  EXPECT_TRUE(refused(maker, Operation::read_as_operator));
}

TEST(Authorization, RecordsTheOperatorsOrganisationBehindItsApi) {
  Caller who = caller(kOwner, {kOperatorWrite});
  who.standing = Standing::operators_own;
  const Caller desk = as_operator(permit<Operation::write_as_operator>(who));
  EXPECT_TRUE(desk.is_operator());
  EXPECT_EQ(desk.actor().org, kOwner);
}

TEST(Authorization, LetsOnboardingReachWhatItMadeForOrganisationsTheCallerSpeaksFor) {
  Caller person = caller(kConsumer, {kDcrDatasharing});
  person.also_for = {kOwner, kConsumer};
  EXPECT_THAT(person.organisations(), testing::ElementsAre(kConsumer, kOwner));
  Client client{.id = must(ClientId::parse("c")),
                .org = kOwner,
                .supplier = std::nullopt,
                .name = {},
                .description = {},
                .scopes = {},
                .created_by = "admin",
                .created = {},
                .last_updated = {}};
  EXPECT_TRUE(may_handle_in_datasharing(person, client));
  client.org = kUnrelated;
  EXPECT_FALSE(may_handle_in_datasharing(person, client));
  client.org = kConsumer;
  client.created_by = "another-application";
  EXPECT_FALSE(may_handle_in_datasharing(person, client));
}

TEST(Authorization, HasACaseForEveryOperation) {
  EXPECT_EQ(std::size(kRows), static_cast<std::size_t>(Operation::count_));
}

TEST(Authorization, NamesTheScopesThatWouldHaveHelped) {
  const auto refusal = refused(caller(kConsumer, {kScopesRead}), Operation::put_key);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->needed_scopes, "idporten:dcr.write idporten:dcr.modify");
}

TEST(Authorization, LetsTheOperatorDoEverythingThatIsNoSessions) {
  for (const Row& row : kRows) {
    EXPECT_EQ(refused(the_operator(kOwner), row.operation).has_value(),
              row.operation == Operation::switch_organisation);
  }
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
