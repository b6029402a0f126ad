#include "store/search_text.hpp"

#include <gtest/gtest.h>

namespace portvakt::store {
namespace {

TEST(SearchText, IsInLowerCaseWhereverLatinHasTwo) {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},
      {"Fjellrev:Vann.READ", "fjellrev:vann.read"},
      {"BLÅBÆRSYLTETØY", "blåbærsyltetøy"},
      {"ČĐŊŠŦŽ", "čđŋšŧž"},
      {"ÀÖØÞ", "àöøþ"},
      {"ß×÷ÿ", "ß×÷ÿ"},
      {"ĀĶĹŇŊŶŸŹŽ", "āķĺňŋŷÿźž"},
      {"āķĺňŋŷźž", "āķĺňŋŷźž"},
      {"İıĸŉſ", "İıĸŉſ"},
      {"Ωмега 魚 🐟", "Ωмега 魚 🐟"},
      {"\xC3", "\xC3"},
  };
  for (const auto& [text, wanted] : cases) {
    EXPECT_EQ(folded(text), wanted) << text;
    EXPECT_EQ(folded(wanted), wanted) << text;
  }
}

TEST(SearchText, OfAScopeHoldsItsNameAndItsTextsInEveryLanguage) {
  const Scope scope{.name = must(ScopeName::parse("fjellrev:vann")),
                    .owner = must(OrgNumber::parse("312345676")),
                    .description = "Målte MENGDER",
                    .long_description = "Gir\nALT",
                    .translations = {{"description#nn", "Målte VASSMENGDER"}}};
  EXPECT_EQ(search_text(scope), "fjellrev:vann\nmålte mengder\ngir\nalt\nmålte vassmengder");
}

TEST(SearchText, AsAPatternHasNoWildcardsOfItsOwn) {
  EXPECT_EQ(anywhere(""), "%%");
  EXPECT_EQ(anywhere("a_b%c!d"), "%a!_b!%c!!d%");
}

}  // namespace
}  // namespace portvakt::store
