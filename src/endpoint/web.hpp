// The web application (docs/protocol.md §8): its files under its base path, its page for every
// other path there, and the headers that keep it to itself. It calls the self-service API like
// anybody else and is known by nothing here.
#pragma once

#include "endpoint/document.hpp"
#include "endpoint/static_files.hpp"
#include "http/message.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace portvakt::endpoint {

/// Where browsers find it.
struct WebPlace {
  std::string base_path = "/app/";  ///< with a slash at both ends
  std::string host;                 ///< as a Host header has it; empty: at every host
};

class Web {
 public:
  Web(std::span<const PackedFile> packed, WebPlace place);
  Web(const Web&) = delete;
  Web& operator=(const Web&) = delete;

  /// Was the application there when this binary was built?
  bool built_in() const { return page_file_.plain != nullptr; }
  /// Is this path under its base path?
  bool covers(std::string_view path) const { return path.starts_with(place_.base_path); }
  /// Is it at the host that was asked?
  bool is_here(const http::Request& request) const;
  /// Its address as a browser that asked at any host finds it; `scheme` is for another host.
  std::string address(const http::Request& request, std::string_view scheme) const;

  /// The page, at the base path itself.
  http::Response page(const http::Request& request) const;
  /// `path` is what stands behind the base path: a file, or the page, which knows its own paths. A
  /// file of assets/ that is not there is nothing, since the page in its place would break a
  /// browser that still runs yesterday's application.
  std::optional<http::Response> below(std::string_view path, const http::Request& request) const;

  /// Adds what every answer under the base path carries; a policy that the answer brings stays.
  static http::Response guarded(http::Response answer);

 private:
  const WebPlace place_;
  const StaticFiles files_;
  Document page_;           ///< with the base path in it
  PackedFile page_packed_;  ///< the same, as a file
  StaticFile page_file_;
};

}  // namespace portvakt::endpoint
