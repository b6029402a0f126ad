#include "endpoint/document.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace portvakt::endpoint {
namespace {

http::Response get(const Document& document, std::string if_none_match = "") {
  http::Request request;
  request.method = http::Method::get;
  if (!if_none_match.empty())
    request.headers.emplace_back("if-none-match", std::move(if_none_match));
  return serve(document, request);
}

TEST(Document, IsSentOnceAndThenNotModified) {
  const Document doc = document("{}");
  EXPECT_EQ(get(doc).status, 200);
  EXPECT_EQ(get(doc).payload(), "{}");
  for (const std::string& tag :
       {doc.etag, "W/" + doc.etag, "\"x\", " + doc.etag, std::string("*")}) {
    EXPECT_EQ(get(doc, tag).status, 304) << tag;
    EXPECT_TRUE(get(doc, tag).payload().empty()) << tag;
  }
  EXPECT_EQ(get(doc, "\"x\"").status, 200);
}

TEST(Document, HasAnEtagThatFollowsItsText) {
  EXPECT_EQ(document("a").etag, document("a").etag);
  EXPECT_NE(document("a").etag, document("b").etag);
}

TEST(Document, IsReadableFromAnyOriginAndCached) {
  const auto answer = get(document("{}"));
  const auto has = [&](const char* name, const char* value) {
    return std::ranges::find(answer.headers, std::pair<std::string, std::string>(name, value)) !=
           answer.headers.end();
  };
  EXPECT_TRUE(has("Access-Control-Allow-Origin", "*"));
  EXPECT_TRUE(has("Cache-Control", "public, max-age=3600"));
  EXPECT_TRUE(has("Content-Type", "application/json"));
}

}  // namespace
}  // namespace portvakt::endpoint
