#include "base/text.hpp"

#include "base/bytes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portvakt {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::string_literals;

TEST(Hex, IsLowerCase) {
  EXPECT_EQ(hex(as_bytes("\x00\x0f\xa5\xff"s)), "000fa5ff");
  EXPECT_TRUE(is_hex("0123456789abcdef"));
  for (const char* text : {"", "A", "0g", "0 ", "0x1"}) EXPECT_FALSE(is_hex(text)) << text;
}

TEST(Text, ComparesAndLowersAsciiOnly) {
  EXPECT_TRUE(iequals("ChunkED", "chunked"));
  EXPECT_FALSE(iequals("chunked", "chunke"));
  EXPECT_FALSE(iequals("Æ", "æ"));
  EXPECT_EQ(lower("ABC-Æ9"), "abc-Æ9");
  EXPECT_EQ(trimmed(" \t a b \t"), "a b");
  EXPECT_EQ(trimmed(" \t"), "");
  EXPECT_EQ(trimmed("\na"), "\na");
}

TEST(Utf8, AcceptsTheEdgesOfEachLength) {
  for (const std::string& text :
       {""s, "a"s, "\0"s, "\xc2\x80"s, "\xdf\xbf"s, "\xe0\xa0\x80"s, "\xed\x9f\xbf"s,
        "\xee\x80\x80"s, "\xef\xbf\xbf"s, "\xf0\x90\x80\x80"s, "\xf4\x8f\xbf\xbf"s}) {
    EXPECT_TRUE(is_utf8(text)) << hex(as_bytes(text));
  }
}

TEST(Utf8, RefusesOverlongSurrogateTruncatedAndTooLarge) {
  for (const std::string& text : {"\x80"s,
                                  "\xbf"s,
                                  "\xc0\x80"s,
                                  "\xc1\xbf"s,
                                  "\xc2"s,
                                  "\xc2\x41"s,
                                  "\xe0\x80\x80"s,
                                  "\xe0\x9f\xbf"s,
                                  "\xed\xa0\x80"s,
                                  "\xed\xbf\xbf"s,
                                  "\xe2\x82"s,
                                  "\xe2\x82\x41"s,
                                  "\xf0\x80\x80\x80"s,
                                  "\xf0\x8f\xbf\xbf"s,
                                  "\xf4\x90\x80\x80"s,
                                  "\xf5\x80\x80\x80"s,
                                  "\xff"s,
                                  "\xfe"s,
                                  "ok\xe2\x82"s,
                                  "\xf0\x90\x80"s}) {
    EXPECT_FALSE(is_utf8(text)) << hex(as_bytes(text));
  }
}

TEST(PlainText, HasNoControlCharacters) {
  EXPECT_TRUE(is_plain_text("Æ ø å – 漢字"));
  EXPECT_TRUE(is_plain_text("\u00a0"));
  for (const std::string& text : {"a\nb"s, "a\tb"s, "a\rb"s, "\0"s, "\x1b[2J"s, "\x7f"s, "\u0085"s,
                                  "\u009b2J"s, "\u0080"s, "\u009f"s, "\xff"s}) {
    EXPECT_FALSE(is_plain_text(text)) << hex(as_bytes(text));
  }
  EXPECT_TRUE(is_plain_text("a\r\n\tb", Lines::many));
  EXPECT_FALSE(is_plain_text("a\x1b", Lines::many));
  EXPECT_FALSE(is_plain_text("\u0085", Lines::many));
}

TEST(Text, CountsCodePoints) {
  EXPECT_EQ(characters(""), 0U);
  EXPECT_EQ(characters("aæ€😀"), 4U);
}

TEST(Text, CutsBetweenCharacters) {
  EXPECT_EQ(start_of("aæ€", 6), "aæ€");
  EXPECT_EQ(start_of("aæ€", 5), "aæ");
  EXPECT_EQ(start_of("aæ€", 3), "aæ");
  EXPECT_EQ(start_of("aæ€", 2), "a");
  EXPECT_EQ(start_of("", 2), "");
  EXPECT_EQ(start_of("\x80\x80\x80", 2), "\x80\x80") << "no UTF-8";
}

TEST(Text, SplitsAndJoins) {
  EXPECT_THAT(split_white(" a\t\tb\r\nc "), ElementsAre("a", "b", "c"));
  EXPECT_THAT(split_white(" \n"), IsEmpty());
  EXPECT_THAT(split("a..b.", '.'), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", '.'), ElementsAre(""));
  EXPECT_EQ(join(std::vector<std::string>{"a", "b"}, ", "), "a, b");
  EXPECT_EQ(join(std::vector<std::string>{}, ", "), "");
}

TEST(PercentDecoded, DecodesAsTheFormOrThePathWants) {
  EXPECT_EQ(percent_decoded("a%20b+c%C3%A6%2b", Plus::is_blank), "a b cæ+");
  EXPECT_EQ(percent_decoded("a+b%2F", Plus::is_plus), "a+b/");
  EXPECT_EQ(percent_decoded("", Plus::is_plus), "");
}

TEST(PercentDecoded, RefusesBrokenEscapesNulAndBadUtf8) {
  for (const std::string& text : {"%"s, "%4"s, "a%"s, "%zz"s, "%4g"s, "%%41"s, "%00"s, "a\0b"s,
                                  "%c0%80"s, "%ff"s, "%e2%82"s, "% 1"s, "%-1"s}) {
    EXPECT_EQ(percent_decoded(text, Plus::is_plus), std::nullopt) << text;
  }
}

TEST(PercentEncoded, KeepsTheUnreservedOnly) {
  EXPECT_EQ(percent_encoded("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encoded("a b/æ+%"), "a%20b%2F%C3%A6%2B%25");
  EXPECT_EQ(percent_decoded(percent_encoded("nav:a/b?c=æ &+"), Plus::is_blank), "nav:a/b?c=æ &+");
}

TEST(Printable, EscapesWhatATerminalWouldObey) {
  EXPECT_EQ(printable("ok æ"), "ok æ");
  EXPECT_EQ(printable("a\r\n\x1b[2J\x7f\0"s), "a\\x0d\\x0a\\x1b[2J\\x7f\\x00");
  EXPECT_EQ(printable("\u009b2J"), "\\xc2\\x9b2J");
  EXPECT_EQ(printable("\xff\xc2"), "\\xff\\xc2");
}

TEST(Printable, NeverCutsInsideACharacterNorGoesOverTheLimit) {
  EXPECT_EQ(printable("abcd", 4), "abcd");
  EXPECT_EQ(printable("abcde", 4), "abcd…");
  EXPECT_EQ(printable("abcæ", 4), "abc…");
  EXPECT_EQ(printable("ab\n", 4), "ab…");
  EXPECT_EQ(printable(std::string(10'000, '\n'), 200).size(), 200 + std::string("…").size());
}

TEST(Nearest, FindsTheTypoAndNothingFarFetched) {
  constexpr std::string_view kWords[] = {"issuer", "listen", "database"};
  EXPECT_EQ(nearest("isuer", kWords), "issuer");
  EXPECT_EQ(nearest("databse", kWords), "database");
  EXPECT_EQ(nearest("token_lifetime", kWords), std::nullopt);
  EXPECT_EQ(nearest("", kWords), std::nullopt);
  constexpr std::string_view kShort[] = {"db"};
  EXPECT_EQ(nearest("ip", kShort), std::nullopt);
  EXPECT_EQ(nearest("dn", kShort), "db");
  EXPECT_EQ(nearest("x", {}), std::nullopt);
}

TEST(Rfc3339, ShowsMillisecondsOnlyWhereThereAreAny) {
  EXPECT_EQ(rfc3339(from_epoch(1'772'440'200)), "2026-03-02T08:30:00Z");
  EXPECT_EQ(rfc3339(from_epoch(0) + milliseconds{7}), "1970-01-01T00:00:00.007Z");
  EXPECT_EQ(rfc3339(from_epoch(0) - milliseconds{1}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(rfc3339(from_epoch(253'402'300'799)), "9999-12-31T23:59:59Z");
}

TEST(Epoch, RoundsTowardsThePast) {
  EXPECT_EQ(epoch(from_epoch(5) + milliseconds{999}), 5);
  EXPECT_EQ(epoch(from_epoch(0) - milliseconds{1}), -1);
}

TEST(EqualSecrets, IsEquality) {
  EXPECT_TRUE(equal_secrets("", ""));
  EXPECT_TRUE(equal_secrets("secret", "secret"));
  EXPECT_FALSE(equal_secrets("secret", "secreT"));
  EXPECT_FALSE(equal_secrets("secret", "secre"));
  EXPECT_FALSE(equal_secrets("\xff", "\x7f"));
}

}  // namespace
}  // namespace portvakt
