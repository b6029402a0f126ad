#include "base/base64.hpp"

#include "base/bytes.hpp"

#include <gtest/gtest.h>

namespace portvakt {
namespace {

struct Vector {
  std::string_view octets, standard, url;
};
const Vector kVectors[] = {
    // RFC 4648 section 10, and octets where the alphabets differ
    {"", "", ""},
    {"f", "Zg==", "Zg"},
    {"fo", "Zm8=", "Zm8"},
    {"foo", "Zm9v", "Zm9v"},
    {"foob", "Zm9vYg==", "Zm9vYg"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
    {"\xfb\xff\xbf", "+/+/", "-_-_"},
};

TEST(Base64, WritesAndReadsTheVectorsOfRfc4648) {
  for (const auto& [octets, standard, url] : kVectors) {
    EXPECT_EQ(base64(as_bytes(octets)), standard);
    EXPECT_EQ(base64url(octets), url);
    EXPECT_EQ(from_base64(standard), octets);
    EXPECT_EQ(from_base64url(url), octets);
  }
}

TEST(Base64, EveryOctetComesBack) {
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  for (std::size_t size = 0; size <= all.size(); ++size) {
    const std::string_view octets = std::string_view(all).substr(0, size);
    EXPECT_EQ(from_base64url(base64url(octets)), octets);
    EXPECT_EQ(from_base64(base64(as_bytes(octets))), octets);
  }
}

TEST(Base64url, RefusesASecondSpelling) {
  const std::string_view wrong[] = {"Zg==",  "Zg=",      "Zh",     "Zm9",  "Z",
                                    "Zm9vZ", "Zm 9v",    "Zm9v\n", "+/+/", "Zm9*",
                                    "Zm9v.", "\xc3\xa6", "====",   "=",    " Zm9v"};
  for (const std::string_view text : wrong) EXPECT_EQ(from_base64url(text), std::nullopt) << text;
  EXPECT_EQ(from_base64url(std::string_view("Zm\0v", 4)), std::nullopt);
}

TEST(Base64, RefusesASecondSpelling) {
  const std::string_view wrong[] = {
      "Zg",     "Zg=",    "Zh==", "Zm9=",     "Z===",     "====", "-_-_",
      "Zm9v\n", "Zg==\n", "=Zg=", "Zg==Zg==", "Zm9v====", "Z=g="};
  for (const std::string_view text : wrong) EXPECT_EQ(from_base64(text), std::nullopt) << text;
}

TEST(Base64url, OnlyOneOfTheSixteenLastLettersIsCanonical) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  int accepted = 0;
  for (const char last : kAlphabet) accepted += from_base64url(std::string("Z") + last) ? 1 : 0;
  EXPECT_EQ(accepted, 4);  // two bits of the octet, four that must be zero
}

}  // namespace
}  // namespace portvakt
