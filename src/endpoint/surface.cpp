#include "endpoint/surface.hpp"

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/task.hpp"
#include "base/text.hpp"
#include "endpoint/metadata.hpp"
#include "endpoint/pages.hpp"
#include "endpoint/session.hpp"
#include "endpoint/sign_in.hpp"
#include "grant/access_token.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace portvakt::endpoint {

using http::Method;
using http::Request;
using http::Response;
using Arguments = std::vector<std::string>;

struct OwnHandlers {
  static Response metadata(const Surface& s, const Request& request, const Arguments&) {
    return serve(s.metadata_, request);
  }
  static Response jwks(const Surface& s, const Request& request, const Arguments&) {
    const auto keys = s.parts_.keys.published();
    return serve({keys->jwks, keys->etag}, request);
  }
  static Response skyporten_metadata(const Surface& s, const Request& request, const Arguments&) {
    return serve(*s.skyporten_metadata_, request);
  }
  /// The body that Spring's health endpoint has, which is what availability probes look for.
  static Response health(const Surface& s, const Request&, const Arguments&) {
    const bool up = s.parts_.healthy();
    Response answer =
        http::json_response(up ? 200 : 503, up ? R"({"status":"UP"})" : R"({"status":"DOWN"})");
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
  }
  /// RFC 5280 section 4.2.1.13: DER, as certificates promise it at their distribution point.
  static Response revocation_list(const Surface& s, const Request& request, const Arguments&);
  static Response error(const Surface&, const Request& request, const Arguments& arguments) {
    return error_page(arguments.at(0), preferred_language(request.header("accept-language")));
  }
  static Response openapi(const Surface& s, const Request& request, const Arguments&) {
    return s.api_pages_.openapi(request);
  }
  static Response api_page(const Surface& s, const Request& request, const Arguments&) {
    return s.api_pages_.page(request);
  }
  static Response api_style(const Surface& s, const Request& request, const Arguments&) {
    return s.api_pages_.style(request);
  }
  static Response web(const Surface& s, const Request& request, const Arguments&) {
    if (s.web_.built_in()) return s.web_.page(request);
    return Web::guarded(
        start_page(s.parts_.issuer, preferred_language(request.header("accept-language"))));
  }
  static Response below_web(const Surface& s, const Request& request, const Arguments& arguments);
  static Response to_web(const Surface& s, const Request& request, const Arguments&) {
    const bool plain = s.parts_.issuer.starts_with("http://");
    Response answer;
    answer.status = 302;
    answer.headers = {{"Location", s.web_.address(request, plain ? "http" : "https")},
                      {"Cache-Control", "no-store"}};
    return Web::guarded(std::move(answer));
  }
};

namespace {

constexpr std::string_view kSkyporten = "/skyporten";

enum class Audience {
  machines,
  browsers,
  everyone,  ///< any origin may read it
  users      ///< of the web application, which may have a host of its own
};

struct OwnRoute {
  Method method;
  std::string_view path, operation;
  Audience audience;
  Response (*handle)(const Surface&, const Request&,
                     const Arguments&);  ///< nullptr: a coroutine, see answer_own
  bool of_skyporten() const { return path.starts_with(kSkyporten); }
};

// What the token server answers by itself; the self-service API brings its own table (api_routes).
// `operation` is the operationId in api/openapi.yaml.
// clang-format off
constexpr std::array<OwnRoute, 18> kOwnRoutes{{
    {Method::post, "/token",                                  "issueToken",   Audience::machines, nullptr},
    {Method::get,  "/.well-known/oauth-authorization-server", "getMetadata",  Audience::everyone, OwnHandlers::metadata},
    {Method::get,  "/jwk",                                    "getJwks",      Audience::everyone, OwnHandlers::jwks},
    {Method::post, "/skyporten/token",                        "issueSkyportenToken",  Audience::machines, nullptr},
    {Method::get,  "/skyporten/.well-known/openid-configuration", "getSkyportenMetadata", Audience::everyone, OwnHandlers::skyporten_metadata},
    {Method::get,  "/skyporten/jwk",                          "getSkyportenJwks",     Audience::everyone, OwnHandlers::jwks},
    {Method::get,  "/health",                                 "getHealth",    Audience::machines, OwnHandlers::health},
    {Method::get,  "/crl",                                    "getRevocationList", Audience::machines, OwnHandlers::revocation_list},
    {Method::get,  "/errors/{code}",                          "getErrorPage", Audience::browsers, OwnHandlers::error},
    {Method::get,  "/session/login",                          "beginLogin",   Audience::browsers, nullptr},
    {Method::get,  "/session/callback",                       "finishLogin",  Audience::browsers, nullptr},
    {Method::get,  "/openapi.yaml",                           "getOpenApi",   Audience::everyone, OwnHandlers::openapi},
    {Method::get,  "/docs/api",                               "getApiPage",   Audience::browsers, OwnHandlers::api_page},
    {Method::get,  "/docs/api.css",                           "getApiStyle",  Audience::browsers, OwnHandlers::api_style},
    {Method::get,  "/app",                                    "getWebAddress", Audience::users,   OwnHandlers::to_web},
    {Method::get,  "/app/",                                   "getWeb",       Audience::users,    OwnHandlers::web},
    {Method::get,  "/app/{*path}",                            "getWebFile",   Audience::users,    OwnHandlers::below_web},
    {Method::get,  "/",                                       "getRoot",      Audience::browsers, OwnHandlers::to_web},
}};
// clang-format on

/// The table says where the web application is by default.
std::vector<std::string> own_paths(std::string_view web_base) {
  constexpr std::string_view kWeb = "/app";
  std::vector<std::string> paths;
  for (const OwnRoute& route : kOwnRoutes) {
    paths.emplace_back(route.path);
    if (route.audience == Audience::users)
      paths.back().replace(0, kWeb.size(), web_base.substr(0, web_base.size() - 1));
  }
  return paths;
}

std::vector<RoutePattern> all_patterns(const std::vector<std::string>& own) {
  std::vector<RoutePattern> patterns;
  for (std::size_t i = 0; i < kOwnRoutes.size(); ++i) {
    patterns.push_back({kOwnRoutes[i].method, own[i], i});
  }
  std::ranges::move(api_patterns(kOwnRoutes.size()), std::back_inserter(patterns));
  return patterns;
}

const OwnRoute* own_route_at(std::string_view path) {
  const auto it = std::ranges::find(kOwnRoutes, path, &OwnRoute::path);
  return it == kOwnRoutes.end() ? nullptr : &*it;
}

Response plain_error(int status, std::string_view error, std::string_view text,
                     std::string_view trace) {
  json::object body;
  body["error"] = error;
  body["error_description"] = fmt::format("{} (trace_id: {})", text, trace);
  Response answer = http::json_response(status, json::serialize(body));
  answer.headers.emplace_back("Cache-Control", "no-store");
  return answer;
}

/// The authority of an issuer that is a host and no more; nothing for one with a path, which is
/// served under that path.
std::string host_of(std::string_view issuer) {
  const std::size_t begin = issuer.find("://") + 3;
  const std::string_view rest = issuer.substr(begin);
  return rest.contains('/') ? std::string() : std::string(rest);
}

Response nothing_here(const Request& request) {
  return plain_error(404, "not_found", "There is nothing here", request.trace);
}

Response wrong_method(const Request& request, const std::vector<Method>& allowed) {
  const OwnRoute* route = own_route_at(request.path);
  if (request.method == Method::options && route != nullptr &&
      route->audience == Audience::everyone) {
    return public_preflight();
  }
  Response answer =
      plain_error(405, "invalid_request",
                  fmt::format("Invalid request. Method must be {}", allow(allowed)), request.trace);
  answer.headers.emplace_back("Allow", allow(allowed));
  return answer;
}

}  // namespace

Response OwnHandlers::revocation_list(const Surface& s, const Request& request, const Arguments&) {
  Response answer;
  answer.body = s.parts_.published_list();
  if (answer.body.empty()) return nothing_here(request);
  answer.headers = {{"Content-Type", "application/pkix-crl"}, {"Cache-Control", "max-age=60"}};
  return answer;
}

Response OwnHandlers::below_web(const Surface& s, const Request& request,
                                const Arguments& arguments) {
  auto answer = s.web_.below(arguments.at(0), request);
  return answer ? *std::move(answer) : Web::guarded(nothing_here(request));
}

Surface::Surface(Parts parts)
    : parts_(std::move(parts)),
      web_(packed_files(), parts_.web),
      api_pages_(packed_files()),
      own_paths_(own_paths(parts_.web.base_path)),
      router_(all_patterns(own_paths_)),
      metadata_(metadata(parts_.issuer, parts_.details_types)),
      skyporten_metadata_(parts_.skyporten.transform([this](const Skyporten& s) {
        return skyporten_metadata(s.issuer, s.signature_alg, parts_.details_types);
      })),
      skyporten_host_(parts_.skyporten ? host_of(parts_.skyporten->issuer) : "") {}

/// Everything else that is asked for at that host, as /health, is what it is at every other.
bool Surface::is_for_skyporten(const Request& request) const {
  return !skyporten_host_.empty() && iequals(request.header("host"), skyporten_host_) &&
         own_route_at(std::string(kSkyporten) + request.path) != nullptr;
}

asio::awaitable<Response> Surface::answer(Request request) {
  if (is_for_skyporten(request)) request.path.insert(0, kSkyporten);
  Match match = router_.match(request.method, request.path);
  if (auto* found = std::get_if<Found>(&match))
    co_return co_await answer_found(std::move(request), std::move(*found));
  co_return answer_unrouted(request, match);
}

asio::awaitable<Response> Surface::answer_found(Request request, Found found) {
  if (found.route >= kOwnRoutes.size()) {
    const ApiRoute& route = api_routes()[found.route - kOwnRoutes.size()];
    Response answer = co_await on(parts_.blocking, [&] {
      ApiCall call{request, std::move(found.arguments), std::nullopt};
      if (route.auth == Auth::bearer && !admit(call)) return api_unavailable(parts_.api, request);
      return answer_api(parts_.api, route, call);
    });
    answer.route = route.path;
    co_return answer;
  }
  const OwnRoute& route = kOwnRoutes[found.route];
  if (route.of_skyporten() && !parts_.skyporten) co_return nothing_here(request);
  if (route.audience == Audience::users && !web_.is_here(request)) co_return nothing_here(request);
  Response answer = route.handle == nullptr
                        ? co_await answer_own(route.operation, std::move(request))
                        : route.handle(*this, request, found.arguments);
  answer.route = route.path;
  co_return answer;
}

/// What waits for somebody: the ledger, a signature, the login issuer.
asio::awaitable<Response> Surface::answer_own(std::string_view operation, Request request) {
  if (operation == "issueToken") co_return co_await parts_.token.post(std::move(request));
  if (operation == "issueSkyportenToken")
    co_return co_await parts_.skyporten->token.post(std::move(request));
  if (parts_.sign_in == nullptr) co_return nothing_here(request);
  if (operation == "beginLogin") co_return co_await parts_.sign_in->begin(std::move(request));
  co_return co_await parts_.sign_in->finish(std::move(request));
}

Response Surface::answer_unrouted(const Request& request, const Match& match) {
  const auto* wrong = std::get_if<WrongMethod>(&match);
  if (is_api_path(request.path) && own_route_at(request.path) == nullptr) {
    if (wrong == nullptr) return api_not_found(parts_.api, request);
    if (request.method == Method::options) return api_options(parts_.api, request, wrong->allowed);
    return api_wrong_method(parts_.api, request, wrong->allowed);
  }
  Response answer =
      wrong == nullptr ? nothing_here(request) : wrong_method(request, wrong->allowed);
  return web_.covers(request.path) ? Web::guarded(std::move(answer)) : answer;
}

/// A token that stands in the request, or a session where none does; false when the database that
/// knows sessions is away.
bool Surface::admit(ApiCall& call) const try {
  if (speaks_for_itself(call.request)) {
    call.caller = caller_of(call.request);
  } else if (parts_.api.people != nullptr) {
    auto caller = parts_.api.people->caller_of(call.request);
    if (caller) call.caller = *std::move(caller);
    if (!caller) call.stopped = std::move(caller.error());
  }
  return true;
} catch (const store::StoreError& e) {
  log::error("session_unavailable",
             {{"trace.id", call.request.trace}, {"error.message", e.what()}});
  return false;
}

std::optional<selfservice::Caller> Surface::caller_of(const Request& request) const {
  constexpr std::string_view kScheme = "bearer ";
  const std::string_view header = request.header("authorization");
  if (header.size() <= kScheme.size() || !iequals(header.substr(0, kScheme.size()), kScheme))
    return std::nullopt;
  const std::string_view token = trimmed(header.substr(kScheme.size()));
  if (parts_.api.people != nullptr) {
    if (auto person = parts_.api.people->caller_by_token(token, request.trace))
      return *std::move(person);
  }
  const auto bearer =
      grant::read_bearer(token, *parts_.keys.published(), parts_.issuer, parts_.clock.now());
  if (!bearer) return std::nullopt;
  selfservice::Caller caller{bearer->consumer, bearer->client_id, bearer->scopes, request.trace};
  caller.standing = selfservice::standing_of(bearer->consumer, parts_.operator_org);
  return caller;
}

asio::awaitable<Response> Surface::manage(Request request) {
  const bool reads = request.method == Method::get || request.method == Method::head;
  Response answer;
  if (!reads) {
    answer = wrong_method(request, {Method::get});
  } else if (request.path == "/metrics") {
    answer.headers = {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}};
    answer.body = parts_.metrics.text();
  } else if (request.path == "/health/live") {
    answer = http::json_response(200, R"({"status":"UP"})");
  } else if (request.path == "/health/ready") {
    answer = OwnHandlers::health(*this, request, {});
  } else {
    answer = plain_error(404, "not_found",
                         "There is nothing here; try /metrics, /health/live or /health/ready",
                         request.trace);
    co_return answer;
  }
  answer.route = request.path;
  co_return answer;
}

std::vector<ListedRoute> listed_routes() {
  std::vector<ListedRoute> out;
  for (const OwnRoute& route : kOwnRoutes)
    out.push_back({route.method, route.path, route.operation, {}});
  for (const ApiRoute& route : api_routes()) {
    ListedRoute listed{route.method, route.path, route.operation, {}};
    std::ranges::copy_if(route.older, std::back_inserter(listed.older),
                         [](const OlderPath& older) { return !older.path.empty(); });
    out.push_back(std::move(listed));
  }
  return out;
}

}  // namespace portvakt::endpoint
