#include "selfservice/rights.hpp"

#include "selfservice/authorization.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt::selfservice {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const OrgNumber kTiger = must(OrgNumber::parse("312345609"));
const OrgNumber kFox = must(OrgNumber::parse("312345676"));
const OrgNumber kWhale = must(OrgNumber::parse("310999113"));

std::vector<std::string> scopes(const std::vector<Right>& rights,
                                Standing standing = Standing::another_organisation) {
  return scopes_of(rights, standing);
}

//= session.rights
TEST(Rights, AreWorthScopes) {
  EXPECT_THAT(scopes({}), IsEmpty());
  EXPECT_THAT(scopes({Right::clients}),
              ElementsAre("idporten:dcr.read", "idporten:dcr.write", "idporten:dcr.modify",
                          "idporten:dcr/onbehalfof.write", "idporten:dcr.datasharing",
                          "idporten:scopes.read"))
      << "which scopes one may use is part of having clients";
  EXPECT_THAT(scopes({Right::clients, Right::scopes}).back(), "idporten:scopes.write");
  EXPECT_EQ(scopes({Right::clients, Right::scopes}).size(), 7U) << "each once";
  EXPECT_THAT(scopes({Right::scopes}),
              ElementsAre("idporten:scopes.read", "idporten:scopes.write"));
}

//= session.rights
TEST(Rights, ToBeASupplierNeedTheOneToClients) {
  EXPECT_THAT(scopes({Right::supplier}), IsEmpty());
  EXPECT_THAT(scopes({Right::supplier, Right::scopes}),
              ElementsAre("idporten:scopes.read", "idporten:scopes.write"));
  EXPECT_EQ(scopes({Right::supplier, Right::clients}).back(), "idporten:dcr.supplier");
}

//= session.rights
TEST(Rights, OfTheOperatorAreForTheOperatorsOrganisation) {
  EXPECT_THAT(scopes({Right::operator_}), IsEmpty());
  EXPECT_THAT(scopes({Right::operator_}, Standing::no_operator), IsEmpty());
  EXPECT_THAT(
      scopes({Right::operator_}, Standing::operators_own),
      ElementsAre("idporten:operator.read", "idporten:operator.write", "idporten:cloud.read"));
}

//= session.audit session.onboarding
TEST(Rights, MakeACallerOfAPerson) {
  const std::vector<Representation> all{
      {kTiger, "", {Right::clients}}, {kFox, "", {Right::scopes}}, {kWhale, "", {Right::clients}}};
  const Caller caller = person_caller("sub", kTiger, all, Standing::another_organisation, "t");
  EXPECT_EQ(caller.org, kTiger);
  EXPECT_TRUE(caller.holds(kDcrWrite));
  EXPECT_FALSE(caller.holds(kScopesWrite)) << "that right is for another organisation";
  EXPECT_THAT(caller.also_for, ElementsAre(kWhale)) << "onboarding takes the right to clients";
  EXPECT_FALSE(ClientId::parse(caller.client_id)) << "no client can be mistaken for people";
  EXPECT_TRUE(caller.is_person());
  EXPECT_EQ(caller.actor().person, "sub");
  EXPECT_EQ(caller.actor().org, kTiger);
}

TEST(Rights, OfNobodyRepresentedAreNone) {
  const Caller caller = person_caller("sub", kTiger, {}, Standing::another_organisation, "t");
  EXPECT_THAT(caller.scopes, IsEmpty());
}

}  // namespace
}  // namespace portvakt::selfservice
