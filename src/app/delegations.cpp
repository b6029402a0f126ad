#include "app/delegations.hpp"

#include "delegation/altinn.hpp"
#include "delegation/altinn_lookup.hpp"
#include "delegation/built_in_register.hpp"
#include "grant/own_token.hpp"
#include "http/client.hpp"
#include "selfservice/delegations.hpp"

#include <boost/asio/thread_pool.hpp>

#include <algorithm>
#include <utility>

namespace portvakt::app {
namespace {

constexpr std::size_t kLookupThreads = 16;

using Fetched = Result<delegation::Altinn::Fetched, std::string>;

/// As http::fetch is: no redirects, so that the token goes to the host configured only.
Fetched fetch_with(http::KeptConnections& connections, const std::string& url,
                   const std::string& token, milliseconds timeout) {
  http::OutgoingRequest request;
  request.url = url;
  request.headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}};
  request.timeout = timeout;
  request.max_response_bytes = delegation::kLargestAltinnAnswer;
  auto response = connections.fetch(request);
  if (!response) return std::unexpected(std::move(response.error()));
  return delegation::Altinn::Fetched{response->status, std::move(response->body)};
}

}  // namespace

struct Delegations::Outside {
  Outside(grant::TokenService& tokens, grant::OwnClient own, const Clock& clock)
      : token([&tokens, own = std::move(own)] { return tokens.issue_own(own); }, clock) {}

  grant::OwnToken token;
  http::KeptConnections connections;
  boost::asio::thread_pool threads{kLookupThreads};
};

Delegations::Delegations(const registry::Registry& registry, const Clock& clock, Metrics& metrics)
    : registry_(registry), clock_(clock), sources_(metrics) {}
Delegations::~Delegations() = default;

void Delegations::connect(const Config& config, grant::TokenService& tokens) {
  if (config.delegation.built_in) {
    sources_.add(built_in_issuer(config), std::make_unique<delegation::BuiltInRegister>(registry_));
  }
  const AltinnConfig& altinn = config.altinn;
  if (altinn.platform.empty()) return;
  outside_ = std::make_unique<Outside>(
      tokens,
      grant::OwnClient{altinn.client_id, must(OrgNumber::parse(config.operator_orgno)),
                       std::string(delegation::kAltinnScope)},
      clock_);
  delegation::Altinn::Options options{
      .platform = altinn.platform,
      .timeout = altinn.timeout,
      .keep = altinn.cache,
      .pool = outside_->threads,
      .token = [this] { return outside_->token.get(); },
      .fetch =
          [this](const auto& url, const auto& token, milliseconds timeout) {
            return fetch_with(outside_->connections, url, token, timeout);
          }};
  sources_.add(altinn.issuer, std::make_unique<delegation::Altinn>(std::move(options), clock_));
}

void Delegations::stop() {
  if (outside_) outside_->threads.join();
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
