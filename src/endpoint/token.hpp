// POST /token: form to TokenRequest, outcome to JSON (RFC 6749 section 5, docs/protocol.md).
// Decides nothing.
#pragma once

#include "base/metrics.hpp"
#include "base/result.hpp"
#include "grant/denial.hpp"
#include "grant/token_service.hpp"
#include "http/message.hpp"

#include <boost/asio/awaitable.hpp>

#include <array>
#include <string>

namespace portvakt::endpoint {

/// MP-250 and MP-251 as they are today (400 `invalid_scope`) or as they were until 2023 (403
/// `forbidden`).
enum class Forbidden { modern, legacy };

/// The assertion of a token request; parameters may come in the body, in the query or in both, each
/// once.
Result<std::string, grant::Denial> assertion_of(const http::Request& request);

class TokenEndpoint {
 public:
  TokenEndpoint(grant::TokenService& tokens, std::string issuer, Forbidden forbidden,
                Metrics& metrics);

  boost::asio::awaitable<http::Response> post(http::Request request);

  /// The error answer for a denial; also for refusals made before a grant was looked at.
  http::Response denied(const grant::Denial& denial, std::string_view trace) const;

 private:
  grant::TokenService& tokens_;
  const std::string issuer_;
  const Forbidden forbidden_;
  prometheus::Counter& issued_with_key_;
  prometheus::Counter& issued_with_certificate_;
  std::array<prometheus::Counter*, static_cast<std::size_t>(grant::Reason::count_)> refused_;
};

}  // namespace portvakt::endpoint
