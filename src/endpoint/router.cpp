#include "endpoint/router.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace portvakt::endpoint {
namespace {

bool is_placeholder(std::string_view segment) { return segment.starts_with('{'); }

bool is_open_below(std::string_view pattern) { return pattern.contains("{*"); }

/// What stands before `{*placeholder}` is exact.
std::optional<std::vector<std::string>> arguments_below(std::string_view pattern,
                                                        std::string_view path) {
  const std::string_view above = pattern.substr(0, pattern.find("{*"));
  if (!path.starts_with(above) || path == above) return std::nullopt;
  return std::vector{std::string(path.substr(above.size()))};
}

std::optional<std::vector<std::string>> arguments_of(std::string_view pattern,
                                                     std::string_view path) {
  const auto wanted = split(pattern, '/');
  const auto given = split(path, '/');
  if (wanted.size() != given.size()) return std::nullopt;
  std::vector<std::string> arguments;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_placeholder(wanted[i]) && !given[i].empty()) {
      arguments.emplace_back(given[i]);
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return arguments;
}

}  // namespace

Router::Router(std::vector<RoutePattern> patterns) : patterns_(std::move(patterns)) {
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    if (patterns_[i].path.find('{') == std::string_view::npos) {
      exact_[patterns_[i].path].push_back(i);
    } else {
      open_.push_back(i);
    }
  }
}

Match Router::match(http::Method method, std::string_view path) const {
  const http::Method wanted = method == http::Method::head ? http::Method::get : method;
  std::vector<http::Method> allowed;
  std::optional<Found> found;
  const auto consider = [&](const RoutePattern& pattern, std::vector<std::string> arguments) {
    if (std::ranges::find(allowed, pattern.method) == allowed.end())
      allowed.push_back(pattern.method);
    if (!found && pattern.method == wanted) found = Found{pattern.route, std::move(arguments)};
  };

  const bool has_slash = path.size() > 1 && path.ends_with('/');
  const std::string_view bare = has_slash ? path.substr(0, path.size() - 1) : path;
  const auto fits = [&](const RoutePattern& p) {
    return !has_slash || p.slash == TrailingSlash::accepted;
  };
  const auto look = [&](std::string_view text, bool any) {
    const auto it = exact_.find(text);
    if (it == exact_.end()) return;
    for (const std::size_t i : it->second) {
      if (any || fits(patterns_[i])) consider(patterns_[i], {});
    }
  };
  look(path, true);
  if (has_slash && !found) look(bare, false);
  if (found) return *std::move(found);
  for (const std::size_t i : open_) {
    const RoutePattern& pattern = patterns_[i];
    const bool below = is_open_below(pattern.path);
    if (!below && !fits(pattern)) continue;
    if (auto arguments =
            below ? arguments_below(pattern.path, path) : arguments_of(pattern.path, bare)) {
      consider(pattern, *std::move(arguments));
    }
  }
  if (found) return *std::move(found);
  if (allowed.empty()) return NotFound{};
  return WrongMethod{std::move(allowed)};
}

std::string allow(const std::vector<http::Method>& methods) {
  std::vector<std::string> names;
  for (const http::Method method : methods) {
    names.emplace_back(http::name(method));
    if (method == http::Method::get) names.emplace_back(http::name(http::Method::head));
  }
  return join(names, ", ");
}

}  // namespace portvakt::endpoint
