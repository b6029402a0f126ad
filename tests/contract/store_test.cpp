// What goes into a store comes out of it, for every kind of object.
#include "store/store.hpp"

#include "contract/database.hpp"
#include "contract/examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace portvakt::contract {
namespace {

using store::Inactive;
using store::PublicScopes;
using store::Reader;
using store::Transaction;
using testing::ElementsAre;
using testing::IsEmpty;

class StoreContract : public Contract {
 protected:
  /// Everything of the examples, so that each test starts from a whole world.
  void put_world() {
    write([](Transaction& change) {
      change.put(organisation());
      change.put(prefix());
      change.put(scope());
      change.put(scope(kWrite));
      change.put(access());
      change.put(client());
      change.put_keys(kClient, {client_key("k1", rsa_key('a')), client_key("k2", ec_key())});
      change.put(delegation_source());
    });
  }
  void write(const std::function<void(Transaction&)>& work) {
    ASSERT_TRUE(store.write(actor(), [&](Transaction& change) {
      work(change);
      return true;
    }));
  }
  template <class F>
  auto read(F question) {
    std::invoke_result_t<F, Reader&> answer{};
    store.read([&](Reader& reader) { answer = question(reader); });
    return answer;
  }
  template <class List, class Name>
  static std::vector<std::string> names(const List& list, Name name) {
    std::vector<std::string> found;
    for (const auto& item : list) found.push_back(name(item));
    return found;
  }
  static std::vector<std::string> names(const std::vector<Scope>& scopes) {
    return names(scopes, [](const Scope& s) { return s.name.text(); });
  }

  store::Store store{options(), clock};
};
INSTANTIATE_TEST_SUITE_P(Backends, StoreContract, testing::ValuesIn(engines()), name_of);

TEST_P(StoreContract, KeepsAnOrganisation) {
  put_world();
  const auto found = read([](Reader& r) { return r.organisation(kOwner); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, organisation().name);
  EXPECT_EQ(found->created, kMade);
  EXPECT_EQ(found->last_updated, kTouched);
  EXPECT_FALSE(read([](Reader& r) { return r.organisation(kConsumer); }));
}

TEST_P(StoreContract, ListsOrganisationsByNumber) {
  write([](Transaction& change) {
    for (const OrgNumber number : {kSupplier, kConsumer, kOwner}) {
      change.put(Organisation{number, "navn", kMade, kMade});
    }
  });
  EXPECT_THAT(names(read([](Reader& r) { return r.organisations(); }),
                    [](const Organisation& o) { return o.orgno.digits(); }),
              ElementsAre("312345609", "312345676", "315000122"));
}

TEST_P(StoreContract, KeepsAPrefixAndHidesAnInactiveOne) {
  put_world();
  write([](Transaction& change) {
    change.put(PrefixRecord{must(Prefix::parse("nedlagt")), kOwner, false, kMade, kMade});
    change.put(PrefixRecord{must(Prefix::parse("a_annen")), kSupplier, true, kMade, kMade});
  });
  const auto found = read([](Reader& r) { return r.prefix(kPrefix); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->owner, kOwner);
  EXPECT_TRUE(found->active);
  EXPECT_EQ(found->last_updated, kTouched);
  const auto list = [&](std::optional<OrgNumber> owner, Inactive inactive) {
    return names(read([&](Reader& r) { return r.prefixes(owner, inactive); }),
                 [](const PrefixRecord& p) { return p.prefix.text(); });
  };
  EXPECT_THAT(list(std::nullopt, Inactive::hidden), ElementsAre("a_annen", "fjellrev"));
  EXPECT_THAT(list(std::nullopt, Inactive::shown), ElementsAre("a_annen", "fjellrev", "nedlagt"));
  EXPECT_THAT(list(kOwner, Inactive::hidden), ElementsAre("fjellrev"));
  EXPECT_THAT(list(kOwner, Inactive::shown), ElementsAre("fjellrev", "nedlagt"));
}

TEST_P(StoreContract, DropsAPrefixOnlyWhenNoScopeLiesUnderIt) {
  put_world();
  EXPECT_TRUE(read([](Reader& r) { return r.prefix_in_use(kPrefix); }));
  EXPECT_THROW(store.write(actor(), [](Transaction& t) { return t.drop(kPrefix), true; }),
               store::StoreError);
  const Prefix unused = must(Prefix::parse("ubrukt"));
  write([&](Transaction& t) { t.put(PrefixRecord{unused, kOwner, true, kMade, kMade}); });
  EXPECT_FALSE(read([&](Reader& r) { return r.prefix_in_use(unused); }));
  write([&](Transaction& t) { t.drop(unused); });
  EXPECT_FALSE(read([&](Reader& r) { return r.prefix(unused); }));
  EXPECT_TRUE(read([](Reader& r) { return r.prefix(kPrefix); }));
}

TEST_P(StoreContract, KeepsEveryMemberOfAScope) {
  put_world();
  const auto found = read([](Reader& r) { return r.scope(kRead); });
  const Scope wanted = scope();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, wanted.name);
  EXPECT_EQ(found->owner, wanted.owner);
  EXPECT_EQ(found->description, wanted.description);
  EXPECT_EQ(found->long_description, wanted.long_description);
  EXPECT_EQ(found->translations, wanted.translations);
  EXPECT_EQ(found->visibility, wanted.visibility);
  EXPECT_EQ(found->token_type, wanted.token_type);
  EXPECT_EQ(found->allowed_integration_types, wanted.allowed_integration_types);
  EXPECT_TRUE(found->active && found->accessible_for_all && found->is_protected);
  EXPECT_TRUE(found->requires_user_consent && found->requires_user_authentication);
  EXPECT_TRUE(found->requires_pseudonymous_tokens && found->supports_european_businesses);
  EXPECT_EQ(found->delegation_source, wanted.delegation_source);
  EXPECT_EQ(found->at_max_age, wanted.at_max_age);
  EXPECT_EQ(found->authorization_max_lifetime, wanted.authorization_max_lifetime);
  EXPECT_EQ(found->enforced_aud, wanted.enforced_aud);
  EXPECT_EQ(found->created, kMade);
  EXPECT_EQ(found->last_updated, kTouched);
}

TEST_P(StoreContract, ReplacesAScopeByALaterOne) {
  put_world();
  write([](Transaction& t) {
    t.put(Scope{.name = kRead, .owner = kOwner, .active = false, .created = kMade});
  });
  const auto found = read([](Reader& r) { return r.scope(kRead); });
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->active || found->accessible_for_all || found->delegation_source);
  EXPECT_THAT(found->translations, IsEmpty());
  EXPECT_THAT(found->allowed_integration_types, IsEmpty());
  EXPECT_THAT(names(read([](Reader& r) { return r.scopes_of(kOwner, Inactive::hidden); })),
              ElementsAre(kWrite.text()));
  EXPECT_THAT(names(read([](Reader& r) { return r.scopes_of(kOwner, Inactive::shown); })),
              ElementsAre(kRead.text(), kWrite.text()));
  EXPECT_THAT(read([](Reader& r) { return r.scopes_of(kSupplier, Inactive::shown); }), IsEmpty());
}

TEST_P(StoreContract, FindsPublicScopesByWhatIsAskedFor) {
  write([](Transaction& t) {
    t.put(prefix());
    t.put(PrefixRecord{must(Prefix::parse("annen")), kSupplier, true, kMade, kMade});
    const auto add = [&](const char* name, const std::function<void(Scope&)>& change) {
      Scope one{.name = must(ScopeName::parse(name)), .owner = kOwner};
      change(one);
      t.put(one);
    };
    add("fjellrev:apen", [](Scope& s) { s.accessible_for_all = true; });
    add("fjellrev:delt",
        [](Scope& s) { s.delegation_source = must(Uri::parse("https://a.example/")); });
    add("fjellrev:hemmelig", [](Scope& s) { s.visibility = Visibility::private_; });
    add("fjellrev:intern", [](Scope& s) { s.visibility = Visibility::internal; });
    add("fjellrev:krr", [](Scope& s) { s.allowed_integration_types = {IntegrationType::krr}; });
    add("annen:nedlagt", [](Scope& s) { s.active = false; });
  });
  const auto list = [&](const PublicScopes& wanted) {
    return names(read([&](Reader& r) { return r.public_scopes(wanted); }));
  };
  EXPECT_THAT(list({}), ElementsAre("fjellrev:apen", "fjellrev:delt", "fjellrev:krr"));
  EXPECT_THAT(list({.inactive = Inactive::shown}),
              ElementsAre("annen:nedlagt", "fjellrev:apen", "fjellrev:delt", "fjellrev:krr"));
  EXPECT_THAT(list({.prefix = "annen", .inactive = Inactive::shown}), ElementsAre("annen:nedlagt"));
  EXPECT_THAT(list({.accessible_for_all = true}), ElementsAre("fjellrev:apen"));
  EXPECT_THAT(list({.accessible_for_all = false}), ElementsAre("fjellrev:delt", "fjellrev:krr"));
  EXPECT_THAT(list({.delegated_only = true}), ElementsAre("fjellrev:delt"));
  EXPECT_THAT(list({.integration_type = IntegrationType::maskinporten}),
              ElementsAre("fjellrev:apen", "fjellrev:delt"));
}

TEST_P(StoreContract, KeepsAnAccessAndHidesADeniedOne) {
  put_world();
  write([](Transaction& t) {
    Access denied = access(kWrite);
    denied.state = AccessState::denied;
    t.put(denied);
  });
  const auto found = read([](Reader& r) { return r.access(kRead, kConsumer); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->owner, kOwner);
  EXPECT_EQ(found->state, AccessState::approved);
  EXPECT_EQ(found->created, kMade);
  EXPECT_EQ(found->last_updated, kTouched);
  EXPECT_FALSE(read([](Reader& r) { return r.access(kRead, kSupplier); }));
  const auto scopes = [](const std::vector<Access>& list) {
    return names(list, [](const Access& a) { return a.scope.text(); });
  };
  const std::pair<Inactive, std::vector<std::string>> cases[] = {
      {Inactive::hidden, {kRead.text()}}, {Inactive::shown, {kRead.text(), kWrite.text()}}};
  for (const auto& [inactive, wanted] : cases) {
    EXPECT_EQ(scopes(read([&](Reader& r) { return r.accesses_held(kConsumer, inactive); })),
              wanted);
    EXPECT_EQ(
        scopes(read([&](Reader& r) { return r.accesses_given(kOwner, kConsumer, inactive); })),
        wanted);
  }
  EXPECT_THAT(
      read([](Reader& r) { return r.accesses_given(kSupplier, kConsumer, Inactive::shown); }),
      IsEmpty());
  EXPECT_THAT(read([](Reader& r) { return r.accesses_of_scope(kWrite, Inactive::hidden); }),
              IsEmpty());
  EXPECT_EQ(read([](Reader& r) { return r.accesses_of_scope(kWrite, Inactive::shown); }).size(),
            1U);
}

TEST_P(StoreContract, KeepsEveryMemberOfAClient) {
  put_world();
  const auto found = read([](Reader& r) { return r.client(kClient); });
  const Client wanted = client();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->org, wanted.org);
  EXPECT_EQ(found->supplier, wanted.supplier);
  EXPECT_TRUE(found->active);
  EXPECT_EQ(found->integration_type, wanted.integration_type);
  EXPECT_EQ(found->name, wanted.name);
  EXPECT_EQ(found->description, wanted.description);
  EXPECT_EQ(found->scopes, wanted.scopes);
  EXPECT_EQ(found->access_token_lifetime, wanted.access_token_lifetime);
  EXPECT_EQ(found->other_members, wanted.other_members);
  EXPECT_EQ(found->created, kMade);
  EXPECT_EQ(found->last_updated, kTouched);
}

TEST_P(StoreContract, ListsClientsForTheirOwnerAndTheirSupplier) {
  put_world();
  write([](Transaction& t) {
    Client off = client(must(ClientId::parse("avslatt")));
    off.active = false;
    off.supplier.reset();
    t.put(off);
  });
  const auto list = [&](OrgNumber org, Inactive inactive) {
    return names(read([&](Reader& r) { return r.clients_of(org, inactive); }),
                 [](const Client& c) { return c.id.text(); });
  };
  EXPECT_THAT(list(kConsumer, Inactive::hidden), ElementsAre(kClient.text()));
  EXPECT_THAT(list(kConsumer, Inactive::shown), ElementsAre(kClient.text(), "avslatt"));
  EXPECT_THAT(list(kSupplier, Inactive::shown), ElementsAre(kClient.text()));
  EXPECT_THAT(list(kOwner, Inactive::shown), IsEmpty());
}

TEST_P(StoreContract, ReplacesAWholeSetOfKeys) {
  put_world();
  const auto keys = [&] { return read([](Reader& r) { return r.keys_of(kClient); }); };
  const auto before = keys();
  ASSERT_EQ(before.size(), 2U);
  EXPECT_EQ(before[0].kid.text(), "k1");
  EXPECT_EQ(before[0].jwk, rsa_key('a'));
  EXPECT_EQ(before[0].expires, kTouched);
  EXPECT_EQ(before[1].jwk, ec_key());
  write([](Transaction& t) { t.put_keys(kClient, {client_key("k2", rsa_key('b'))}); });
  const auto after = keys();
  ASSERT_EQ(after.size(), 1U);
  EXPECT_EQ(after[0].jwk, rsa_key('b'));
  write([](Transaction& t) { t.put_keys(kClient, {}); });
  EXPECT_THAT(keys(), IsEmpty());
}

TEST_P(StoreContract, KeepsDelegationsOfBothSides) {
  put_world();
  const Delegation wanted = delegation();
  write([&](Transaction& t) {
    t.put(wanted);
    t.put(delegation(kWrite, kSupplier, kConsumer));
  });
  const auto found =
      read([](Reader& r) { return r.delegation(kRead, kConsumer, kSupplier); }).value();
  EXPECT_EQ(found.valid_from, wanted.valid_from);
  EXPECT_EQ(found.valid_to, wanted.valid_to);
  EXPECT_EQ(found.revoked, wanted.revoked);
  EXPECT_EQ(found.created, wanted.created);
  EXPECT_EQ(found.last_updated, wanted.last_updated);
  EXPECT_FALSE(read([](Reader& r) { return r.delegation(kRead, kSupplier, kConsumer); }));
  const auto scopes = [&](auto list) {
    return names(list, [](const Delegation& d) { return d.scope.text(); });
  };
  EXPECT_THAT(scopes(read([](Reader& r) { return r.delegations_given(kConsumer); })),
              ElementsAre(kRead.text()));
  EXPECT_THAT(scopes(read([](Reader& r) { return r.delegations_received(kConsumer); })),
              ElementsAre(kWrite.text()));
}

TEST_P(StoreContract, PutsADelegationOverTheOneBeforeAndRemembersBoth) {
  put_world();
  Delegation changed = delegation();
  write([&](Transaction& t) { t.put(changed); });
  changed.revoked.reset();
  changed.valid_to.reset();
  write([&](Transaction& t) { t.put(changed); });
  const auto given = read([](Reader& r) { return r.delegations_given(kConsumer); });
  ASSERT_EQ(given.size(), 1U);
  EXPECT_EQ(given[0].valid_to, std::nullopt);
  EXPECT_EQ(given[0].revoked, std::nullopt);
  const auto before = database->ask(
      "select before from change where entity = 'delegation' order by revision desc limit 1");
  ASSERT_EQ(before.size(), 1U);
  EXPECT_THAT(before[0], testing::HasSubstr(R"("revoked":)"));
}

TEST_P(StoreContract, KeepsSystemUsersOfBothSides) {
  put_world();
  const SystemUser wanted = system_user();
  write([&](Transaction& t) { t.put(wanted); });
  const auto found = read([&](Reader& r) { return r.system_user(wanted.id); }).value();
  EXPECT_EQ(found.owner, wanted.owner);
  EXPECT_EQ(found.system, wanted.system);
  EXPECT_EQ(found.client, wanted.client);
  EXPECT_EQ(found.external_ref, wanted.external_ref);
  EXPECT_EQ(found.deleted, wanted.deleted);
  EXPECT_EQ(found.created, wanted.created);
  EXPECT_EQ(found.last_updated, wanted.last_updated);
  const auto ids = [&](auto list) {
    return names(list, [](const SystemUser& user) { return user.id.text(); });
  };
  EXPECT_THAT(ids(read([](Reader& r) { return r.system_users_of(kSupplier); })),
              ElementsAre(wanted.id.text()));
  EXPECT_THAT(ids(read([](Reader& r) { return r.system_users_for(kConsumer); })),
              ElementsAre(wanted.id.text()));
  EXPECT_THAT(ids(read([](Reader& r) { return r.system_users_of(kConsumer); })), IsEmpty());
  EXPECT_THAT(ids(read([](Reader& r) { return r.system_users_for(kSupplier); })), IsEmpty());
}

//= systemusers.one
TEST_P(StoreContract, HasOneSystemUserForAGrantThatIsNotDeleted) {
  put_world();
  SystemUser first = system_user();
  write([&](Transaction& t) { t.put(first); });
  SystemUser second = first;
  second.id = must(Uuid::parse("2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a11"));
  second.deleted.reset();
  write([&](Transaction& t) { t.put(second); });
  first.deleted.reset();
  EXPECT_THROW(store.write(actor(), [&](Transaction& t) { return t.put(first), true; }),
               store::StoreError);
  first.external_ref = must(ExternalRef::parse("another"));
  write([&](Transaction& t) { t.put(first); });
  EXPECT_FALSE(read([&](Reader& r) { return r.system_user(first.id); })->deleted);
}

TEST_P(StoreContract, KeepsDelegationSourcesAndSigningKeys) {
  write([](Transaction& t) {
    t.put(delegation_source());
    t.put(signing_key("ung", from_epoch(200)));
    t.put(signing_key("gammel", from_epoch(100)));
  });
  const auto sources = read([](Reader& r) { return r.delegation_sources(); });
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0].name, "Altinn");
  const auto keys = read([](Reader& r) { return r.signing_keys(); });
  EXPECT_THAT(names(keys, [](const SigningKeyRecord& k) { return k.kid.text(); }),
              ElementsAre("gammel", "ung"));
  EXPECT_EQ(keys[0].jwk, rsa_key('s'));
  EXPECT_EQ(keys[0].private_pem, signing_key("ung", kMade).private_pem);
  EXPECT_EQ(keys[0].activated, kTouched);
  EXPECT_EQ(keys[0].retired, std::nullopt);
  SigningKeyRecord retired = signing_key("gammel", from_epoch(100));
  retired.state = SigningKeyState::retired;
  retired.retired = kTouched;
  write([&](Transaction& t) { t.put(retired); });
  EXPECT_EQ(read([](Reader& r) { return r.signing_keys(); })[0].state, SigningKeyState::retired);
}

TEST_P(StoreContract, ShowsATransactionWhatItPut) {
  write([](Transaction& t) {
    t.put(prefix());
    EXPECT_TRUE(t.prefix(kPrefix));
    t.put(scope());
    EXPECT_TRUE(t.scope(kRead));
  });
}

TEST_P(StoreContract, LeavesNothingOfAChangeThatWasRefused) {
  put_world();
  const auto before = store.revision();
  EXPECT_FALSE(store.write(actor(), [](Transaction& t) {
    t.put(Organisation{kSupplier, "STILLE ELG", kMade, kMade});
    return false;
  }));
  EXPECT_THROW(store.write(actor(),
                           [](Transaction& t) -> bool {
                             t.put(Organisation{kSupplier, "STILLE ELG", kMade, kMade});
                             throw std::runtime_error("regelen sa nei");
                           }),
               std::runtime_error);
  EXPECT_FALSE(read([](Reader& r) { return r.organisation(kSupplier); }));
  EXPECT_EQ(store.revision(), before);
  EXPECT_EQ(database->ask("select count(*) from change where revision > " + std::to_string(before)),
            std::vector<std::string>{"0"});
}

TEST_P(StoreContract, KeepsNoHalfOfAChangeEvenWhenTheFaultWasCaught) {
  put_world();
  EXPECT_THROW(store.write(actor(),
                           [](Transaction& t) {
                             t.put(Organisation{kSupplier, "STILLE ELG", kMade, kMade});
                             EXPECT_THROW(t.put(access(must(ScopeName::parse("ingen:finnes")))),
                                          store::StoreError);
                             return true;
                           }),
               store::StoreError);
  EXPECT_FALSE(read([](Reader& r) { return r.organisation(kSupplier); }));
}

TEST_P(StoreContract, NeverRepeatsAValueInAFault) {
  try {
    store.write(actor(), [](Transaction& t) {
      t.put_keys(must(ClientId::parse("hemmelig-klient")), {client_key("k1", rsa_key('a'))});
      return true;
    });
    FAIL() << "a key without a client was accepted";
  } catch (const store::StoreError& e) {
    EXPECT_THAT(e.what(), testing::Not(testing::HasSubstr("hemmelig")));
    EXPECT_THAT(e.what(), testing::Not(testing::HasSubstr("insert")));
  }
}

TEST_P(StoreContract, RecordsWhoChangedWhatWithoutPrivateKeys) {
  put_world();
  write([](Transaction& t) {
    Organisation renamed = organisation();
    renamed.name = "NYTT NAVN";
    t.put(renamed);
    t.put(signing_key("k9", kMade));
  });
  const auto ask = [&](const std::string& column, const std::string& where) {
    return database->ask("select " + column + " from change where " + where +
                         " order by revision desc limit 1");
  };
  EXPECT_THAT(ask("actor", "entity = 'organisation'"), ElementsAre("admin-klient"));
  EXPECT_THAT(ask("actor_org", "entity = 'organisation'"), ElementsAre("312345676"));
  EXPECT_THAT(ask("trace", "entity = 'organisation'"), ElementsAre(actor().trace));
  EXPECT_THAT(ask("at", "entity = 'organisation'"),
              ElementsAre(std::to_string(epoch(clock.now()))));
  EXPECT_THAT(ask("before", "entity = 'organisation'"),
              ElementsAre(testing::HasSubstr("RASK FJELLREV")));
  EXPECT_THAT(ask("after", "entity = 'organisation'"),
              ElementsAre(testing::HasSubstr("NYTT NAVN")));
  EXPECT_THAT(database->ask("select count(*) from change where before like '%PRIVATE KEY%' or after"
                            " like '%PRIVATE KEY%'"),
              ElementsAre("0"));
}

}  // namespace
}  // namespace portvakt::contract
