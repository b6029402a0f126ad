#include "app/output.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace portvakt::app {
namespace {

TEST(ATable, AlignsByCharactersAndLeavesNoBlanksAtLineEnds) {
  Table table{{"NAME", "NO"}};
  table.add({"RUND BJØRK", "1"});
  table.add({"ELG", ""});
  std::ostringstream out;
  table.print(out, false, "none");
  EXPECT_EQ(out.str(), "NAME        NO\nRUND BJØRK  1\nELG\n");
}

TEST(ATable, HasABoldHeadingOnATerminalOnly) {
  Table table{{"A"}};
  table.add({"b"});
  std::ostringstream out;
  table.print(out, true, "none");
  EXPECT_EQ(out.str(), "\033[1mA\033[0m\nb\n");
}

TEST(ATable, SaysWhenThereIsNothing) {
  std::ostringstream out;
  Table{{"A"}}.print(out, false, "no rows");
  EXPECT_EQ(out.str(), "no rows\n");
}

TEST(AListOfFields, LeavesEmptyOnesOut) {
  std::ostringstream out;
  print_fields(out, {{"a", "1"}, {"long", ""}, {"bc", "2"}});
  EXPECT_EQ(out.str(), "a   1\nbc  2\n");
}

}  // namespace
}  // namespace portvakt::app
