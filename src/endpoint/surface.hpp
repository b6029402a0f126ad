// Everything this server answers on its public and management listeners: one table of routes, the
// self-service API's beside the token server's own. Finds the route, puts blocking work on its
// pool, and leaves the rest to the handlers.
#pragma once

#include "base/clock.hpp"
#include "base/metrics.hpp"
#include "endpoint/api.hpp"
#include "endpoint/api_pages.hpp"
#include "endpoint/document.hpp"
#include "endpoint/router.hpp"
#include "endpoint/token.hpp"
#include "endpoint/web.hpp"
#include "grant/signing_keys.hpp"
#include "http/message.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::endpoint {

class SignIn;

/// The second issuer (docs/protocol.md §6.5), under /skyporten/ and, where its issuer has a host of
/// its own, at that host's root.
struct Skyporten {
  TokenEndpoint& token;
  std::string issuer;              ///< without a slash at its end
  std::string_view signature_alg;  ///< of its tokens: what OpenID Connect discovery has to say
};

/// What the surface is made of; all of it outlives the surface.
struct Parts {
  TokenEndpoint& token;
  const grant::SigningKeys& keys;
  ApiServices& api;
  boost::asio::thread_pool& blocking;
  const Clock& clock;
  const Metrics& metrics;
  std::string issuer;
  std::optional<Skyporten> skyporten;      ///< absent: not served
  std::vector<std::string> details_types;  ///< of `authorization_details` that are served
  WebPlace web;
  std::optional<OrgNumber> operator_org;        ///< who runs this server; absent: nobody was named
  std::function<std::string()> published_list;  ///< a sandbox's own CRL (DER); empty: none
  std::function<bool()> healthy;                ///< cheap: may tokens be issued right now?
  SignIn* sign_in = nullptr;                    ///< absent: no login issuer
};

class Surface {
 public:
  explicit Surface(Parts parts);

  boost::asio::awaitable<http::Response> answer(http::Request request);
  /// The management listener: /metrics, /health/live, /health/ready.
  boost::asio::awaitable<http::Response> manage(http::Request request);

 private:
  friend struct OwnHandlers;
  boost::asio::awaitable<http::Response> answer_found(http::Request request, Found found);
  boost::asio::awaitable<http::Response> answer_own(std::string_view operation,
                                                    http::Request request);
  http::Response answer_unrouted(const http::Request& request, const Match& match);
  bool is_for_skyporten(const http::Request& request) const;
  bool admit(ApiCall& call) const;
  std::optional<selfservice::Caller> caller_of(const http::Request& request) const;

  const Parts parts_;
  const Web web_;
  const ApiPages api_pages_;
  const std::vector<std::string> own_paths_;  ///< of the table, the web application's as configured
  const Router router_;
  const Document metadata_;
  const std::optional<Document> skyporten_metadata_;
  const std::string skyporten_host_;  ///< as a Host header has it; empty: no host of its own
};

/// One line of `portvakt routes`.
struct ListedRoute {
  http::Method method;
  std::string_view path, operation;
  std::vector<OlderPath> older;
};
std::vector<ListedRoute> listed_routes();

}  // namespace portvakt::endpoint
