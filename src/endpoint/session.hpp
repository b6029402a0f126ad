// People's sessions as requests show them: a cookie, and for changes the proof that a page of ours
// asks. Blocks on the store, so it belongs on the pool; any thread.
#pragma once

#include "http/message.hpp"
#include "login/client.hpp"
#include "login/sessions.hpp"
#include "login/test_login.hpp"
#include "login/user_tokens.hpp"
#include "selfservice/caller.hpp"
#include "selfservice/refusal.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace portvakt::endpoint {

/// What the web application is told about the server it talks to.
struct WebFacts {
  std::string environment;  ///< `sandbox`, `test` or `production`
  std::string issuer;
  std::string url;                              ///< where browsers reach this server; ends in '/'
  std::string accessibility, privacy, support;  ///< statements; empty: none
  std::string base_path = "/app/";              ///< of the web application
};

class SessionDesk {
 public:
  struct Parts {
    login::Sessions& sessions;
    WebFacts web;
    std::optional<OrgNumber> operator_org;
    bool synthetic = false;  ///< whether people may act for whatever synthetic organisation
    std::optional<login::TestLogin> test_login;
    login::Client* issuer = nullptr;           ///< of a login issuer; absent: there is none
    login::UserTokens* user_tokens = nullptr;  ///< that issuer's tokens
  };
  explicit SessionDesk(Parts parts) : parts_(std::move(parts)) {}

  login::Sessions& sessions() const { return parts_.sessions; }
  const WebFacts& web() const { return parts_.web; }
  bool has_login_issuer() const { return parts_.issuer != nullptr; }
  bool has_test_login() const { return parts_.test_login.has_value(); }
  bool may_act_for_synthetic(OrgNumber org) const;
  bool runs_this_server(OrgNumber org) const { return parts_.operator_org == org; }

  selfservice::Caller caller(const Session& session, std::string_view trace) const;
  /// Who asks with a cookie: nobody where there is no session. A change without the proof is
  /// refused.
  Result<std::optional<selfservice::Caller>, selfservice::Refusal> caller_of(
      const http::Request& request) const;
  /// Who asks with a token of the login issuer; absent when it is somebody else's token, nobody
  /// when it is not good.
  std::optional<std::optional<selfservice::Caller>> caller_by_token(std::string_view token,
                                                                    std::string_view trace) const;
  /// Where the login issuer's own session ends; empty: nowhere.
  std::string end_session() const;
  /// The session that may change something itself.
  Result<Session, selfservice::Refusal> changing(const http::Request& request) const;

  /// Whether nothing tells that another site's page asks (Fetch Metadata, RFC 6454).
  bool may_come_from_us(const http::Request& request) const;

 private:
  std::optional<selfservice::Refusal> forged(const http::Request& request) const;
  bool is_own_origin(std::string_view origin, const http::Request& request) const;

  const Parts parts_;
};

inline constexpr std::string_view kSessionCookie = "__Host-portvakt-session";

/// The value of a cookie; empty when there is none, or several.
std::string_view cookie(const http::Request& request, std::string_view name);
/// The values of a Set-Cookie header (RFC 6265bis): no page's script reads it, no other site's
/// change brings it.
std::string kept_cookie(std::string_view name, std::string_view value);
std::string dropped_cookie(std::string_view name);

/// With an Authorization header the cookie is not looked at, whatever the header holds.
inline bool speaks_for_itself(const http::Request& request) {
  return !request.header("authorization").empty();
}

}  // namespace portvakt::endpoint
