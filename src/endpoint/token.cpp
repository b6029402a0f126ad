#include "endpoint/token.hpp"

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "grant/hint.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <prometheus/counter.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace portvakt::endpoint {
namespace {

using grant::Reason;
using grant::Refusal;
using Parameters = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
constexpr std::string_view kGrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// Refusals that no rule of grants speaks, in the shape of those that one does.
std::unexpected<Refusal> malformed(std::string what) {
  return std::unexpected(Refusal{{Reason::malformed_request, {what}},
                                 "the request is one form",
                                 {what, "a form with grant_type and assertion, each once"}});
}
Refusal of_other_type(std::string_view grant_type) {
  return {{Reason::unsupported_grant_type},
          "grant_type is supported",
          {"grant_type " + printable(grant_type, 64), std::string(kGrantType)}};
}
Refusal failed() {
  return {{Reason::internal}, "the server works", {"a fault of its own", "none"}};
}

/// Body and query are one set of parameters: a client in production sends an empty body and
/// everything in the query.
Result<Parameters, Refusal> parameters_of(const http::Request& request) {
  const std::string_view type = request.header("content-type");
  const bool is_form = iequals(trimmed(type.substr(0, type.find(';'))), kFormType);
  if (!is_form && !(type.empty() && request.body.empty())) {
    return malformed(fmt::format("Content-Type must be {}", kFormType));
  }
  auto parameters = http::parse_form(request.body);
  auto in_query = http::parse_form(request.query);
  if (!parameters || !in_query) return malformed("The parameters are not a valid form");
  std::ranges::move(*in_query, std::back_inserter(*parameters));
  // RFC 6749 section 3.2: parameters must not be included more than once.
  std::vector<std::string_view> names;
  for (const auto& [name, value] : *parameters) {
    if (std::ranges::find(names, name) != names.end()) {
      return malformed("Duplicate parameter " + printable(name, 64));
    }
    names.push_back(name);
  }
  return *std::move(parameters);
}

/// RFC 6749 section 3.2: parameters sent without a value are treated as omitted.
std::string* value_of(Parameters& parameters, std::string_view name) {
  const auto it = std::ranges::find(parameters, name, &Parameters::value_type::first);
  return it == parameters.end() || it->second.empty() ? nullptr : &it->second;
}

http::Response no_store(http::Response answer) {
  answer.headers.emplace_back("Cache-Control", "no-store");
  answer.headers.emplace_back("Pragma", "no-cache");
  return answer;
}

prometheus::Counter& issued_counter(Metrics& metrics, const std::string& auth) {
  return metrics.counter("token_requests_total", "Token requests by outcome",
                         {{"result", "issued"}, {"error_code", ""}, {"auth", auth}});
}

}  // namespace

Result<std::string, Refusal> assertion_of(const http::Request& request) {
  auto parameters = parameters_of(request);
  if (!parameters) return std::unexpected(parameters.error());
  const std::string* grant_type = value_of(*parameters, "grant_type");
  if (grant_type == nullptr) return malformed("Missing parameter grant_type");
  if (*grant_type != kGrantType) return std::unexpected(of_other_type(*grant_type));
  std::string* assertion = value_of(*parameters, "assertion");
  if (assertion == nullptr) return malformed("Missing parameter assertion");
  return std::move(*assertion);
}

TokenEndpoint::TokenEndpoint(grant::TokenService& tokens, grant::RefusalBook& refusals,
                             grant::RefusalCounts& refusal_counts, std::string issuer,
                             Forbidden forbidden, TellHint tell_hint, Metrics& metrics)
    : tokens_(tokens),
      refusals_(refusals),
      refusal_counts_(refusal_counts),
      issuer_(std::move(issuer)),
      forbidden_(forbidden),
      tell_hint_(std::move(tell_hint)),
      issued_with_key_(issued_counter(metrics, "jwk")),
      issued_with_certificate_(issued_counter(metrics, "certificate")) {
  for (const grant::PublicRow& row : grant::public_rows()) {
    const std::string result = row.status >= 500 ? "failed" : "refused";
    const std::string code(row.code.empty() ? row.error : row.code);
    refused_[static_cast<std::size_t>(row.reason)] =
        &metrics.counter("token_requests_total", "Token requests by outcome",
                         {{"result", result}, {"error_code", code}, {"auth", "jwk"}});
  }
}

http::Response TokenEndpoint::denied(const Refusal& refusal, std::string_view trace) const {
  const TokenError error = token_error(refusal.denial, forbidden_);
  // Boost.JSON keeps the order of insertion, and the real service's is this one.
  json::object body;
  body["error"] = error.error;
  body["error_description"] = fmt::format("{} (trace_id: {})", error.text, trace);
  if (!error.code.empty()) body["error_uri"] = fmt::format("{}errors/{}", issuer_, error.code);

  auto answer = no_store(http::json_response(error.status, json::serialize(body)));
  if (error.status == 503) answer.headers.emplace_back("Retry-After", "1");
  if (tell_hint_) {
    const std::string sentence = grant::hint(refusal);
    answer.headers.emplace_back("Portvakt-Hint", sentence);
    tell_hint_(sentence);
  }
  answer.log_fields.emplace_back("error.code", error.code.empty()
                                                   ? grant::public_row(refusal.denial.reason).error
                                                   : error.code);
  refused_[static_cast<std::size_t>(refusal.denial.reason)]->Increment();
  return answer;
}

boost::asio::awaitable<http::Response> TokenEndpoint::post(http::Request request) {
  auto assertion = assertion_of(request);
  if (!assertion) co_return denied(assertion.error(), request.trace);

  grant::TokenRequest wanted{*std::move(assertion), request.trace, request.remote};
  // A world that broke is answered in the catalogue's words and counted; why goes to the log only.
  std::optional<Result<grant::IssuedToken, grant::Refusal>> ended;
  try {
    ended.emplace(co_await tokens_.issue(std::move(wanted)));
  } catch (const std::exception& e) {
    log::error("token_failed", {{"trace.id", request.trace}, {"error.message", e.what()}});
  }
  if (!ended) co_return denied(failed(), request.trace);
  const auto& outcome = *ended;
  if (!outcome) {
    const grant::Refusal& refusal = outcome.error();
    refusals_.enter(refusal, request.trace);
    refusal_counts_.enter(refusal);
    http::Response answer = denied(refusal, request.trace);
    answer.log_fields.emplace_back("rule", refusal.rule);
    answer.log_fields.emplace_back("client.id", refusal.client_id);
    co_return answer;
  }
  json::object body;
  body["access_token"] = outcome->access_token;
  body["token_type"] = "Bearer";
  body["expires_in"] = outcome->expires_in;
  body["scope"] = outcome->scope;
  auto answer = no_store(http::json_response(200, json::serialize(body)));
  answer.log_fields = {{"client.id", outcome->client_id},
                       {"org.number", outcome->consumer},
                       {"scope", outcome->scope},
                       {"token.jti", outcome->jti}};
  const bool with_key = outcome->client_amr == "private_key_jwt";
  (with_key ? issued_with_key_ : issued_with_certificate_).Increment();
  co_return answer;
}

}  // namespace portvakt::endpoint
