#include "http/framing.hpp"

#include <gtest/gtest.h>

#include <string>

namespace portvakt::http {
namespace {

struct Case {
  const char* name;
  std::string head;
  bool good;
};

std::string get(const std::string& fields) {
  return "GET / HTTP/1.1\r\nHost: a.no\r\n" + fields + "\r\n";
}
std::string post(const std::string& fields) {
  return "POST /token HTTP/1.1\r\nHost: a.no\r\n" + fields + "\r\n";
}
std::string line(const std::string& request_line) {
  return request_line + "\r\nHost: a.no\r\n\r\n";
}

const Case kCases[] = {
    // clang-format off
    {"Plain",                     get(""), true},
    {"LengthOfThree",             post("Content-Length: 3\r\n"), true},
    {"LengthWithLeadingZeros",    post("Content-Length: 003\r\n"), true},
    {"LengthInBlanks",            post("Content-Length: \t3 \r\n"), true},
    {"Chunked",                   post("Transfer-Encoding: chunked\r\n"), true},
    {"EmptyGet",                  get("Content-Length: 0\r\n"), true},
    {"OldWithoutHost",            "GET / HTTP/1.0\r\n\r\n", true},
    {"OldWithHost",               "GET / HTTP/1.0\r\nHost: a.no\r\n\r\n", true},
    {"HostWithPort",              "GET / HTTP/1.1\r\nhOST: a.no:8080\r\n\r\n", true},
    {"HostInBrackets",            "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", true},
    {"LowerCaseMethod",           line("get / HTTP/1.1"), true},
    {"UnknownMethod",             line("PURGE /x HTTP/1.1"), true},
    {"AsteriskOptions",           line("OPTIONS * HTTP/1.1"), true},
    {"QueryOfManyKinds",          line("GET /a?b=%20+/:;{}|\"' HTTP/1.1"), true},
    {"EmptyFieldValue",           get("X-Empty:\r\n"), true},
    {"Latin1FieldValue",          get("X-Name: K\xe5re\r\n"), true},
    {"TabInFieldValue",           get("X-Name: a\tb\r\n"), true},

    {"NoEnd",                     "GET / HTTP/1.1\r\nHost: a.no\r\n", false},
    {"Empty",                     "", false},
    {"OnlyTheEnd",                "\r\n\r\n", false},
    {"TwoEnds",                   get("\r\nX: y\r\n"), false},
    {"OtherCoding",               post("Transfer-Encoding: gzip\r\n"), false},
    {"XChunked",                  post("Transfer-Encoding: xchunked\r\n"), false},
    {"ChunkedThenIdentity",       post("Transfer-Encoding: chunked, identity\r\n"), false},
    {"IdentityThenChunked",       post("Transfer-Encoding: identity, chunked\r\n"), false},
    {"ChunkedTwiceInOne",         post("Transfer-Encoding: chunked, chunked\r\n"), false},
    {"ChunkedInOtherCase",        post("Transfer-Encoding: Chunked\r\n"), false},
    {"ChunkedQuoted",             post("Transfer-Encoding: \"chunked\"\r\n"), false},
    {"EmptyCoding",               post("Transfer-Encoding:\r\n"), false},
    {"CodingTwice",               post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), false},
    {"CodingTwiceDifferently",    post("Transfer-Encoding: chunked\r\nTransfer-encoding: cow\r\n"), false},
    {"CodingAndLength",           post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), false},
    {"LengthAndCoding",           post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"), false},
    {"CodingInVerticalTab",       post("Transfer-Encoding: \x0b" "chunked\r\n"), false},
    {"CodingOnOldVersion",        "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", false},
    {"LengthTwice",               post("Content-Length: 3\r\nContent-Length: 3\r\n"), false},
    {"LengthTwiceDifferently",    post("Content-Length: 3\r\nContent-Length: 4\r\n"), false},
    {"LengthAsList",              post("Content-Length: 3, 3\r\n"), false},
    {"LengthWithPlus",            post("Content-Length: +3\r\n"), false},
    {"LengthNegative",            post("Content-Length: -3\r\n"), false},
    {"LengthInHex",               post("Content-Length: 0x3\r\n"), false},
    {"LengthWithBlank",           post("Content-Length: 3 3\r\n"), false},
    {"LengthEmpty",               post("Content-Length:\r\n"), false},
    {"LengthOfTwoToThe64",        post("Content-Length: 18446744073709551616\r\n"), false},
    {"NoHost",                    "GET / HTTP/1.1\r\n\r\n", false},
    {"HostTwice",                 get("Host: b.no\r\n"), false},
    {"HostTwiceTheSame",          get("Host: a.no\r\n"), false},
    {"HostTwiceOnOldVersion",     "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", false},
    {"HostEmpty",                 "GET / HTTP/1.1\r\nHost:\r\n\r\n", false},
    {"HostWithPath",              "GET / HTTP/1.1\r\nHost: a.no/x\r\n\r\n", false},
    {"HostWithUser",              "GET / HTTP/1.1\r\nHost: u@a.no\r\n\r\n", false},
    {"HostWithBlank",             "GET / HTTP/1.1\r\nHost: a.no b.no\r\n\r\n", false},
    {"Folded",                    get("X: a\r\n b\r\n"), false},
    {"FoldedWithTab",             get("X: a\r\n\tb\r\n"), false},
    {"FoldedFirstField",          "GET / HTTP/1.1\r\n Host: a.no\r\n\r\n", false},
    {"BareLineFeed",              "GET / HTTP/1.1\nHost: a.no\r\n\r\n", false},
    {"BareLineFeedInValue",       get("X: a\nContent-Length: 3\r\n"), false},
    {"BareCarriageReturn",        get("X: a\rb\r\n"), false},
    {"CarriageReturnTwice",       get("X: a\r\r\n"), false},
    {"NulInValue",                get(std::string("X: a\0b\r\n", 8)), false},
    {"NulInTarget",               line(std::string("GET /\0 HTTP/1.1", 15)), false},
    {"DeleteInValue",             get("X: a\x7f\r\n"), false},
    {"BlankBeforeColon",          get("X : a\r\n"), false},
    {"LengthBlankBeforeColon",    post("Content-Length : 3\r\n"), false},
    {"EmptyFieldName",            get(": a\r\n"), false},
    {"FieldNameOutsideAscii",     get("K\xc3\xa5re: a\r\n"), false},
    {"NoColon",                   get("nothing\r\n"), false},
    {"MethodWithColon",           line("GE:T / HTTP/1.1"), false},
    {"EmptyMethod",               line(" / HTTP/1.1"), false},
    {"AbsoluteForm",              line("GET http://evil/ HTTP/1.1"), false},
    {"AuthorityForm",             line("CONNECT a.no:443 HTTP/1.1"), false},
    {"AsteriskGet",               line("GET * HTTP/1.1"), false},
    {"RelativePath",              line("GET token HTTP/1.1"), false},
    {"NoTarget",                  line("GET HTTP/1.1"), false},
    {"TargetOutsideAscii",        line("GET /\xc3\xa5 HTTP/1.1"), false},
    {"TargetWithFragment",        line("GET /a#b HTTP/1.1"), false},
    {"TargetWithTab",             line("GET /a\tb HTTP/1.1"), false},
    {"TargetWithBlank",           line("GET /a b HTTP/1.1"), false},
    {"TwoBlanks",                 line("GET  / HTTP/1.1"), false},
    {"NoVersion",                 line("GET /"), false},
    {"Version09",                 line("GET / HTTP/0.9"), false},
    {"Version12",                 line("GET / HTTP/1.2"), false},
    {"Version20",                 line("PRI * HTTP/2.0"), false},
    {"LowerCaseVersion",          line("GET / http/1.1"), false},
    {"BlankAfterVersion",         line("GET / HTTP/1.1 "), false},
    {"GetWithContent",            get("Content-Length: 3\r\n"), false},
    {"GetWithChunks",             get("Transfer-Encoding: chunked\r\n"), false},
    {"HeadWithContent",           "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n", false},
    // clang-format on
};

class Framing : public testing::TestWithParam<Case> {};

TEST_P(Framing, IsJudged) {
  const auto fault = framing_fault(GetParam().head);
  EXPECT_EQ(!fault, GetParam().good) << fault.value_or("accepted");
}
INSTANTIATE_TEST_SUITE_P(Of, Framing, testing::ValuesIn(kCases),
                         [](const auto& at) { return at.param.name; });

TEST(HeadProgress, CountsTheEmptyLineOnceItIsThere) {
  const std::string head = get("");
  for (std::size_t size = 0; size < head.size(); ++size) {
    const HeadProgress partial = head_progress(std::string_view(head).substr(0, size));
    EXPECT_EQ(partial.size, 0U) << size;
    EXPECT_FALSE(partial.spoiled) << size;
  }
  EXPECT_EQ(head_progress(head).size, head.size());
  EXPECT_EQ(head_progress(head + "body").size, head.size());
}

TEST(HeadProgress, FindsTheEndAcrossReads) {
  const std::string head = get("");
  for (std::size_t judged = 0; judged < head.size(); ++judged) {
    EXPECT_EQ(head_progress(head, judged).size, head.size()) << judged;
  }
}

TEST(HeadProgress, KnowsAtOnceWhatNoFurtherByteCanMend) {
  EXPECT_TRUE(head_progress("GET / HTTP/1.1\n").spoiled);
  EXPECT_TRUE(head_progress("GET / HTTP/1.1\rH").spoiled);
  EXPECT_TRUE(head_progress("\x16\x03\x01").spoiled) << "a TLS hello on a plain port";
  EXPECT_TRUE(head_progress("GET / HTTP/1.1\r\nA: b\n", 18).spoiled);
  EXPECT_FALSE(head_progress("GET / HTTP/1.1\r").spoiled);
}

TEST(Token, IsNeitherEmptyNorQuoted) {
  EXPECT_TRUE(is_token("X-Note"));
  EXPECT_TRUE(is_token("!#$%&'*+-.^_`|~09azAZ"));
  for (const char* not_a_token : {"", "a b", "a:b", "\"a\"", "a\r", "k\xc3\xa5re", "a/b"}) {
    EXPECT_FALSE(is_token(not_a_token)) << not_a_token;
  }
}

}  // namespace
}  // namespace portvakt::http
