#include "model/names.hpp"

#include <gtest/gtest.h>

namespace portvakt {
namespace {

TEST(OrgNumber, IsReadAndWritten) {
  const OrgNumber number = must(OrgNumber::parse("974760673"));
  EXPECT_EQ(number.digits(), "974760673");
  EXPECT_EQ(number.iso6523(), "0192:974760673");
  EXPECT_EQ(number.value(), 974'760'673U);
  EXPECT_EQ(OrgNumber::from_value(number.value()), number);
}

TEST(OrgNumber, TellsSyntheticUnitsByTheirFirstDigit) {
  EXPECT_TRUE(must(OrgNumber::parse("310000000")).synthetic());
  EXPECT_TRUE(must(OrgNumber::parse("200000005")).synthetic());
  EXPECT_FALSE(must(OrgNumber::parse("810000007")).synthetic());
  EXPECT_FALSE(must(OrgNumber::parse("974760673")).synthetic());
}

//= claims.consumer-org api.orgno
TEST(OrgNumber, RefusesWhatIsNotNineDigitsWithTheRightLast) {
  const std::string_view wrong[] = {"",          "97476067",    "9747606733", "974760674",
                                    " 74760673", "97476067a",   "974760673 ", "0192:974760673",
                                    "٩٧٤٧٦٠٦٧٣", "974 760 673", "+74760673",  "000000000",
                                    "-74760673"};
  for (const std::string_view text : wrong) {
    const auto parsed = OrgNumber::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error(), Invalid::org_number);
  }
  EXPECT_FALSE(OrgNumber::from_value(1'974'760'673));
  EXPECT_FALSE(OrgNumber::from_value(0));
}

TEST(OrgNumber, ChangingAnyOneDigitBreaksIt) {
  const std::string right = "974760673";
  for (std::size_t at = 0; at < right.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string changed = right;
      changed[at] = digit;
      EXPECT_EQ(OrgNumber::parse(changed).has_value(), changed == right) << changed;
    }
  }
}

TEST(OrgNumber, IsNeverIssuedWhereTheCheckDigitWouldBeTen) {
  for (const std::string eight : {"90000009", "90000012", "90000026"}) {
    for (char digit = '0'; digit <= '9'; ++digit)
      EXPECT_FALSE(OrgNumber::parse(eight + digit)) << eight;
  }
}

TEST(Prefix, IsLowerCaseAndShort) {
  for (const std::string& text :
       {std::string("nav"), std::string("0x"), std::string("a.b-c_d"), std::string(64, 'a')}) {
    EXPECT_TRUE(Prefix::parse(text)) << text;
  }
  for (const std::string& text :
       {std::string(), std::string("Nav"), std::string("-a"), std::string(".a"), std::string("_a"),
        std::string("a:b"), std::string("a b"), std::string("æ"), std::string(65, 'a'),
        std::string("a/b")}) {
    const auto parsed = Prefix::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error(), Invalid::prefix);
  }
}

TEST(ScopeName, EndsItsPrefixAtTheFirstColon) {
  const ScopeName name = must(ScopeName::parse("nav:aareg/v1:arbeidsforhold.read"));
  EXPECT_EQ(name.prefix(), "nav");
  EXPECT_EQ(name.subscope(), "aareg/v1:arbeidsforhold.read");
  EXPECT_EQ(ScopeName::of(must(Prefix::parse("nav")), "aareg/v1:arbeidsforhold.read"), name);
}

TEST(ScopeName, RefusesWhatNoScopeTokenOrNoOwnerCouldHave) {
  const std::string longest = "p:" + std::string(253, 'x');
  EXPECT_TRUE(ScopeName::parse(longest));
  for (const std::string& text :
       {std::string(), std::string("nav"), std::string(":x"), std::string("nav:"),
        std::string("Nav:x"), std::string("nav:a b"), std::string("nav::x"), std::string("nav:/x"),
        std::string("nav:x\"y"), std::string("nav:x\\y"), std::string("nav:æ"),
        std::string("nav:x\n"), std::string("nav:x?"), std::string(" nav:x"), longest + "x"}) {
    EXPECT_FALSE(ScopeName::parse(text)) << text;
  }
  EXPECT_EQ(ScopeName::parse("nav").error(), Invalid::scope_name);
  EXPECT_EQ(ScopeName::parse("nav:").error(), Invalid::subscope);
}

TEST(ClientIdAndKeyId, AreAsciiIdentifiers) {
  for (const std::string& text :
       {std::string("c"), std::string("5a0d7d0e-6f0e-4a37-9e55-0c7a1c6f2b11"),
        std::string("A.b_c-9"), std::string(255, 'k')}) {
    EXPECT_TRUE(ClientId::parse(text)) << text;
    EXPECT_TRUE(KeyId::parse(text)) << text;
    EXPECT_TRUE(OnBehalfOfId::parse(text)) << text;
  }
  for (const std::string& text :
       {std::string(), std::string("../../etc/passwd"), std::string("a b"), std::string("' OR 1=1"),
        std::string("a\0", 2), std::string("æ"), std::string(256, 'k'), std::string("a\n")}) {
    EXPECT_FALSE(ClientId::parse(text)) << text;
    EXPECT_FALSE(KeyId::parse(text)) << text;
    EXPECT_FALSE(OnBehalfOfId::parse(text)) << text;
  }
}

//= claims.resource
TEST(Uri, IsAbsoluteAndHasNoFragment) {
  for (const char* text : {"https://api.example/v1", "https://api.example", "urn:altinn:resource",
                           "https://xn--bb-eka.example/?q=1"}) {
    EXPECT_TRUE(Uri::parse(text)) << text;
  }
  for (const std::string& text :
       {std::string(), std::string("api.example"), std::string("/v1"), std::string("//api.example"),
        std::string("https://api.example/#x"), std::string("https://api.example/a b"),
        std::string("https://æ.example/"), std::string("https://api.example/%zz"),
        "https://api.example/" + std::string(2048, 'a'), std::string("https://a\n")}) {
    EXPECT_FALSE(Uri::parse(text)) << text;
  }
}

TEST(Uuid, IsReadInAnyCaseAndKeptInLower) {
  const Uuid uuid = must(Uuid::parse("2C7B2D5E-6d5a-4c0a-9d0e-1e7f2b7c9a10"));
  EXPECT_EQ(uuid.text(), "2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10");
  const std::string_view wrong[] = {
      "",
      "2c7b2d5e6d5a4c0a9d0e1e7f2b7c9a10",
      "2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a1",
      "2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a100",
      "2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a1g",
      "{2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10}",
      "2c7b2d5e-6d5a-4c0a-9d0e_1e7f2b7c9a10",
  };
  for (const std::string_view text : wrong) EXPECT_FALSE(Uuid::parse(text)) << text;
}

//= systemusers.values
TEST(SystemId, BeginsWithItsVendor) {
  for (const std::string& name :
       {std::string("x"), std::string("Snill.Regnskap-2_b"), std::string(255 - 10, 'x')}) {
    const auto system = SystemId::parse("310999113_" + name);
    ASSERT_TRUE(system) << name;
    EXPECT_EQ(system->vendor().digits(), "310999113");
  }
  for (const std::string& text :
       {std::string(), std::string("310999113"), std::string("310999113_"),
        std::string("310999113x"), std::string("310999114_x"), std::string("0192:310999113_x"),
        std::string("310999113_a b"), std::string("310999113_å"),
        "310999113_" + std::string(255 - 9, 'x')}) {
    EXPECT_FALSE(SystemId::parse(text)) << text;
  }
}

//= details.values
TEST(ExternalRef, IsALineOfPlainText) {
  const OrgNumber owner = must(OrgNumber::parse("310999113"));
  EXPECT_EQ(ExternalRef::of_owner(owner).text(), "310999113");
  std::string longest;
  for (int i = 0; i < 255; ++i) longest += "ø";
  EXPECT_TRUE(ExternalRef::parse("kunde 42 & Sønn"));
  EXPECT_TRUE(ExternalRef::parse(longest));
  for (const std::string& text : {std::string(), longest + "ø", std::string("a\nb"),
                                  std::string("a\0b", 3), std::string("\xff")}) {
    EXPECT_FALSE(ExternalRef::parse(text)) << text;
  }
}

}  // namespace
}  // namespace portvakt
