// What may be asked of the statistics, and how it is told (docs/protocol.md §5.17).
#include "selfservice/statistics.hpp"

#include "selfservice/test_world.hpp"
#include "store/ledger_book.hpp"
#include "store/roll_up.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>

namespace portvakt::selfservice {
namespace {

using std::chrono::days;
using store::RefusalCount;
using testing::ElementsAre;
using testing::IsEmpty;

class Statistics : public TestWorld {
 protected:
  store::Address address() const { return store::Address::parse(store_url()); }

  /// A token now, of the consumer.
  void issue(const std::string& client = "tiger-1", std::optional<OrgNumber> through = {}) {
    const store::LedgerRow row{.at = clock.now(),
                               .trace = {},
                               .client_id = client,
                               .consumer = kConsumer,
                               .foreign_consumer = {},
                               .supplier = through,
                               .delegation_source = {},
                               .scopes = "fjellrev:vannmaaling.read",
                               .kid = {},
                               .certificate = {},
                               .client_amr = {},
                               .grant_key = fmt::format("jti:{}", ++tokens),
                               .token_jti = {},
                               .audience = {},
                               .authorization_detail = {},
                               .grant_expires = clock.now() + seconds{130},
                               .token_expires = clock.now() + seconds{120},
                               .signing_kid = {},
                               .remote = {}};
    const std::array rows{&row};
    store::Book::open(address(), std::chrono::seconds{2})->enter(rows);
    store::RollUp counts(address());
    while (counts.step(clock.now()) != store::RollUp::Progress::done) {
    }
  }
  void refuse(const std::vector<RefusalCount>& counts) { store::RollUp(address()).add(counts); }
  void put_client(std::string_view id, OrgNumber org, std::string name) {
    store.write({.org = {}, .client_id = "test", .trace = "t"}, [&](store::Transaction& t) {
      t.put(Client{.id = must(ClientId::parse(id)),
                   .org = org,
                   .supplier = {},
                   .name = std::move(name),
                   .description = {},
                   .scopes = {},
                   .other_members = {},
                   .created_by = {},
                   .created = clock.now(),
                   .last_updated = clock.now()});
      return true;
    });
  }

  StatisticsReport all(const StatisticsQuestion& question) {
    return must(
        all_statistics(services, permit<Operation::read_all_statistics>(operations), question));
  }
  std::vector<std::string> times(const StatisticsQuestion& question) {
    std::vector<std::string> found;
    for (const auto& row : all(question).rows) {
      found.push_back(fmt::format("{} {}", row.time, row.tokens));
    }
    return found;
  }

  const Caller operations = the_operator(kOwner);
  const Caller consumer = caller(kConsumer, {kDcrRead});
  const Caller owner = caller(kOwner, {kScopesRead});
  const Caller supplier = caller(kSupplier, {kDcrRead});
  int tokens = 0;
};

//= statistics.intervals
TEST_F(Statistics, TellsMonthsOfTheirOwnLength) {
  issue();
  clock.advance(days{29});  // 31 March
  issue();
  issue();
  clock.advance(days{1});  // 1 April
  issue();
  const StatisticsQuestion question{.interval = "month", .from = "2026-02-28", .to = "2026-04-01"};
  EXPECT_THAT(times(question), ElementsAre("2026-03 3", "2026-04 1"));
  StatisticsQuestion part = question;
  part.to = "2026-03-30";
  EXPECT_THAT(times(part), ElementsAre("2026-03 1"));
  part.interval = "day";
  EXPECT_THAT(times(part), ElementsAre("2026-03-02 1"));
  part.from = part.to = "2026-03-31";
  part.interval = "hour";
  EXPECT_THAT(times(part), ElementsAre("2026-03-31T08:00:00Z 2"));
}

TEST_F(Statistics, TakesARangeForTheIntervalWhereNoneWasSaid) {
  const auto range = [&](const char* interval) {
    const auto report = all({.interval = interval});
    return report.from + " " + report.to;
  };
  EXPECT_EQ(range("hour"), "2026-03-02 2026-03-02");
  EXPECT_EQ(range("day"), "2026-02-01 2026-03-02");
  EXPECT_EQ(range("month"), "2025-03-03 2026-03-02");
  EXPECT_EQ(all({.to = "2026-02-01"}).from, "2026-01-03");
}

//= statistics.limit
TEST_F(Statistics, LeavesOutWhatIsBeyondTheLimitAndSaysSo) {
  std::vector<RefusalCount> many;
  const Instant hour = from_epoch(epoch(clock.now()) / 3600 * 3600);
  for (std::size_t i = 0; i < kMostStatisticsRows; ++i) {
    many.push_back({hour, "", fmt::format("code-{:05}", i), 1});
  }
  refuse(many);
  auto report = all({.by = "code"});
  EXPECT_EQ(report.rows.size(), kMostStatisticsRows);
  EXPECT_FALSE(report.truncated);
  refuse({{hour, "", "code-00000-and-a-half", 1}});
  report = all({.by = "code"});
  EXPECT_EQ(report.rows.size(), kMostStatisticsRows);
  EXPECT_TRUE(report.truncated);
  EXPECT_EQ(report.rows[1].key, "code-00000-and-a-half");
  EXPECT_EQ(report.rows.back().key, fmt::format("code-{:05}", kMostStatisticsRows - 2));
  EXPECT_TRUE(all({.by = "code", .interval = "month"}).truncated);
}

//= statistics.sides
TEST_F(Statistics, NamesAClientToWhoMayReadItOnly) {
  put_client("tiger-1", kConsumer, "Målerstand");
  put_client("elg-1", kSupplier, "Leverandørens");
  issue("tiger-1");
  issue("elg-1", kSupplier);
  issue("eidas-4711");
  const StatisticsQuestion by_client{.by = "client"};
  const auto names = [](const Reported& report) {
    std::vector<std::string> found;
    for (const auto& row : must(Reported(report)).rows) {
      found.push_back(row.key + "=" + row.name.value_or("?"));
    }
    return found;
  };
  EXPECT_THAT(names(all_statistics(services, permit<Operation::read_all_statistics>(operations),
                                   by_client)),
              ElementsAre("eidas-4711=?", "elg-1=Leverandørens", "tiger-1=Målerstand"));
  EXPECT_THAT(names(consumer_statistics(
                  services, permit<Operation::read_consumer_statistics>(consumer), by_client)),
              ElementsAre("eidas-4711=?", "elg-1=?", "tiger-1=Målerstand"));
  EXPECT_THAT(
      names(owner_statistics(services, permit<Operation::read_owner_statistics>(owner), by_client)),
      ElementsAre("eidas-4711=?", "elg-1=?", "tiger-1=?"));
  EXPECT_THAT(names(supplier_statistics(
                  services, permit<Operation::read_supplier_statistics>(supplier), by_client)),
              ElementsAre("elg-1=Leverandørens"));
}

TEST_F(Statistics, NamesOrganisationsAndScopes) {
  issue();
  const auto by_consumer = all({.by = "consumer"});
  EXPECT_EQ(by_consumer.rows.at(0).name, "KLOK TIGER KOMMUNE");
  EXPECT_EQ(all({.by = "scope"}).rows.at(0).name, "Et scope");
  EXPECT_EQ(all({.by = "supplier"}).rows.at(0).name, std::nullopt);
}

//= statistics.range
TEST_F(Statistics, TellsEverythingThatIsWrongAtOnce) {
  const StatisticsQuestion question{.by = "x",
                                    .interval = "y",
                                    .from = "z",
                                    .to = "2026-02-30",
                                    .scope = "nocolon",
                                    .supplier = "312345670"};
  const auto refused =
      all_statistics(services, permit<Operation::read_all_statistics>(operations), question);
  ASSERT_FALSE(refused);
  std::vector<std::string> fields;
  for (const Finding& finding : refused.error().findings) fields.push_back(finding.field);
  EXPECT_THAT(fields, ElementsAre("interval", "by", "to", "from", "scope", "supplier"));
}

TEST_F(Statistics, AreAnEmptyListWhereThereIsNothing) {
  EXPECT_THAT(all({}).rows, IsEmpty());
  EXPECT_EQ(statistics_csv(all({})), "time,key,name,tokens,refusals\r\n");
}

}  // namespace
}  // namespace portvakt::selfservice
