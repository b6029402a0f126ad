#include "endpoint/api.hpp"

#include "base/log.hpp"
#include "endpoint/api_answer.hpp"

#include <algorithm>
#include <exception>
#include <string>

namespace portvakt::endpoint {
namespace {

using Findings = selfservice::Findings;

/// Only origins that the operator named may read answers in a browser (docs/protocol.md, CORS).
void allow_origin(const ApiServices& api, const http::Request& request, http::Response& response) {
  if (api.cors_origins.empty()) return;
  response.headers.emplace_back("Vary", "Origin");
  const std::string_view origin = request.header("origin");
  if (origin.empty() || std::ranges::find(api.cors_origins, origin) == api.cors_origins.end())
    return;
  response.headers.emplace_back("Access-Control-Allow-Origin", origin);
}

http::Response finished(const ApiServices& api, const http::Request& request,
                        http::Response response) {
  response.headers.emplace_back("Cache-Control", "no-store");
  allow_origin(api, request, response);
  return response;
}

http::Response without_space(ApiServices& api, const ApiRoute& route,
                             const http::Request& request) {
  const std::string limit = std::to_string(route.max_body);
  return api_error(
      api, request, 413, "invalid_request",
      Findings{{"Meldingen er for stor, høyst " + limit + " byte godtas", "", "request"}});
}

http::Response unavailable(ApiServices& api, const http::Request& request) {
  http::Response response =
      api_error(api, request, 503, "temporarily_unavailable",
                Findings{{"Tjenesten er midlertidig utilgjengelig, prøv igjen", "", "request"}});
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

void log_failure(std::string_view event, const ApiRoute& route, const ApiCall& call,
                 const std::exception& e) {
  log::error(event, {{"operation", route.operation},
                     {"trace.id", call.request.trace},
                     {"error.message", e.what()}});
}

http::Response run(ApiServices& api, const ApiRoute& route, const ApiCall& call) {
  if (call.request.body.size() > route.max_body) return without_space(api, route, call.request);
  if (call.stopped) return refused(api, call.request, *call.stopped);
  try {
    return route.handle(api, call);
  } catch (const store::StoreError& e) {
    log_failure("store_failed", route, call, e);
    return unavailable(api, call.request);
  } catch (const std::exception& e) {
    log_failure("operation_failed", route, call, e);
    return api_error(api, call.request, 500, "server_error",
                     Findings{{"Det oppstod en intern feil", "", "request"}});
  }
}

}  // namespace

http::Response answer_api(ApiServices& api, const ApiRoute& route, const ApiCall& call) {
  http::Response response = run(api, route, call);
  response.route = route.path;
  if (call.caller) {
    response.log_fields.emplace_back("client.id", call.caller->client_id);
    response.log_fields.emplace_back("organization.id", call.caller->org.digits());
  }
  return finished(api, call.request, std::move(response));
}

http::Response api_not_found(ApiServices& api, const http::Request& request) {
  return finished(
      api, request,
      api_error(api, request, 404, "not_found", Findings{{"Adressen finnes ikke", "", "request"}}));
}

http::Response api_wrong_method(ApiServices& api, const http::Request& request,
                                const std::vector<http::Method>& allowed) {
  const std::string methods = allow(allowed);
  http::Response response = api_error(
      api, request, 405, "method_not_allowed",
      Findings{{"Metoden kan ikke brukes på denne adressen, bruk " + methods, "", "request"}});
  response.headers.emplace_back("Allow", methods);
  return finished(api, request, std::move(response));
}

http::Response api_options(ApiServices& api, const http::Request& request,
                           const std::vector<http::Method>& allowed) {
  http::Response response;
  response.status = 204;
  response.headers.emplace_back("Allow", allow(allowed) + ", OPTIONS");
  allow_origin(api, request, response);
  const bool is_allowed = std::ranges::any_of(response.headers, [](const auto& header) {
    return header.first == "Access-Control-Allow-Origin";
  });
  if (is_allowed && !request.header("access-control-request-method").empty()) {
    response.headers.emplace_back("Access-Control-Allow-Methods", allow(allowed));
    response.headers.emplace_back("Access-Control-Allow-Headers", "Authorization, Content-Type");
    response.headers.emplace_back("Access-Control-Max-Age", "600");
  }
  return response;
}

http::Response api_unavailable(ApiServices& api, const http::Request& request) {
  return finished(api, request, unavailable(api, request));
}

}  // namespace portvakt::endpoint
