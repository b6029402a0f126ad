// Opening: what is ours is brought up to date, what is not is refused by name.
#include "contract/database.hpp"
#include "contract/examples.hpp"
#include "store/migrate.hpp"
#include "store/query.hpp"
#include "store/store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <fstream>
#include <optional>
#include <sys/stat.h>
#include <thread>
#include <vector>

namespace portvakt::contract {
namespace {

using store::Address;
using store::Connection;
using store::Migration;
using store::UnusableStore;
using testing::HasSubstr;

class OpenContract : public Contract {
 protected:
  std::optional<std::string> refusal() {
    try {
      const store::Store opened(options(), clock);
      return std::nullopt;
    } catch (const UnusableStore& e) {
      return e.what();
    }
  }
  void make_empty() {
    Connection::open(address, {.missing = Connection::Options::Missing::create});
  }

  const Address address = Address::parse(database->url());
};
INSTANTIATE_TEST_SUITE_P(Backends, OpenContract, testing::ValuesIn(engines()), name_of);

TEST_P(OpenContract, KeepsEverythingAcrossARestart) {
  {
    store::Store first(options(), clock);
    first.write(actor(), [](store::Transaction& t) { return t.put(organisation()), true; });
  }
  store::Store second(options(), clock);
  EXPECT_EQ(second.revision(), 1);
  second.read([](store::Reader& r) { EXPECT_TRUE(r.organisation(kOwner)); });
}

TEST_P(OpenContract, RefusesANewerSchemaAndNamesBothNumbers) {
  {
    const store::Store first(options(), clock);
  }
  database->ask("insert into migration(number, name, applied) values (4711, 'fremtid', 0)");
  const auto told = refusal();
  ASSERT_TRUE(told);
  EXPECT_THAT(*told, HasSubstr("schema 4711"));
  EXPECT_THAT(*told, HasSubstr("schema " + std::to_string(store::migrations().back().number)));
}

TEST_P(OpenContract, RefusesADatabaseOfAnotherProgramAndLeavesItAlone) {
  make_empty();
  database->ask("create table client(whatever integer)");
  const auto told = refusal();
  ASSERT_TRUE(told);
  EXPECT_THAT(*told, HasSubstr(address.shown));
  EXPECT_THAT(*told, HasSubstr("another program"));
  EXPECT_TRUE(database->ask("select * from client").empty());
}

TEST_P(OpenContract, IsSafeWhenTwoServersStartAtOnce) {
  {
    const auto start = [&] { const store::Store opened(options(), clock); };
    const std::jthread one(start);
    const std::jthread two(start);
  }
  EXPECT_THAT(database->ask("select count(*) from migration"),
              testing::ElementsAre(std::to_string(store::migrations().size())));
}

TEST_P(OpenContract, TakesTheStepsThatAreMissingAndResumesAfterABrokenOne) {
  make_empty();
  const Migration good[] = {{1, "en", "create table en(a {key})"},
                            {2, "to", "create table to_(a bigint); create table tre(a bigint)"}};
  const Migration broken[] = {good[0], {2, "to", "create table to_(a bigint); create elg"}};
  const auto connection = Connection::open(address, {});
  EXPECT_THROW(store::migrate(*connection, broken, clock.now(), "elg"), store::StoreError);
  EXPECT_THAT(database->ask("select name from migration"), testing::ElementsAre("en"));
  store::migrate(*connection, good, clock.now(), "elg");
  EXPECT_THAT(database->ask("select name from migration order by number"),
              testing::ElementsAre("en", "to"));
  EXPECT_TRUE(database->ask("select * from to_").empty());
}

TEST_P(OpenContract, MakesWhatIsOlderThanTheCatalogueSearchable) {
  make_empty();
  const auto steps = store::migrations();
  const auto catalogue = std::ranges::find(steps, 8, &Migration::number);
  ASSERT_NE(catalogue, steps.end());
  const auto connection = Connection::open(address, {});
  store::migrate(*connection, {steps.begin(), catalogue}, clock.now(), "elg");
  database->ask("insert into organisation values (312345676, 'BLÅ ØRN', 1, 1)");
  database->ask("insert into prefix values ('fjellrev', 312345676, 1, 1, 1)");
  database->ask(
      "insert into scope values ('fjellrev:Vann', 'fjellrev', 312345676, 1, 'Målte MENGDER ÆØÅ',"
      " '', '{\"description#nn\":\"VASS\"}', 'PUBLIC', 'SELF_CONTAINED', '', 0, '', 0, 0, '', 0, "
      "0, 0,"
      " 0, 0, 1, 1)");
  store::Store opened(options(), clock);
  for (const char* word : {"VANN", "mengder", "æØå", "vass", "blå", "ørn"}) {
    const store::CatalogueSearch search{.reader = must(OrgNumber::parse("312345676")),
                                        .words = {word},
                                        .owner = std::nullopt,
                                        .prefix = std::nullopt};
    opened.read([&](store::Reader& reader) {
      EXPECT_EQ(reader.catalogue(search, store::Slice{}).total, 1) << word;
    });
  }
}

TEST_P(OpenContract, SaysThatTheDatabaseIsAwayWithoutMakingItUnusable) {
  store::Store opened(options(), clock);
  ASSERT_TRUE(opened.reachable());
  database->break_down();
  EXPECT_EQ(opened.reachable(), GetParam() == store::Engine::sqlite);  // a full disk can be read
  database->repair();
  EXPECT_TRUE(opened.reachable());
}

class OpenSqlite : public testing::Test {
 protected:
  OpenSqlite() {
    std::string pattern = (std::filesystem::temp_directory_path() / "portvakt-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~OpenSqlite() override { std::filesystem::remove_all(folder); }
  std::string refusal(const std::filesystem::path& path) {
    try {
      const store::Store opened({.url = "sqlite:" + path.string()}, clock);
      return "";
    } catch (const UnusableStore& e) {
      return e.what();
    }
  }

  HandClock clock;
  std::filesystem::path folder;
};

TEST_F(OpenSqlite, NamesAFileThatIsNoDatabase) {
  const auto path = folder / "notater.txt";
  std::ofstream(path) << std::string(4096, 'x');
  EXPECT_THAT(refusal(path), HasSubstr(path.string()));
}

TEST_F(OpenSqlite, NamesAPathItCannotOpen) {
  EXPECT_THAT(refusal(folder), HasSubstr(folder.string()));
  EXPECT_THAT(refusal(folder / "ingen" / "a.db"), HasSubstr((folder / "ingen" / "a.db").string()));
}

TEST_F(OpenSqlite, MakesTheFileForItsOwnerOnly) {
  const auto path = folder / "med mellomrom; og 'tegn'.db";
  const store::Store opened({.url = "sqlite:" + path.string()}, clock);
  struct ::stat found{};
  ASSERT_EQ(::stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0600U);
}

TEST_F(OpenSqlite, IsPatientWithOthersThatOpenTheSameNewFile) {
  constexpr int kFiles = 20, kOpeners = 4;
  std::atomic<int> opened = 0;
  for (int file = 0; file < kFiles; ++file) {
    const auto address =
        Address::parse("sqlite:" + (folder / (std::to_string(file) + ".db")).string());
    std::barrier together(kOpeners);
    const auto open = [&] {
      together.arrive_and_wait();
      try {
        Connection::open(address, {.missing = Connection::Options::Missing::create});
        ++opened;
      } catch (const store::StoreError& e) {
        ADD_FAILURE() << e.what();
      }
    };
    std::vector<std::jthread> openers(kOpeners);
    for (std::jthread& opener : openers) opener = std::jthread(open);
  }
  EXPECT_EQ(opened, kFiles * kOpeners);
}

TEST_F(OpenSqlite, WritesThroughToTheDisk) {
  const std::string url = "sqlite:" + (folder / "a.db").string();
  const store::Store opened({.url = url}, clock);
  const auto connection = Connection::open(Address::parse(url), {});
  EXPECT_EQ(store::scalar<std::string>(*connection, "pragma journal_mode"), "wal");
  EXPECT_EQ(store::scalar<int>(*connection, "pragma synchronous"), 2);
  EXPECT_EQ(store::scalar<int>(*connection, "pragma foreign_keys"), 1);
}

}  // namespace
}  // namespace portvakt::contract
