// What the operator does to a database from the command line, on a real one.
#include "app/command_fixture.hpp"
#include "base/files.hpp"
#include "jose/keys.hpp"
#include "store/roll_up.hpp"
#include "store/store.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <sys/stat.h>

namespace portvakt::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class OperatorsCommands : public Commands {
 protected:
  void add_consumer() { ok({"org", "add", "312345609", "KLOK TIGER KOMMUNE"}); }
  std::string make_key() {
    return std::string(ok({"key", "new", "--json"}).json().at("kid").as_string());
  }
};

TEST_F(OperatorsCommands, RegisterListAndRenameOrganisations) {
  add_consumer();
  ok({"org", "add", "312345676", "RASK FJELLREV ETAT"});
  EXPECT_EQ(ok({"org", "list"}).out,
            "ORGNO      NAME\n312345609  KLOK TIGER KOMMUNE\n312345676  RASK FJELLREV ETAT\n");
  ok({"org", "rename", "312345609", "SEN TIGER KOMMUNE"});
  EXPECT_EQ(ok({"org", "show", "312345609", "--json"}).json().at("name"), "SEN TIGER KOMMUNE");

  const Outcome twice = run({"org", "add", "312345609", "X"});
  EXPECT_EQ(twice.exit, 1);
  EXPECT_THAT(twice.err,
              HasSubstr("is registered as SEN TIGER KOMMUNE; to change that: portvakt org rename"));
  EXPECT_EQ(run({"org", "rename", "310999113", "X"}).exit, 1);
  EXPECT_EQ(run({"org", "show", "310999113"}).exit, 1);
}

TEST_F(OperatorsCommands, RefuseWordsThatMeanNothing) {
  add_consumer();
  const struct {
    std::vector<std::string> words;
    const char* why;
  } cases[] = {
      {{"org", "add", "312345670", "X"}, "312345670 is not an organisation number"},
      {{"org", "add", "310999113", ""}, "name"},
      {{"prefix", "assign", "Fjellrev", "312345609"}, "Fjellrev is not a prefix"},
      {{"access", "list", "--scope", "nocolon"}, "nocolon is not a scope"},
      {{"ledger", "list", "--from", "yesterday"}, "--from yesterday is not a time"},
      {{"client", "create-admin", "--org", "312345609"}, "--new-key FILE or --public-key FILE"},
      {{"client", "create-admin", "--org", "312345609", "--new-key", "x", "--scopes",
        "idporten:dcr.wrte"},
       "did you mean idporten:dcr.write?"},
      {{"key", "activate", "no/key"}, "no/key is not a key id"},
      {{"delegation", "list"}, "--consumer, --supplier or both"},
      {{"systemuser", "list"}, "--owner, --vendor or both"},
      {{"access-request", "approve", "no-uuid"}, "no-uuid is not the id of a request"},
      {{"access-request", "list", "--scope", "nocolon"}, "nocolon is not a scope"},
      {{"delegation", "add", "--consumer", "312345609", "--supplier", "310999113", "--scope",
        "fjellrev:x", "--to", "soon"},
       "soon is not a time"},
  };
  for (const auto& c : cases) {
    const Outcome outcome = run(c.words);
    EXPECT_EQ(outcome.exit, 2) << c.why << ": " << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr(c.why));
  }
}

TEST_F(OperatorsCommands, RecordTheSystemUserAsTheActor) {
  add_consumer();
  store::Store store{{.url = environment.at("PORTVAKT__DATABASE")}, clock};
  EXPECT_EQ(store.revision(), 1);
  const auto changes = store.changes_after(0);
  ASSERT_TRUE(changes);
  EXPECT_EQ(changes->front().key, "312345609");
}

TEST_F(OperatorsCommands, AssignAndRemovePrefixes) {
  add_consumer();
  ok({"prefix", "assign", "tiger", "312345609"});
  EXPECT_EQ(run({"prefix", "assign", "tiger", "312345609"}).exit, 1);
  EXPECT_EQ(run({"prefix", "assign", "hval", "310999113"}).exit, 1)
      << "its owner is not registered";
  EXPECT_EQ(ok({"prefix", "deactivate", "tiger"}).out, "tiger  312345609  inactive\n");
  EXPECT_EQ(ok({"prefix", "list"}).out, "no prefixes; portvakt prefix assign PREFIX ORGNO\n");
  EXPECT_THAT(ok({"prefix", "list", "--inactive"}).out, HasSubstr("tiger   312345609  inactive"));
  ok({"prefix", "activate", "tiger"});
  EXPECT_EQ(ok({"prefix", "list", "--org", "312345609", "--json"}).json().as_array().size(), 1U);
  ok({"prefix", "remove", "tiger"});
  EXPECT_EQ(run({"prefix", "remove", "tiger"}).exit, 1);
  EXPECT_EQ(run({"prefix", "deactivate", "tiger"}).exit, 1);
}

TEST_F(OperatorsCommands, AnswerRequestsForAccess) {
  add_consumer();
  ok({"prefix", "assign", "tiger", "312345609"});
  const OrgNumber owner = must(OrgNumber::parse("312345609"));
  const OrgNumber consumer = must(OrgNumber::parse("310999113"));
  const auto ask = [&](const char* id, const char* subscope) {
    const ScopeName name = must(ScopeName::parse(std::string("tiger:") + subscope));
    store::Store store{{.url = environment.at("PORTVAKT__DATABASE")}, clock};
    store.write({.org = consumer, .client_id = "c", .trace = "t"}, [&](store::Transaction& t) {
      t.put(Scope{.name = name, .owner = owner, .description = "x"});
      t.put(AccessRequest{.id = must(Uuid::parse(id)),
                          .scope = name,
                          .consumer = consumer,
                          .owner = owner,
                          .reason = "Vi\nvarsler",
                          .answer = {},
                          .created = clock.now(),
                          .last_updated = clock.now()});
      return true;
    });
  };
  const std::string first = "00000000-0000-4000-8000-000000000001";
  const std::string second = "00000000-0000-4000-8000-000000000002";
  ask(first.c_str(), "a");
  ask(second.c_str(), "b");
  const std::string listed = ok({"access-request", "list", "--owner", "312345609"}).out;
  EXPECT_THAT(listed, HasSubstr(first + "  tiger:a  312345609  310999113  REQUESTED"));
  EXPECT_THAT(listed, HasSubstr("Vi\\x0avarsler")) << "a stranger's line break is shown, not made";
  const auto approved = ok({"access-request", "approve", first, "--answer", "ja", "--json"}).json();
  EXPECT_EQ(approved.at("state"), "APPROVED");
  EXPECT_EQ(approved.at("answer"), "ja");
  EXPECT_THAT(ok({"access", "list", "--consumer", "310999113"}).out, HasSubstr("tiger:a"));
  EXPECT_THAT(ok({"access-request", "deny", second}).out, HasSubstr("DENIED"));
  EXPECT_THAT(run({"access-request", "deny", first}).err, HasSubstr("allerede besvart: APPROVED"));
  EXPECT_EQ(run({"access-request", "deny", first}).exit, 1);
  EXPECT_EQ(run({"access-request", "deny", "00000000-0000-4000-8000-000000000003"}).exit, 1);
  EXPECT_EQ(ok({"access-request", "list"}).out, "no requests\n");
  EXPECT_EQ(ok({"access-request", "list", "--consumer", "310999113", "--closed", "--json"})
                .json()
                .as_array()
                .size(),
            2U);
}

TEST_F(OperatorsCommands, IssueAnAdminClientWithANewKey) {
  add_consumer();
  const std::string key_file = file("admin.jwk.json");
  const json::object client =
      ok({"client", "create-admin", "--org", "312345609", "--new-key", key_file, "--json"})
          .json()
          .as_object();
  EXPECT_EQ(client.at("scopes").as_array().size(), 5U);

  struct stat status{};
  ASSERT_EQ(::stat(key_file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  const json::value jwk = must(read_json(must(read_file(key_file))));
  EXPECT_TRUE(jose::SigningKey::from_jwk(jwk.as_object()));
  EXPECT_EQ(jwk.at("kid"), client.at("kid"));

  const std::string id(client.at("client_id").as_string());
  const json::value shown = ok({"client", "show", id, "--json"}).json();
  EXPECT_EQ(shown.at("jwks").at("keys").at(0).at("kid"), client.at("kid"));
  EXPECT_FALSE(shown.at("jwks").at("keys").at(0).as_object().contains("d"));
  EXPECT_THAT(ok({"access", "list", "--consumer", "312345609"}).out,
              HasSubstr("idporten:dcr.write     312345692  312345609  APPROVED"));
  EXPECT_THAT(ok({"scope", "list", "--org", "312345692"}).out,
              AllOf(HasSubstr("idporten:dcr/onbehalfof:write"), HasSubstr("INTERNAL")));

  EXPECT_EQ(ok({"client", "deactivate", id}).out, id + "  inactive\n");
  EXPECT_EQ(ok({"client", "list"}).out, "no clients\n");
  EXPECT_THAT(ok({"client", "list", "--inactive"}).out, HasSubstr(id));
  EXPECT_EQ(run({"client", "show", "nobody"}).exit, 1);
}

TEST_F(OperatorsCommands, IssueAnAdminClientWithAGivenPublicKey) {
  add_consumer();
  const auto key = jose::SigningKey::generate();
  json::object jwk = jose::to_json(key.public_jwk());
  jwk["kid"] = "tiger-1";
  ASSERT_TRUE(write_file_atomically(file("key.json"), json::serialize(jwk), kReadableByAll));
  const auto client =
      ok({"client", "create-admin", "--org", "312345609", "--public-key", file("key.json"),
          "--scopes", "idporten:dcr.read", "idporten:cloud.read", "--name", "Tiger", "--json"})
          .json();
  EXPECT_EQ(client.at("kid"), "tiger-1");
  EXPECT_EQ(client.at("client_name"), "Tiger");
  EXPECT_EQ(client.at("scopes"),
            json::value(json::array{"idporten:dcr.read", "idporten:cloud.read"}));
}

TEST_F(OperatorsCommands, NeverReplaceAKeyFileAndLeaveNoClientBehind) {
  add_consumer();
  ASSERT_TRUE(write_file_atomically(file("admin.json"), "precious", kOwnerOnly));
  const Outcome outcome =
      run({"client", "create-admin", "--org", "312345609", "--new-key", file("admin.json")});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err, HasSubstr("File exists"));
  EXPECT_EQ(must(read_file(file("admin.json"))), "precious");
  EXPECT_EQ(ok({"client", "list", "--inactive"}).out, "no clients\n");
}

TEST_F(OperatorsCommands, RefuseAPrivateKeyWhereAPublicOneBelongs) {
  add_consumer();
  const auto key = jose::SigningKey::generate({.type = jose::KeyType::rsa, .bits = 2048});
  ASSERT_TRUE(
      write_file_atomically(file("key.json"), json::serialize(key.private_jwk()), kOwnerOnly));
  EXPECT_EQ(
      run({"client", "create-admin", "--org", "312345609", "--public-key", file("key.json")}).exit,
      2);
  EXPECT_EQ(
      run({"client", "create-admin", "--org", "312345609", "--public-key", file("absent")}).exit,
      2);
}

TEST_F(OperatorsCommands, NeedToKnowWhoTheOperatorIs) {
  add_consumer();
  environment.erase("PORTVAKT__OPERATOR_ORGNO");
  const Outcome outcome =
      run({"client", "create-admin", "--org", "312345609", "--new-key", file("admin.json")});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err, HasSubstr("operator_orgno is needed"));
  EXPECT_EQ(
      run({"client", "create-admin", "--org", "310999113", "--new-key", file("admin.json")}).exit,
      2);
}

TEST_F(OperatorsCommands, RotateSigningKeys) {
  environment["PORTVAKT__SIGNING__ALGORITHM"] = "ES256";
  const std::string first = make_key();
  ok({"key", "activate", first});
  const std::string second = make_key();
  const Outcome young = run({"key", "activate", second});
  EXPECT_EQ(young.exit, 1);
  EXPECT_THAT(young.err,
              AllOf(HasSubstr("may sign from 2026-03-03T08:30:00Z"), HasSubstr("--now")));
  EXPECT_EQ(ok({"key", "activate", second, "--now"}).out, second + "  active\n");
  EXPECT_EQ(run({"key", "retire", second}).exit, 1);

  const json::value made = ok({"key", "rotate", "--json"}).json();
  clock.advance(std::chrono::hours{24});
  EXPECT_EQ(ok({"key", "rotate", "--json"}).json().at("activated"), made.at("made"));
  const Outcome list = ok({"key", "list"});
  EXPECT_THAT(list.out, AllOf(HasSubstr("ES256"), HasSubstr("pending"), HasSubstr("active"),
                              HasSubstr("retired")));
  EXPECT_THAT(ok({"key", "list", "--json"}).out, Not(HasSubstr("PRIVATE")));
}

TEST_F(OperatorsCommands, SaysHowToNameAPassphrase) {
  environment.erase("PORTVAKT__SIGNING__PASSPHRASE_FILE");
  const Outcome none = run({"key", "new"});
  EXPECT_EQ(none.exit, 2);
  EXPECT_THAT(none.err, HasSubstr("signing.passphrase_file is needed"));
  environment["PORTVAKT__SIGNING__PASSPHRASE_FILE"] = file("absent");
  EXPECT_EQ(run({"key", "new"}).exit, 2);
}

TEST_F(OperatorsCommands, LookAtAnEmptyLedger) {
  add_consumer();
  EXPECT_EQ(ok({"ledger", "list"}).out, "no tokens were issued\n");
  EXPECT_EQ(ok({"ledger", "export", "--org", "312345609", "--from", "2026-03-01"}).out, "");
}

//= statistics.csv
TEST_F(OperatorsCommands, CountRefusalsAsTableJsonAndCsv) {
  add_consumer();
  EXPECT_EQ(ok({"statistics"}).out, "nothing was issued or refused\n");
  const Instant hour = from_epoch(epoch(clock.now()) / 3600 * 3600);
  store::RollUp(store::Address::parse(environment.at("PORTVAKT__DATABASE")))
      .add({{hour, "no-such", "MP-110", 2}, {hour, "", "=MP", 3}});
  EXPECT_EQ(ok({"statistics", "--by", "code"}).out,
            "TIME        KEY     NAME  TOKENS  REFUSALS\n"
            "2026-03-02  =MP           0       3\n"
            "2026-03-02  MP-110        0       2\n");
  const json::value told =
      ok({"statistics", "--by", "code", "--interval", "hour", "--json"}).json();
  EXPECT_EQ(told.at("rows").at(1).at("time"), "2026-03-02T08:00:00Z");
  EXPECT_EQ(told.at("truncated"), false);
  EXPECT_EQ(ok({"statistics", "--by", "code", "--client", "", "--csv"}).out,
            "time,key,name,tokens,refusals\r\n2026-03-02,'=MP,,0,3\r\n2026-03-02,MP-110,,0,2\r\n");
  EXPECT_EQ(run({"statistics", "--csv", "--json"}).exit, 2);
  const Outcome refused = run({"statistics", "--by", "robot"});
  EXPECT_EQ(refused.exit, 2);
  EXPECT_THAT(refused.err, HasSubstr("by må være en av"));
}

TEST_F(OperatorsCommands, DoNotMakeADatabaseByLookingForOne) {
  const Outcome outcome = run({"org", "list"});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("there is no database"), HasSubstr("from PORTVAKT__DATABASE")));
  EXPECT_FALSE(std::filesystem::exists(dir / "test.db"));
  const Outcome sandbox = run({"org", "list", "--dir", file("nowhere")});
  EXPECT_EQ(sandbox.exit, 2);
  EXPECT_THAT(sandbox.err, HasSubstr("is not a sandbox"));
}

TEST_F(OperatorsCommands, NameADatabaseThatIsNone) {
  ASSERT_TRUE(write_file_atomically(file("rubbish.db"), std::string(5000, 'x'), kReadableByAll));
  const Outcome outcome = run({"org", "list", "--database", "sqlite:" + file("rubbish.db")});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err, HasSubstr("rubbish.db"));
}

TEST_F(OperatorsCommands, FindASandboxByItsDirectory) {
  environment.clear();
  ok({"org", "add", "312345609", "KLOK TIGER KOMMUNE", "--database",
      "sqlite:" + file("portvakt.db")});
  EXPECT_THAT(ok({"org", "list", "--dir", dir.string()}).out, HasSubstr("KLOK TIGER"));
  EXPECT_THAT(ok({"key", "new", "--dir", dir.string()}).out, HasSubstr("pending"));
}

}  // namespace
}  // namespace portvakt::app
