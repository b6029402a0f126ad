// Altinn's twin: clients that a client made for others, by the rules for one's own.
#include "selfservice/clients.hpp"
#include "selfservice/keys.hpp"
#include "selfservice/test_world.hpp"

#include <gmock/gmock.h>

namespace portvakt::selfservice {
namespace {

class MadeClients : public TestWorld {
 protected:
  static ClientDraft draft(std::string_view id) {
    ClientDraft made;
    made.client_id = id;
    made.name = made.description = "For en tjenesteeier";
    made.integration_type = "maskinporten";
    made.scopes = {"fjellrev:vannmaaling.read"};
    made.client_orgno = kConsumer.digits();
    return made;
  }
  static Caller maker_of(const Caller& who) {
    return as_maker(permit<Operation::manage_made_clients>(who));
  }
  Result<Client, Refusal> create(const Caller& who, const ClientDraft& wanted) {
    const Caller maker = maker_of(who);
    return create_client(services, permit<Operation::create_client>(maker), wanted);
  }
  std::size_t listed(const Caller& who) {
    return list_made_clients(services, permit<Operation::manage_made_clients>(who),
                             store::Inactive::hidden)
        ->size();
  }
  static Caller studio(std::string_view client) {
    Caller made = caller(kSupplier, {kDcrAltinn});
    made.client_id = client;
    return made;
  }
};

//= altinn.create
TEST_F(MadeClients, BelongToTheOrganisationThatIsNamed) {
  const auto made = create(studio("studio"), draft("c"));
  ASSERT_TRUE(made) << made.error().findings.at(0).message;
  EXPECT_EQ(made->org, kConsumer);
  EXPECT_FALSE(made->supplier);
  EXPECT_EQ(made->created_by, "studio");
  const Caller owner = with_everything(kConsumer);
  EXPECT_TRUE(get_client(services, permit<Operation::get_client>(owner), "c"));
}

//= altinn.create
TEST_F(MadeClients, NameAnOrganisationAndNoSupplier) {
  ClientDraft without = draft("c");
  without.client_orgno.reset();
  EXPECT_EQ(create(studio("studio"), without).error().findings.at(0).field, "client_orgno");
  ClientDraft supplied = draft("c");
  supplied.supplier_orgno = kSupplier.digits();
  EXPECT_EQ(create(studio("studio"), supplied).error().findings.at(0).field, "supplier_orgno");
  ClientDraft wrong = draft("c");
  wrong.client_orgno = "312345600";
  EXPECT_EQ(create(studio("studio"), wrong).error().kind, Kind::invalid);
}

//= altinn.own
TEST_F(MadeClients, AreTheirMakersOnly) {
  create(studio("studio"), draft("c")).value();
  EXPECT_EQ(listed(studio("studio")), 1U);
  EXPECT_EQ(listed(studio("another")), 0U);
  const Caller other = maker_of(studio("another"));
  EXPECT_EQ(update_client(services, permit<Operation::update_client>(other), "c", draft("c"))
                .error()
                .kind,
            Kind::forbidden);
  EXPECT_EQ(delete_client(services, permit<Operation::delete_client>(other), "c").error().kind,
            Kind::forbidden);
  EXPECT_EQ(get_keys(services, permit<Operation::get_keys>(other), "c").error().kind,
            Kind::forbidden);
  const Caller maker = maker_of(studio("studio"));
  EXPECT_TRUE(update_client(services, permit<Operation::update_client>(maker), "c", draft("c")));
  EXPECT_TRUE(delete_client(services, permit<Operation::delete_client>(maker), "c"));
  EXPECT_EQ(listed(studio("studio")), 0U);
}

//= altinn.own
TEST_F(MadeClients, AreNoneOfThoseThatTheOperatorMade) {
  ClientDraft own = draft("studio");
  own.client_orgno = kSupplier.digits();
  own.scopes = {"fjellrev:vannmaaling.read"};
  grant("fjellrev:vannmaaling.read", kSupplier);
  const Caller desk = the_operator(kSupplier);
  create_client(services, permit<Operation::create_client>(desk), own).value();
  EXPECT_EQ(listed(studio("studio")), 0U);
  const Caller maker = maker_of(studio("studio"));
  EXPECT_EQ(
      update_client(services, permit<Operation::update_client>(maker), "studio", own).error().kind,
      Kind::forbidden)
      << "not itself either";
}

TEST_F(MadeClients, GetNoScopesOfTheOperators) {
  store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
    t.put(
        PrefixRecord{must(Prefix::parse("idporten")), kUnrelated, true, clock.now(), clock.now()});
    return true;
  });
  put(plain_scope(kDcrAltinn));
  ClientDraft greedy = draft("c");
  greedy.scopes = {std::string(kDcrAltinn)};
  EXPECT_EQ(create(studio("studio"), greedy).error().findings.at(0).field, "scopes");
}

}  // namespace
}  // namespace portvakt::selfservice
