#include "endpoint/session.hpp"

#include "base/text.hpp"
#include "selfservice/authorization.hpp"
#include "selfservice/rights.hpp"

#include <fmt/format.h>

namespace portvakt::endpoint {

using http::Method;
using http::Request;
using login::origin_of;
using selfservice::Caller;
using selfservice::Refusal;

namespace {

bool is_safe(Method method) {
  return method == Method::get || method == Method::head || method == Method::options;
}

constexpr std::string_view kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Lax";

}  // namespace

std::string_view cookie(const Request& request, std::string_view name) {
  std::string_view found;
  for (const auto& [field, value] : request.headers) {
    if (field != "cookie") continue;
    for (const std::string_view pair : split(value, ';')) {
      const std::string_view text = trimmed(pair);
      const std::size_t equals = text.find('=');
      if (equals == std::string_view::npos || text.substr(0, equals) != name) continue;
      if (!found.empty()) return {};
      found = text.substr(equals + 1);
    }
  }
  return found;
}

std::string kept_cookie(std::string_view name, std::string_view value) {
  return fmt::format("{}={}{}", name, value, kAttributes);
}
std::string dropped_cookie(std::string_view name) {
  return fmt::format("{}={}; Max-Age=0", name, kAttributes);
}

/// Never for the operator's: its scopes open this server.
bool SessionDesk::may_act_for_synthetic(OrgNumber org) const {
  return parts_.synthetic && org.synthetic() && !runs_this_server(org);
}

Caller SessionDesk::caller(const Session& session, std::string_view trace) const {
  return selfservice::person_caller(session.subject, session.org, session.organisations,
                                    selfservice::standing_of(session.org, parts_.operator_org),
                                    trace);
}

Result<std::optional<Caller>, Refusal> SessionDesk::caller_of(const Request& request) const {
  const auto session = parts_.sessions.use(cookie(request, kSessionCookie));
  if (!session) return std::nullopt;
  if (auto refusal = forged(request)) return std::unexpected(*std::move(refusal));
  return caller(*session, request.trace);
}

std::optional<std::optional<Caller>> SessionDesk::caller_by_token(std::string_view token,
                                                                  std::string_view trace) const {
  if (parts_.user_tokens == nullptr || !parts_.user_tokens->is_theirs(token)) return std::nullopt;
  const auto person = parts_.user_tokens->person(token);
  if (!person || person->organisations.empty()) return std::optional<Caller>();
  const OrgNumber org = person->organisations.front().org;
  return selfservice::person_caller(person->subject, org, person->organisations,
                                    selfservice::standing_of(org, parts_.operator_org), trace);
}

std::string SessionDesk::end_session() const {
  if (parts_.issuer == nullptr) return {};
  std::string page(origin_of(parts_.web.url));
  return parts_.issuer->end_session(page + parts_.web.base_path);
}

Result<Session, Refusal> SessionDesk::changing(const Request& request) const {
  auto session = speaks_for_itself(request) ? std::nullopt
                                            : parts_.sessions.use(cookie(request, kSessionCookie));
  if (!session) return std::unexpected(selfservice::unauthenticated());
  if (auto refusal = forged(request)) return std::unexpected(*std::move(refusal));
  return *std::move(session);
}

bool SessionDesk::is_own_origin(std::string_view origin, const Request& request) const {
  if (origin == origin_of(parts_.web.url)) return true;
  // A page that reached us under another name: no other site's page has our Host as its origin.
  const bool tls = request.tls || parts_.web.url.starts_with("https://");
  return origin == fmt::format("{}://{}", tls ? "https" : "http", request.header("host"));
}

bool SessionDesk::may_come_from_us(const Request& request) const {
  const std::string_view site = request.header("sec-fetch-site");
  const std::string_view origin = request.header("origin");
  return (site.empty() || site == "same-origin") &&
         (origin.empty() || is_own_origin(origin, request));
}

std::optional<Refusal> SessionDesk::forged(const Request& request) const {
  if (is_safe(request.method)) return std::nullopt;
  const bool told = !request.header("sec-fetch-site").empty() || !request.header("origin").empty();
  if (!told || !may_come_from_us(request)) {
    return selfservice::forbidden(
        "session", "Endringer i en innlogget økt må komme fra tjenestens egne sider (Origin " +
                       std::string(origin_of(parts_.web.url)) + ")");
  }
  const std::string expected = login::csrf_token(cookie(request, kSessionCookie));
  if (equal_secrets(request.header("x-csrf-token"), expected)) return std::nullopt;
  return selfservice::forbidden(
      "session",
      "Headeren X-CSRF-Token mangler eller er feil; riktig verdi står i GET "
      "/api/v1/session");
}

}  // namespace portvakt::endpoint
