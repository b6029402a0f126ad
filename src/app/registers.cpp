#include "app/registers.hpp"

#include "altinn/platform.hpp"
#include "delegation/altinn.hpp"
#include "delegation/built_in_register.hpp"
#include "details/altinn_system_users.hpp"
#include "details/built_in_system_users.hpp"
#include "details/consent.hpp"
#include "grant/own_token.hpp"
#include "http/client.hpp"
#include "selfservice/delegations.hpp"

#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace portvakt::app {
namespace {

/// One for each grant that may be at it, so that none waits behind another's answer.
constexpr std::size_t kLookupThreads = altinn::Platform::kMostAtOnce;

/// As http::fetch is: no redirects, so that the token goes to the host configured only.
Result<altinn::Fetched, std::string> fetch_with(http::KeptConnections& connections,
                                                const std::string& url, const std::string& body,
                                                const std::string& token, milliseconds timeout) {
  http::OutgoingRequest request;
  request.url = url;
  request.headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}};
  if (!body.empty()) {
    request.method = "POST";
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = body;
  }
  request.timeout = timeout;
  request.max_response_bytes = altinn::kLargestAnswer;
  auto response = connections.fetch(request);
  if (!response) return std::unexpected(std::move(response.error()));
  return altinn::Fetched{response->status, std::move(response->body)};
}

/// A token of our own for each of Altinn's scopes, made when it is first needed.
class OwnTokens {
 public:
  OwnTokens(grant::TokenService& tokens, std::string client_id, OrgNumber org, const Clock& clock)
      : tokens_(tokens), client_id_(std::move(client_id)), org_(org), clock_(clock) {}

  boost::asio::awaitable<Result<std::string, std::string>> get(std::string_view scope) {
    return of(std::string(scope)).get();
  }

 private:
  grant::OwnToken& of(const std::string& scope) {
    const std::scoped_lock lock(mutex_);
    const auto issue = [this, scope] {
      return tokens_.issue_own(grant::OwnClient{client_id_, org_, scope});
    };
    return by_scope_.try_emplace(scope, issue, clock_).first->second;  // stays where it is
  }

  grant::TokenService& tokens_;
  const std::string client_id_;
  const OrgNumber org_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, grant::OwnToken> by_scope_;  // guarded by mutex_
};

}  // namespace

struct Registers::Altinn {
  Altinn(const Config& config, grant::TokenService& service, const Clock& clock)
      : tokens(service, config.altinn.client_id, must(OrgNumber::parse(config.operator_orgno)),
               clock),
        platform({.url = config.altinn.platform,
                  .timeout = config.altinn.timeout,
                  .pool = threads,
                  .token = [this](std::string_view scope) { return tokens.get(scope); },
                  .fetch =
                      [this](const auto& url, const auto& body, const auto& token,
                             milliseconds timeout) {
                        return fetch_with(connections, url, body, token, timeout);
                      }}) {}

  OwnTokens tokens;
  http::KeptConnections connections;
  boost::asio::thread_pool threads{kLookupThreads};
  altinn::Platform platform;
};

Registers::Registers(const registry::Registry& registry, const Clock& clock, Metrics& metrics)
    : registry_(registry), clock_(clock), delegations_(metrics), details_(metrics) {}
Registers::~Registers() = default;

void Registers::connect(const Config& config, grant::TokenService& tokens) {
  if (!config.altinn.platform.empty()) altinn_ = std::make_unique<Altinn>(config, tokens, clock_);
  connect_delegations(config);
  serve_details(config.authorization_details);
}

void Registers::connect_delegations(const Config& config) {
  if (config.delegation.built_in) {
    delegations_.add(built_in_issuer(config),
                     std::make_unique<delegation::BuiltInRegister>(registry_));
  }
  if (altinn_) {
    delegations_.add(config.altinn.issuer, std::make_unique<delegation::Altinn>(
                                               altinn_->platform, config.altinn.cache, clock_));
  }
}

/// A type that somebody can answer for, unless it is switched off.
void Registers::serve_details(const AuthorizationDetailsConfig& config) {
  std::unique_ptr<details::SystemUsers> users;
  if (altinn_) {
    users = std::make_unique<details::AltinnSystemUsers>(altinn_->platform, clock_);
  } else {
    users = std::make_unique<details::BuiltInSystemUsers>(registry_);
  }
  if (config.system_user) details_.add(std::make_unique<details::SystemUserType>(std::move(users)));
  if (config.consent && altinn_)
    details_.add(std::make_unique<details::ConsentType>(altinn_->platform, clock_));
}

void Registers::stop() {
  if (altinn_) altinn_->threads.join();
}

void publish_delegation_sources(store::Store& store, const Config& config, Instant now) {
  const auto put = [&](store::Transaction& transaction) {
    bool changed = false;
    if (config.delegation.built_in) {
      changed |= selfservice::ensure_delegation_source(
          transaction, must(Uri::parse(built_in_issuer(config))), selfservice::kBuiltInSource, now);
    }
    if (!config.altinn.platform.empty()) {
      changed |= selfservice::ensure_delegation_source(
          transaction, must(Uri::parse(config.altinn.issuer)), selfservice::kAltinnSource, now);
    }
    return changed;
  };
  store.write({.org = std::nullopt, .client_id = "server:start", .trace = {}}, put);
}

}  // namespace portvakt::app
