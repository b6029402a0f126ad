#include "store/fault.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <set>
#include <string>

namespace portvakt::store {
namespace {

TEST(Fault, OfSqliteFollowsThePrimaryCode) {
  const std::pair<int, Fault> cases[] = {
      {SQLITE_BUSY, Fault::locked},
      {SQLITE_BUSY_SNAPSHOT, Fault::locked},
      {SQLITE_FULL, Fault::full},
      {SQLITE_IOERR_WRITE, Fault::unwritable},
      {SQLITE_IOERR_FSYNC, Fault::unwritable},
      {SQLITE_CANTOPEN_ISDIR, Fault::unwritable},
      {SQLITE_READONLY_DBMOVED, Fault::read_only},
      {SQLITE_CONSTRAINT_FOREIGNKEY, Fault::constraint},
      {SQLITE_CORRUPT_INDEX, Fault::damaged},
      {SQLITE_NOTADB, Fault::not_a_database},
      {SQLITE_MISUSE, Fault::broken},
  };
  for (const auto& [code, fault] : cases) EXPECT_EQ(sqlite_fault(code), fault) << code;
}

TEST(Fault, OfPostgresFollowsTheSqlstate) {
  const std::pair<const char*, Fault> cases[] = {
      {"08006", Fault::away},      {"57P01", Fault::away},       {"57P03", Fault::away},
      {"28P01", Fault::refused},   {"3D000", Fault::refused},    {"53300", Fault::crowded},
      {"53100", Fault::full},      {"55P03", Fault::locked},     {"40P01", Fault::locked},
      {"57014", Fault::slow},      {"23503", Fault::constraint}, {"25006", Fault::read_only},
      {"42501", Fault::forbidden}, {"42P01", Fault::no_schema},  {"58030", Fault::unwritable},
      {"XX001", Fault::damaged},   {"22P02", Fault::broken},     {"", Fault::broken},
      {"     ", Fault::broken},
  };
  for (const auto& [state, fault] : cases) EXPECT_EQ(postgres_fault(state), fault) << state;
}

TEST(Fault, HasASentenceOfItsOwn) {
  std::set<std::string_view> sentences;
  for (int i = 0; i <= static_cast<int>(Fault::broken); ++i) {
    const auto text = sentence(static_cast<Fault>(i));
    EXPECT_FALSE(text.empty());
    EXPECT_TRUE(sentences.insert(text).second) << text;
  }
}

}  // namespace
}  // namespace portvakt::store
