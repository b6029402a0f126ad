#include "endpoint/static_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace portvakt::endpoint {
namespace {

constexpr PackedFile kPacked[] = {
    {"app/index.html", "\"page\"", "<p>"},         {"app/assets/a.js", "\"plain\"", "let a = 1;"},
    {"app/assets/a.js.br", "\"brotli\"", "[br]"},  {"app/assets/a.js.gz", "\"gzip\"", "[gz]"},
    {"app/assets/lost.js.gz", "\"lost\"", "[gz]"}, {"app/assets/font.woff2", "\"font\"", "font"},
    {"app/assets/data.bin", "\"bin\"", ""},        {"docs/api.css", "\"css\"", "p{}"},
};

const StaticFiles& files() {
  static const StaticFiles kFiles(kPacked, "app/");
  return kFiles;
}

http::Response get(std::string_view name, const char* accept_encoding = "",
                   const char* if_none_match = "") {
  http::Request request;
  request.method = http::Method::get;
  request.headers = {{"accept-encoding", accept_encoding}, {"if-none-match", if_none_match}};
  return serve(*files().find(name), "no-cache", request);
}

std::string header(const http::Response& answer, std::string_view name) {
  const auto it = std::ranges::find(answer.headers, name, [](const auto& h) { return h.first; });
  return it == answer.headers.end() ? "" : it->second;
}

TEST(StaticFiles, KnowsTheFilesOfItsFolderAndNoCompressedForms) {
  EXPECT_NE(files().find("index.html"), nullptr);
  for (const char* name :
       {"", "api.css", "docs/api.css", "app/index.html", "assets/", "assets/a.js.br",
        "assets/a.js.gz", "assets/lost.js", "assets/lost.js.gz", "../docs/api.css"}) {
    EXPECT_EQ(files().find(name), nullptr) << name;
  }
}

TEST(StaticFiles, AreSentInTheFormThatTheClientTakes) {
  struct Form {
    const char *accepted, *coding, *etag, *bytes;
  };
  for (const Form& form :
       {Form{"", "", "\"plain\"", "let a = 1;"}, Form{"gzip", "gzip", "\"gzip\"", "[gz]"},
        Form{"gzip, br", "br", "\"brotli\"", "[br]"}}) {
    const auto answer = get("assets/a.js", form.accepted);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.payload(), form.bytes);
    EXPECT_EQ(header(answer, "Content-Encoding"), form.coding);
    EXPECT_EQ(header(answer, "ETag"), form.etag);
    EXPECT_EQ(header(answer, "Vary"), "Accept-Encoding");
    EXPECT_EQ(header(answer, "Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(header(answer, "Cache-Control"), "no-cache");
  }
}

TEST(StaticFiles, WithOneFormDoNotVary) {
  const auto answer = get("assets/font.woff2", "gzip, br");
  EXPECT_EQ(header(answer, "Vary"), "");
  EXPECT_EQ(header(answer, "Content-Encoding"), "");
  EXPECT_EQ(header(answer, "Content-Type"), "font/woff2");
  EXPECT_EQ(header(get("assets/data.bin"), "Content-Type"), "application/octet-stream");
}

TEST(StaticFiles, AreNotSentAgainInTheSameForm) {
  const auto same = get("assets/a.js", "br", "W/\"x\", \"brotli\"");
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.payload(), "");
  EXPECT_EQ(header(same, "ETag"), "\"brotli\"");
  EXPECT_EQ(header(same, "Vary"), "Accept-Encoding");
  EXPECT_EQ(get("assets/a.js", "gzip", "\"brotli\"").status, 200);
}

}  // namespace
}  // namespace portvakt::endpoint
