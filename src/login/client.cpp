#include "login/client.hpp"

#include "base/base64.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "login/tokens.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <span>

namespace portvakt::login {
namespace {

constexpr seconds kAttempt{600};
// Anyone can begin to sign in, and each attempt is a row.
constexpr std::int64_t kMostAttempts = 10'000;
constexpr seconds kAssertion{60};

// Both are made of the cookie, so that the database holds nothing with which a stolen code could be
// used.
std::string verifier(std::string_view cookie) { return digest("verifier " + std::string(cookie)); }
std::string nonce(std::string_view cookie) { return digest("nonce " + std::string(cookie)); }

std::string form(const Parameters& parameters) {
  std::string text;
  for (const auto& [name, value] : parameters) {
    if (!text.empty()) text += '&';
    text += percent_encoded(name) + "=" + percent_encoded(value);
  }
  return text;
}

std::string with_query(const std::string& url, const Parameters& parameters) {
  return url + (url.contains('?') ? "&" : "?") + form(parameters);
}

/// RFC 6749 section 3.1: no parameter stands twice.
std::optional<std::string> one(const Parameters& parameters, std::string_view name) {
  std::optional<std::string> found;
  for (const auto& [each, value] : parameters) {
    if (each != name) continue;
    if (found) return std::nullopt;
    found = value;
  }
  return found;
}

std::vector<std::string> words(std::string_view text) {
  const auto parts = split_white(text);
  return {parts.begin(), parts.end()};
}

std::unexpected<Failure> failed(std::string_view why) {
  log::warn("login_failed", {{"error.message", why}});
  return std::unexpected(Failure::failed);
}

}  // namespace

std::string_view word(Failure failure) {
  switch (failure) {
    case Failure::denied:
      return "denied";
    case Failure::expired:
      return "expired";
    case Failure::nobody:
      return "no_organisation";
    case Failure::weak:
      return "weak_login";
    case Failure::failed:
      return "failed";
    case Failure::unavailable:
      return "unavailable";
  }
  std::unreachable();
}

Result<Client::Departure, Failure> Client::begin(std::string_view return_to) {
  const auto metadata = issuer_.metadata();
  if (metadata == nullptr) return std::unexpected(Failure::unavailable);
  const std::string state = random_token_id(random_);
  std::string cookie = random_token_id(random_);
  const Instant now = clock_.now();
  bool crowded = false;
  store_.change_logins([&](store::Logins& logins) {
    crowded = logins.attempts() >= kMostAttempts;
    if (crowded) return;
    logins.put(LoginAttempt{digest(state), digest(cookie), std::string(return_to), now + kAttempt});
  });
  if (crowded) {
    log::warn("login_crowded", {{"attempts", kMostAttempts}});
    return std::unexpected(Failure::unavailable);
  }
  std::string location = departure(*metadata, state, cookie);
  return Departure{std::move(location), std::move(cookie)};
}

std::string Client::departure(const IssuerMetadata& metadata, std::string_view state,
                              std::string_view cookie) const {
  Parameters parameters{{"response_type", "code"},
                        {"client_id", options_.client_id},
                        {"redirect_uri", options_.redirect_uri},
                        {"scope", options_.scope},
                        {"state", std::string(state)},
                        {"nonce", nonce(cookie)},
                        {"code_challenge", digest(verifier(cookie))},
                        {"code_challenge_method", "S256"}};
  if (!options_.acr_values.empty()) parameters.emplace_back("acr_values", options_.acr_values);
  if (options_.request_details) {
    parameters.emplace_back("authorization_details", requested_details(options_.resources));
  }
  return with_query(metadata.authorization_endpoint, parameters);
}

std::optional<LoginAttempt> Client::taken(std::string_view state, std::string_view cookie) {
  if (state.empty() || cookie.empty()) return std::nullopt;
  std::optional<LoginAttempt> attempt;
  store_.change_logins([&](store::Logins& logins) { attempt = logins.take(digest(state)); });
  const bool ours =
      attempt && attempt->expires > clock_.now() && equal_secrets(attempt->browser, digest(cookie));
  return ours ? attempt : std::nullopt;
}

Result<Client::Arrival, Failure> Client::finish(const Parameters& parameters,
                                                std::string_view cookie) {
  auto attempt = taken(one(parameters, "state").value_or(""), cookie);
  if (!attempt) return std::unexpected(Failure::expired);
  const auto metadata = issuer_.metadata();
  if (metadata == nullptr) return std::unexpected(Failure::unavailable);
  // RFC 9207: an answer of another issuer is not ours, whatever it says.
  const bool names_issuer = std::ranges::any_of(
      parameters, [](const auto& parameter) { return parameter.first == "iss"; });
  if ((names_issuer || metadata->names_itself) && one(parameters, "iss") != issuer_.name()) {
    return failed("the answer is another issuer's");
  }
  if (const auto error = one(parameters, "error")) {
    if (*error == "access_denied") return std::unexpected(Failure::denied);
    return failed("the login issuer answered " + printable(*error, 64));
  }
  const auto code = one(parameters, "code");
  if (!code || code->empty()) return failed("the answer has no code");
  const auto id_token = exchange(*metadata, *code, cookie);
  if (!id_token) return std::unexpected(id_token.error());
  auto who = person(*id_token, cookie);
  if (!who) return std::unexpected(who.error());
  return Arrival{*std::move(who), std::move(attempt->return_to)};
}

/// RFC 7523 section 3; the issuer is the audience that every server takes.
std::string Client::assertion() const {
  const Instant now = clock_.now();
  const jose::SigningKey& key = *options_.proof.key;
  json::object header{{"alg", jose::word(key.default_algorithm())}};
  if (!options_.proof.kid.empty()) header["kid"] = options_.proof.kid;
  const json::object claims{{"iss", options_.client_id}, {"sub", options_.client_id},
                            {"aud", issuer_.name()},     {"jti", random_token_id(random_)},
                            {"iat", epoch(now)},         {"exp", epoch(now + kAssertion)}};
  return jose::sign_compact(key, key.default_algorithm(), json::serialize(header),
                            json::serialize(claims));
}

Result<std::string, Failure> Client::exchange(const IssuerMetadata& metadata, std::string_view code,
                                              std::string_view cookie) const {
  Parameters parameters{{"grant_type", "authorization_code"},
                        {"code", std::string(code)},
                        {"redirect_uri", options_.redirect_uri},
                        {"code_verifier", verifier(cookie)}};
  std::string authorization;
  if (!options_.proof.secret.empty()) {
    // RFC 6749 section 2.3.1: both are form-encoded before they are joined.
    const std::string pair =
        percent_encoded(options_.client_id) + ":" + percent_encoded(options_.proof.secret);
    authorization = "Basic " + base64(std::as_bytes(std::span(pair)));
  } else {
    parameters.emplace_back("client_id", options_.client_id);
  }
  if (options_.proof.key) {
    parameters.emplace_back("client_assertion_type",
                            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    parameters.emplace_back("client_assertion", assertion());
  }
  const auto reply = issuer_.ask(
      {.url = metadata.token_endpoint, .form = form(parameters), .authorization = authorization});
  if (!reply) {
    log::warn("login_issuer_unavailable",
              {{"issuer", issuer_.name()}, {"error.message", reply.error()}});
    return std::unexpected(Failure::unavailable);
  }
  const auto body = read_json(reply->body);
  if (reply->status >= 500) return std::unexpected(Failure::unavailable);
  if (reply->status != 200 || !body || !body->is_object()) {
    return failed(fmt::format("the token endpoint answered with status {}", reply->status));
  }
  const auto id_token = string_member(body->get_object(), "id_token");
  if (!id_token) return failed("the token endpoint sent no ID token");
  return std::string(*id_token);
}

Result<Person, Failure> Client::person(std::string_view id_token, std::string_view cookie) const {
  const Expected expected{issuer_.name(), options_.client_id, nonce(cookie),
                          words(options_.acr_values)};
  const auto claims = read_id_token(
      id_token, [this](std::string_view kid) { return issuer_.key(kid); }, expected, clock_.now());
  if (!claims) {
    if (claims.error() == TokenFault::too_weak) return std::unexpected(Failure::weak);
    return failed(sentence(claims.error()));
  }
  Person found{std::string(string_member(*claims, "sub").value_or("")), name_of(*claims),
               represented(*claims, options_.resources)};
  if (found.organisations.empty() && options_.synthetic) {
    found.organisations = {synthetic_organisation(*options_.synthetic)};
  }
  if (found.organisations.empty()) return std::unexpected(Failure::nobody);
  return found;
}

std::string Client::end_session(std::string_view then) const {
  const auto metadata = issuer_.known_metadata();
  if (metadata == nullptr || metadata->end_session_endpoint.empty()) return {};
  return with_query(
      metadata->end_session_endpoint,
      {{"client_id", options_.client_id}, {"post_logout_redirect_uri", std::string(then)}});
}

}  // namespace portvakt::login
