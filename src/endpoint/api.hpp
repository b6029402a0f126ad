// The self-service API as the server's router sees it: a table of routes and one function that
// answers them. Handlers block on the store, so they run on a pool of threads; any of them.
#pragma once

#include "endpoint/router.hpp"
#include "endpoint/token_answer.hpp"
#include "grant/explanation.hpp"
#include "grant/refusal_book.hpp"
#include "http/message.hpp"
#include "notification/delivery.hpp"
#include "selfservice/caller.hpp"
#include "selfservice/services.hpp"
#include "selfservice/signing_key_desk.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::endpoint {

class SessionDesk;

/// What the API tells of grants.
struct GrantDesk {
  const grant::Explainer& explainer;
  const grant::RefusalBook& refusals;
  Forbidden forbidden = Forbidden::modern;  ///< as /token has it
};

struct ApiServices {
  selfservice::Services& rules;
  GrantDesk grants;
  /// Origins of web applications that may call the API from a browser:
  /// `https://selvbetjening.example`.
  std::vector<std::string> cors_origins;
  selfservice::SigningKeyDesk signing_keys = {};
  notification::Sender sender = {};     ///< known once the server listens
  const SessionDesk* people = nullptr;  ///< absent: nobody can sign in
};

struct ApiCall {
  const http::Request& request;
  std::vector<std::string> path_arguments;           ///< left to right
  std::optional<selfservice::Caller> caller;         ///< absent when no valid token came
  std::optional<selfservice::Refusal> stopped = {};  ///< a session that may not do this
};

enum class Auth { anyone, bearer };

/// How earlier generations of the API asked for the same thing (docs/protocol.md, path
/// generations).
struct OlderPath {
  http::Method method = http::Method::get;
  std::string_view path;  ///< empty: none
};

struct ApiRoute {
  http::Method method;
  std::string_view path;       ///< with `{placeholder}`s
  std::string_view operation;  ///< operationId in api/openapi.yaml
  std::array<OlderPath, 2> older;
  Auth auth;
  std::size_t max_body;
  http::Response (*handle)(ApiServices&, const ApiCall&);
};

std::span<const ApiRoute> api_routes();
/// Patterns of all routes and their older paths; `route` is the index in api_routes() plus `first`.
std::vector<RoutePattern> api_patterns(std::size_t first = 0);

/// Runs the handler; turns oversized bodies, database failures and surprises into error bodies;
/// adds CORS headers.
http::Response answer_api(ApiServices& api, const ApiRoute& route, const ApiCall& call);

/// Whether the path belongs to the API, so that a 404 or 405 there speaks JSON of docs/protocol.md.
bool is_api_path(std::string_view path);
http::Response api_not_found(ApiServices& api, const http::Request& request);
http::Response api_wrong_method(ApiServices& api, const http::Request& request,
                                const std::vector<http::Method>& allowed);
/// OPTIONS: 204 with Allow, and with the CORS headers where the origin is one of ours (Fetch
/// standard, CORS preflight).
http::Response api_options(ApiServices& api, const http::Request& request,
                           const std::vector<http::Method>& allowed);
/// 503 for a database that is away: `Retry-After: 1` and the API's error body.
http::Response api_unavailable(ApiServices& api, const http::Request& request);

}  // namespace portvakt::endpoint
