// Public documents that many ask for again and again: one shared text, an ETag, a lifetime in
// caches, open to any origin.
#pragma once

#include "http/message.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace portvakt::endpoint {

struct Document {
  std::shared_ptr<const std::string> text;
  std::string etag;  ///< quoted
  std::string_view content_type = "application/json";
  std::string_view cache_control = "public, max-age=3600";
};

Document document(std::string text, std::string_view content_type = "application/json");

/// Does an If-None-Match header name this ETag, weakly compared (RFC 9110 section 13.1.2)?
bool names(std::string_view if_none_match, std::string_view etag);

/// 200 or, when If-None-Match names the ETag, 304 (RFC 9110 section 13.1.2); readable from any
/// origin.
http::Response serve(const Document& document, const http::Request& request);

/// The answer to OPTIONS on a public document: any origin may GET it.
http::Response public_preflight();

}  // namespace portvakt::endpoint
