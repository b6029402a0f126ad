// Outgoing HTTP for the command line (token, verify) and, later, outside registers: libcurl behind
// one function.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace portvakt::http {

struct OutgoingRequest {
  std::string method = "GET";
  std::string url;  ///< http or https only
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string ca_file;  ///< trust this PEM bundle instead of the system's; empty: the system's
  std::chrono::milliseconds timeout{10'000};
  std::size_t max_response_bytes = 1024 * 1024;
};
struct IncomingResponse {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
};

/// Blocking; no redirects are followed. The error is a sentence: what was asked, what went wrong.
Result<IncomingResponse, std::string> fetch(const OutgoingRequest& request);

}  // namespace portvakt::http
