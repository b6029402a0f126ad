#include "endpoint/web.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::endpoint {
namespace {

constexpr std::string_view kPage = "index.html";
constexpr std::string_view kAssets = "assets/";  // whose names change with their content
constexpr std::string_view kAskAgain = "no-cache";
constexpr std::string_view kForAYear = "public, max-age=31536000, immutable";

// Scripts, styles, fonts and calls from this server alone; no inline code, no frames, and no text
// that becomes code (Trusted Types).
constexpr std::pair<std::string_view, std::string_view> kGuards[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' "
     "data:; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; "
     "require-trusted-types-for 'script'; trusted-types default"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Permissions-Policy",
     "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
     "magnetometer=(), microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"X-Frame-Options", "DENY"},
};

/// The application asks for its files beside its base address, so that one build serves any path.
std::string rebased(std::string_view page, std::string_view base_path) {
  constexpr std::string_view kBuiltFor = "<base href=\"/app/\"";
  std::string text(page);
  const std::size_t at = text.find(kBuiltFor);
  if (at != std::string::npos)
    text.replace(at, kBuiltFor.size(), fmt::format("<base href=\"{}\"", base_path));
  return text;
}

}  // namespace

Web::Web(std::span<const PackedFile> packed, WebPlace place)
    : place_(std::move(place)), files_(packed, "app/") {
  const StaticFile* built = files_.find(kPage);
  if (built == nullptr) return;
  page_ = document(rebased(built->plain->bytes, place_.base_path));
  page_packed_ = {built->plain->name, page_.etag, *page_.text};
  page_file_.plain = &page_packed_;
}

bool Web::is_here(const http::Request& request) const {
  return place_.host.empty() || iequals(request.header("host"), place_.host);
}

std::string Web::address(const http::Request& request, std::string_view scheme) const {
  if (is_here(request)) return place_.base_path;
  return fmt::format("{}://{}{}", scheme, place_.host, place_.base_path);
}

http::Response Web::page(const http::Request& request) const {
  return guarded(serve(page_file_, kAskAgain, request));
}

std::optional<http::Response> Web::below(std::string_view path,
                                         const http::Request& request) const {
  if (!built_in()) return std::nullopt;
  const StaticFile* file = files_.find(path);
  const bool asset = path.starts_with(kAssets);
  if (file == nullptr && asset) return std::nullopt;
  if (file == nullptr || path == kPage) return page(request);
  return guarded(serve(*file, asset ? kForAYear : kAskAgain, request));
}

http::Response Web::guarded(http::Response answer) {
  for (const auto& [name, value] : kGuards) {
    if (std::ranges::find(answer.headers, name, [](const auto& h) { return h.first; }) ==
        answer.headers.end())
      answer.headers.emplace_back(name, value);
  }
  return answer;
}

}  // namespace portvakt::endpoint
