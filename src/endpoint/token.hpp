// POST /token: form to TokenRequest, outcome to JSON (RFC 6749 section 5, docs/protocol.md).
// Decides nothing.
#pragma once

#include "base/metrics.hpp"
#include "base/result.hpp"
#include "endpoint/token_answer.hpp"
#include "grant/denial.hpp"
#include "grant/refusal_book.hpp"
#include "grant/refusal_counts.hpp"
#include "grant/token_service.hpp"
#include "http/message.hpp"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <functional>
#include <string>
#include <string_view>

namespace portvakt::endpoint {

/// Takes the hint of a refusal to a person who watches; empty: hints are neither sent nor told.
using TellHint = std::function<void(std::string_view hint)>;

/// The assertion of a token request; parameters may come in the body, in the query or in both, each
/// once.
Result<std::string, grant::Refusal> assertion_of(const http::Request& request);

class TokenEndpoint {
 public:
  TokenEndpoint(grant::TokenService& tokens, grant::RefusalBook& refusals,
                grant::RefusalCounts& refusal_counts, std::string issuer, Forbidden forbidden,
                TellHint tell_hint, Metrics& metrics);

  boost::asio::awaitable<http::Response> post(http::Request request);

 private:
  /// The error answer; also for refusals made before a grant was looked at.
  http::Response denied(const grant::Refusal& refusal, std::string_view trace) const;

  grant::TokenService& tokens_;
  grant::RefusalBook& refusals_;
  grant::RefusalCounts& refusal_counts_;
  const std::string issuer_;
  const Forbidden forbidden_;
  const TellHint tell_hint_;
  prometheus::Counter& issued_with_key_;
  prometheus::Counter& issued_with_certificate_;
  std::array<prometheus::Counter*, static_cast<std::size_t>(grant::Reason::count_)> refused_;
};

}  // namespace portvakt::endpoint
