// Finds the route for a method and a path. Knows patterns only: exact segments, `{placeholder}`s,
// which match one segment that is not empty, and `{*placeholder}` at the end, which matches
// everything below. Built once, then read from any thread.
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace portvakt::endpoint {

/// The older root paths were used with a slash at the end (`POST /clients/`), so they go on
/// working.
enum class TrailingSlash { refused, accepted };

struct RoutePattern {
  http::Method method = http::Method::get;
  std::string_view path;  ///< must outlive the router
  std::size_t route = 0;  ///< the caller's own number for it
  TrailingSlash slash = TrailingSlash::refused;
};

struct Found {
  std::size_t route = 0;
  std::vector<std::string> arguments;  ///< what the placeholders matched, left to right
};
/// The path exists, not with this method; OPTIONS without a route of its own comes here too.
struct WrongMethod {
  std::vector<http::Method> allowed;
};
struct NotFound {};
using Match = std::variant<Found, WrongMethod, NotFound>;

class Router {
 public:
  explicit Router(std::vector<RoutePattern> patterns);

  /// HEAD is served by GET routes. Of several patterns that fit, one without placeholders wins over
  /// one with them.
  Match match(http::Method method, std::string_view path) const;

 private:
  std::vector<RoutePattern> patterns_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> exact_;  ///< path to patterns
  std::vector<std::size_t> open_;  ///< those with placeholders
};

/// `GET, HEAD, PUT`: the value of an Allow header (RFC 9110 section 10.2.1), HEAD beside GET.
std::string allow(const std::vector<http::Method>& methods);

}  // namespace portvakt::endpoint
