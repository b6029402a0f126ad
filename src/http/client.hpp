// Outgoing HTTP for the command line (token, verify), revocation lists and outside registers:
// libcurl behind one function, and the same with connections that are kept.
#pragma once

#include "base/result.hpp"
#include "http/networks.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <span>
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
  /// For URLs that strangers chose: only public addresses are called, and these networks. Absent:
  /// the URL is the operator's own, and every address is.
  std::optional<std::span<const Network>> strangers = {};
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

/// The same over connections that stay open between requests, one for each caller at a time. Safe
/// from any thread.
class KeptConnections {
 public:
  KeptConnections();
  ~KeptConnections();
  Result<IncomingResponse, std::string> fetch(const OutgoingRequest& request);

 private:
  struct Idle;
  std::unique_ptr<Idle> idle_;
};

}  // namespace portvakt::http
