#include "app/people.hpp"

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "http/client.hpp"
#include "login/client.hpp"
#include "login/issuer.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace portvakt::app {
namespace {

constexpr milliseconds kAnswerWithin{3'000};
constexpr std::size_t kLargestAnswer = std::size_t{256} * 1024;

/// As http::fetch is: no redirects, so that a code goes to the host configured only.
Result<login::Reply, std::string> fetch(const login::Question& question) {
  http::OutgoingRequest request;
  request.url = question.url;
  request.headers = {{"Accept", "application/json"}};
  if (!question.form.empty()) {
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = question.form;
  }
  if (!question.authorization.empty())
    request.headers.emplace_back("Authorization", question.authorization);
  request.timeout = kAnswerWithin;
  request.max_response_bytes = kLargestAnswer;
  auto response = http::fetch(request);
  if (!response) return std::unexpected(std::move(response.error()));
  return login::Reply{response->status, std::move(response->body)};
}

std::optional<OrgNumber> number(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return must(OrgNumber::parse(text));
}

endpoint::WebFacts web_facts(const Config& config, bool sandbox) {
  return {.environment = sandbox ? "sandbox" : config.web.environment,
          .issuer = config.issuer,
          .url = web_url(config),
          .accessibility = config.web.accessibility,
          .privacy = config.web.privacy,
          .support = config.web.support,
          .base_path = config.web.base_path};
}

login::Resources resources(const LoginConfig& config) {
  return {config.clients_resource, config.scopes_resource, config.supplier_resource,
          config.operator_resource};
}

template <class T>
T needed(Result<T, std::string> result, std::string_view key) {
  if (!result) throw std::runtime_error(fmt::format("{}: {}", key, result.error()));
  return *std::move(result);
}

login::ClientProof client_proof(const LoginConfig& config) {
  login::ClientProof proof;
  if (!config.client_secret_file.empty()) {
    proof.secret = needed(read_secret(config.client_secret_file), "login.client_secret_file");
  }
  if (config.client_key_file.empty()) return proof;
  const std::string text = needed(read_file(config.client_key_file), "login.client_key_file");
  const auto jwk = read_json(text);
  if (!jwk || !jwk->is_object()) {
    throw std::runtime_error("login.client_key_file: not a private JWK");
  }
  proof.key = needed(jose::SigningKey::from_jwk(jwk->get_object()), "login.client_key_file");
  proof.kid = std::string(string_member(jwk->get_object(), "kid").value_or(""));
  return proof;
}

login::Client::Options client_options(const Config& config) {
  const LoginConfig& login = config.login;
  return {.client_id = login.client_id,
          .proof = client_proof(login),
          .redirect_uri = web_url(config) + "session/callback",
          .scope = login.scope,
          .acr_values = login.acr_values,
          .request_details = login.request_details,
          .resources = resources(login),
          .synthetic = number(login.synthetic_orgno)};
}

}  // namespace

struct People::Issued {
  Issued(const Config& config, store::Store& store, const Clock& clock, Random& random)
      : issuer({config.login.issuer, config.login.hosts, fetch, clock}),
        client(client_options(config), issuer, store, clock, random),
        tokens({.accepted = config.login.token_audiences,
                .resources = resources(config.login),
                .synthetic = number(config.login.synthetic_orgno)},
               issuer, clock) {}

  login::Issuer issuer;
  login::Client client;
  login::UserTokens tokens;
};

People::People(const Config& config, store::Store& store, const Clock& clock, Random& random,
               const std::optional<login::TestLogin>& test_login)
    : sessions_(store, clock, random,
                {.idle = config.login.idle, .absolute = config.login.absolute}) {
  if (!config.login.issuer.empty())
    issued_ = std::make_unique<Issued>(config, store, clock, random);
  desk_ = std::make_unique<endpoint::SessionDesk>(endpoint::SessionDesk::Parts{
      .sessions = sessions_,
      .web = web_facts(config, test_login.has_value()),
      .operator_org = number(config.operator_orgno),
      .synthetic = test_login.has_value() || !config.login.synthetic_orgno.empty(),
      .test_login = test_login,
      .issuer = issued_ ? &issued_->client : nullptr,
      .user_tokens = issued_ ? &issued_->tokens : nullptr});
  if (issued_) sign_in_ = std::make_unique<endpoint::SignIn>(*desk_, issued_->client);
}
People::~People() = default;

void People::purge() {
  try {
    sessions_.purge();
  } catch (const store::StoreError& e) {
    log::warn("session_purge_failed", {{"error.message", e.what()}});
  }
}

void People::stop() {
  if (sign_in_) sign_in_->stop();
}

}  // namespace portvakt::app
