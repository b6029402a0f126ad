// The API's own documents: api/openapi.yaml as it is, and as a page for people, with its style
// sheet. scripts/api_pages makes them when the binary is built.
#pragma once

#include "endpoint/static_files.hpp"
#include "http/message.hpp"

#include <span>

namespace portvakt::endpoint {

class ApiPages {
 public:
  explicit ApiPages(std::span<const PackedFile> packed);

  http::Response openapi(const http::Request& request) const;  ///< readable from any origin
  http::Response page(const http::Request& request) const;
  http::Response style(const http::Request& request) const;

 private:
  const StaticFiles files_;
};

}  // namespace portvakt::endpoint
