#include "endpoint/api_pages.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace portvakt::endpoint {
namespace {

constexpr std::string_view kAskAgain = "no-cache";  // a new binary may describe another API

const StaticFile& needed(const StaticFiles& files, std::string_view name) {
  const StaticFile* file = files.find(name);
  if (file == nullptr) throw std::logic_error(std::string(name) + " was not packed");
  return *file;
}

http::Response guarded(http::Response answer) {
  answer.headers.emplace_back("Content-Security-Policy",
                              "default-src 'none'; style-src 'self'; frame-ancestors 'none'; "
                              "base-uri 'none'; form-action 'none'");
  answer.headers.emplace_back("Referrer-Policy", "no-referrer");
  answer.headers.emplace_back("X-Frame-Options", "DENY");
  return answer;
}

}  // namespace

ApiPages::ApiPages(std::span<const PackedFile> packed) : files_(packed, "docs/") {}

http::Response ApiPages::openapi(const http::Request& request) const {
  http::Response answer = serve(needed(files_, "openapi.yaml"), "public, max-age=300", request);
  answer.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return answer;
}

http::Response ApiPages::page(const http::Request& request) const {
  return guarded(serve(needed(files_, "api.html"), kAskAgain, request));
}

http::Response ApiPages::style(const http::Request& request) const {
  return guarded(serve(needed(files_, "api.css"), kAskAgain, request));
}

}  // namespace portvakt::endpoint
