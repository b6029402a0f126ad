#include "endpoint/api_answer.hpp"

#include "base/text.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

namespace portvakt::endpoint {
namespace {

using selfservice::Findings;
using selfservice::Kind;
using selfservice::Refusal;

struct Words {
  int status;
  std::string_view error;
};

Words words(Kind kind) {
  switch (kind) {
    case Kind::invalid:
      return {400, "invalid_request"};
    case Kind::unauthenticated:
      return {401, "invalid_token"};
    case Kind::forbidden:
      return {403, "access_denied"};
    case Kind::not_found:
      return {404, "not_found"};
    case Kind::conflict:
      return {409, "conflict"};
  }
  return {500, "server_error"};
}

/// docs/protocol.md, error body: nine digits of a second.
std::string nanosecond_time(Instant at) {
  const auto whole = std::chrono::floor<seconds>(at);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}000000Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(whole)),
                     (at - whole).count());
}

json::value error_entry(const selfservice::Finding& finding) {
  json::object entry;
  entry["errorMessage"] = finding.message;
  entry["isFieldError"] = !finding.field.empty();
  entry["objectName"] = finding.object;
  if (!finding.field.empty()) entry["fieldIdentifier"] = finding.field;
  return entry;
}

/// RFC 6750 section 3: no error code when the request brought no token at all.
std::string challenge(const http::Request& request, const Refusal& refusal) {
  if (refusal.kind == Kind::unauthenticated) {
    return request.header("authorization").empty() ? "Bearer" : R"(Bearer error="invalid_token")";
  }
  return fmt::format(R"(Bearer error="insufficient_scope", scope="{}")", refusal.needed_scopes);
}

}  // namespace

http::Response succeeded(const json::value& body, int status) {
  if (!body.is_null()) return http::json_response(status, json::serialize(body));
  http::Response response;
  response.status = status;
  return response;
}

http::Response api_error(ApiServices& api, const http::Request& request, int status,
                         std::string_view error, const Findings& findings) {
  json::array errors;
  std::vector<std::string> messages;
  for (const selfservice::Finding& finding : findings) {
    errors.push_back(error_entry(finding));
    messages.push_back(finding.message);
  }
  json::object body;
  body["status"] = status;
  body["timestamp"] = nanosecond_time(api.rules.clock.now());
  body["correlation_id"] = request.trace;
  body["errors"] = std::move(errors);
  body["error"] = error;
  body["error_description"] = join(messages, ", ");
  http::Response response = http::json_response(status, json::serialize(body));
  response.log_fields.emplace_back("error", error);
  return response;
}

http::Response refused(ApiServices& api, const http::Request& request, const Refusal& refusal) {
  const auto [status, error] = words(refusal.kind);
  http::Response response = api_error(api, request, status, error, refusal.findings);
  if (refusal.kind == Kind::unauthenticated || !refusal.needed_scopes.empty()) {
    response.headers.emplace_back("WWW-Authenticate", challenge(request, refusal));
  }
  return response;
}

Result<Query, Refusal> Query::of(const http::Request& request) {
  auto fields = http::parse_form(request.query);
  if (fields) return Query{*std::move(fields)};
  return std::unexpected(selfservice::invalid(
      "query", "", "Parameterne i adressen er ikke gyldig prosentkodet UTF-8"));
}

std::optional<std::string> Query::text(std::string_view name) const {
  const auto it = std::ranges::find(fields_, name, &std::pair<std::string, std::string>::first);
  if (it == fields_.end() || it->second.empty()) return std::nullopt;
  return it->second;
}

std::vector<std::string> Query::texts(std::string_view name) const {
  std::vector<std::string> texts;
  for (const auto& [field, value] : fields_) {
    if (field == name && !value.empty()) texts.push_back(value);
  }
  return texts;
}

Result<std::optional<bool>, Refusal> Query::flag(std::string_view name) const {
  const auto value = text(name);
  if (!value) return std::nullopt;
  if (iequals(*value, "true")) return true;
  if (iequals(*value, "false")) return false;
  return std::unexpected(selfservice::invalid("query", std::string(name),
                                              std::string(name) + " må være true eller false"));
}

Result<store::Inactive, Refusal> Query::inactive() const {
  const auto wanted = flag("inactive");
  if (!wanted) return std::unexpected(wanted.error());
  return wanted->value_or(false) ? store::Inactive::shown : store::Inactive::hidden;
}

Result<std::string, Refusal> Query::needed(std::string_view name) const {
  if (auto value = text(name)) return *std::move(value);
  return std::unexpected(selfservice::invalid("query", std::string(name),
                                              "Parameteren " + std::string(name) + " må oppgis"));
}

}  // namespace portvakt::endpoint
