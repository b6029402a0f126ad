#include "endpoint/content_coding.hpp"

#include <gtest/gtest.h>

namespace portvakt::endpoint {
namespace {

using enum Coding;
constexpr Offered kBoth{.gzip = true, .brotli = true};
constexpr Offered kGzip{.gzip = true};
constexpr Offered kNothing{};

struct Case {
  const char* name;
  std::string_view header;
  Coding coding;
  Offered offered = kBoth;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

const Case kCases[] = {
    {"NoHeader", "", identity},
    {"Browser", "gzip, deflate, br, zstd", brotli},
    {"OnlyGzip", "gzip", gzip},
    {"OlderNameOfGzip", "x-gzip", gzip},
    {"AnyCase", "GZIP", gzip},
    {"WithoutSpaces", "gzip,br", brotli},
    {"HigherWeight", "br;q=0.5, gzip;q=0.8", gzip},
    {"Thousandths", "br;q=0.501,gzip;q=0.5", brotli},
    {"SpacesAroundTheWeight", "gzip ; q=0.9 , br ; q=0.1", gzip},
    {"CapitalQ", "br;Q=0", identity},
    {"Refused", "br;q=0, gzip;q=0.0", identity},
    {"IdentityPreferred", "identity, gzip;q=0.5", identity},
    {"EqualToIdentity", "identity, gzip", gzip},
    {"Anything", "*", brotli},
    {"AnythingButBrotli", "br;q=0, *", gzip},
    {"NothingElse", "gzip, *;q=0", gzip},
    {"NothingAtAll", "identity;q=0, *;q=0", identity},
    {"Unknown", "zstd, deflate", identity},
    {"WeightAboveOne", "br;q=1.001, gzip", gzip},
    {"WeightOfFourPlaces", "br;q=0.9999, gzip;q=0.1", gzip},
    {"WeightOfNoNumber", "br;q=high, gzip;q=0.1", gzip},
    {"NegativeWeight", "br;q=-1", identity},
    {"EmptyWeight", "br;q=", identity},
    {"OtherParameter", "br;level=9", identity},
    {"EmptyMembers", ",,;q=1,", identity},
    {"OneDot", "br;q=1.", brotli},
    {"OnlyGzipThere", "br, gzip;q=0.1", gzip, kGzip},
    {"NothingThere", "br, gzip", identity, kNothing},
};

class Codings : public testing::TestWithParam<Case> {};

TEST_P(Codings, AreChosenByWeight) {
  EXPECT_EQ(preferred_coding(GetParam().header, GetParam().offered), GetParam().coding);
}
INSTANTIATE_TEST_SUITE_P(Of, Codings, testing::ValuesIn(kCases),
                         [](const auto& i) { return i.param.name; });

TEST(Codings, HaveTheNamesOfTheRegistry) {
  EXPECT_EQ(name(brotli), "br");
  EXPECT_EQ(name(gzip), "gzip");
  EXPECT_EQ(name(identity), "");
}

}  // namespace
}  // namespace portvakt::endpoint
