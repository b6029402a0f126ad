#include "base/csv.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace portvakt {
namespace {

std::string line(const std::vector<std::string>& cells) { return csv_line(cells); }

TEST(Csv, QuotesWhatWouldEndACell) {
  EXPECT_EQ(line({"a", "", "b c"}), "a,,b c\r\n");
  EXPECT_EQ(line({"a,b", "say \"hi\"", "two\nlines"}),
            "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n");
  EXPECT_EQ(line({}), "\r\n");
}

//= statistics.csv
TEST(Csv, MakesNoFormula) {
  const struct {
    const char *cell, *shown;
  } cases[] = {{"=1+1", "'=1+1"},
               {"+47", "'+47"},
               {"-1", "'-1"},
               {"@SUM(A1)", "'@SUM(A1)"},
               {"\t=1", "'\t=1"},
               {"\r=1", "\"'\r=1\""},
               {"a=1", "a=1"},
               {"'=1", "'=1"},
               {"=\"a\"", "\"'=\"\"a\"\"\""}};
  for (const auto& c : cases) EXPECT_EQ(line({c.cell}), std::string(c.shown) + "\r\n") << c.cell;
}

}  // namespace
}  // namespace portvakt
