#include "selfservice/organisations.hpp"
#include "selfservice/prefixes.hpp"
#include "selfservice/test_world.hpp"

namespace portvakt::selfservice {
namespace {

class Registers : public TestWorld {
 protected:
  Caller operations = the_operator(kOwner);

  Result<PrefixRecord, Refusal> assign(std::string_view prefix, std::string_view owner) {
    return assign_prefix(services, permit<Operation::assign_prefix>(operations), prefix, owner);
  }
  Result<Done, Refusal> drop(std::string_view prefix) {
    return drop_prefix(services, permit<Operation::drop_prefix>(operations), prefix);
  }
};

TEST_F(Registers, ListOnesOwnPrefixesWithTheOwnersName) {
  const auto own = list_prefixes(
      services, permit<Operation::list_prefixes>(with_everything(kOwner)), store::Inactive::hidden);
  ASSERT_TRUE(own);
  ASSERT_EQ(own->size(), 1U);
  EXPECT_EQ(own->at(0).record.prefix.text(), "fjellrev");
  EXPECT_EQ(own->at(0).organisation_name, "RASK FJELLREV ETAT");
}

//= registers.prefixes
TEST_F(Registers, ListAllPrefixesForAnyone) {
  EXPECT_EQ(all_prefixes(services, store::Inactive::hidden).size(), 2U);
  EXPECT_EQ(all_prefixes(services, store::Inactive::shown).size(), 3U);
}

TEST_F(Registers, AssignEachPrefixOnceAndToKnownOrganisations) {
  const auto made = assign("tiger", kConsumer.digits());
  ASSERT_TRUE(made);
  EXPECT_EQ(made->owner, kConsumer);
  EXPECT_EQ(assign("tiger", kConsumer.digits()).error().kind, Kind::conflict);
  EXPECT_EQ(assign("gammel", kConsumer.digits()).error().kind, Kind::conflict);
  EXPECT_EQ(assign("hval", kSupplier.digits()).error().kind, Kind::not_found);
  EXPECT_EQ(assign("Hval", kConsumer.digits()).error().kind, Kind::invalid);
  EXPECT_EQ(assign("hval", "1").error().findings.at(0).message, "Ugyldig organisasjonsnummer");
}

TEST_F(Registers, DropPrefixesThatNobodyUses) {
  EXPECT_EQ(drop("fjellrev").error().kind, Kind::conflict);
  EXPECT_EQ(drop("unknown").error().kind, Kind::not_found);
  EXPECT_TRUE(drop("ulv"));
  EXPECT_EQ(drop("ulv").error().kind, Kind::not_found);
}

TEST_F(Registers, KnowOrganisationsByNumber) {
  EXPECT_EQ(find_organisation(services, "312345609")->name, "KLOK TIGER KOMMUNE");
  EXPECT_EQ(find_organisation(services, "310999113").error().kind, Kind::not_found);
  EXPECT_EQ(find_organisation(services, "123").error().findings.at(0).message,
            "Ugyldig organisasjonsnummer");
}

TEST_F(Registers, TakeNewOrganisationsAndNewNames) {
  const auto put = [&](std::string_view orgno, std::string_view name) {
    return register_organisation(services, permit<Operation::register_organisation>(operations),
                                 orgno, name);
  };
  ASSERT_TRUE(put("310999113", "SNILL HVAL SYSTEMER AS"));
  clock.advance(seconds{1});
  const auto renamed = put("310999113", "GRETTEN HVAL AS");
  ASSERT_TRUE(renamed);
  EXPECT_EQ(renamed->created, clock.now() - seconds{1});
  EXPECT_EQ(find_organisation(services, "310999113")->name, "GRETTEN HVAL AS");
  for (const std::string& name :
       {std::string(), std::string(" "), std::string(256, 'a'), std::string("a\nb")}) {
    EXPECT_EQ(put("310999113", name).error().findings.at(0).field, "name");
  }
}

TEST_F(Registers, SayWhoTheCallerIs) {
  const auto user = get_user(services, permit<Operation::get_user>(caller(kConsumer, {})));
  EXPECT_EQ(user.orgno, kConsumer);
  EXPECT_EQ(user.name, "KLOK TIGER KOMMUNE");
}

TEST_F(Registers, NameTheDelegationSources) {
  const auto sources = delegation_sources(services);
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources.at(0).issuer.text(), "https://altinn.example/");
}

}  // namespace
}  // namespace portvakt::selfservice
