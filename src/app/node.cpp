#include "app/node.hpp"

#include "app/certificates.hpp"
#include "app/database_choice.hpp"
#include "app/first_signing_key.hpp"
#include "app/notifications.hpp"
#include "app/people.hpp"
#include "app/process_metrics.hpp"
#include "app/registers.hpp"
#include "base/log.hpp"
#include "endpoint/surface.hpp"
#include "grant/refusal_counts.hpp"
#include "grant/token_service.hpp"
#include "http/server.hpp"
#include "notification/notifier.hpp"
#include "registry/follower.hpp"
#include "selfservice/services.hpp"
#include "store/ledger.hpp"
#include "store/server_lock.hpp"
#include "store/statistics.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace portvakt::app {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kBlockingThreads = 4;  // as many as the store has connections
constexpr std::chrono::seconds kDrain{10};
constexpr std::chrono::seconds kBetweenPurges{60};
constexpr std::chrono::seconds kStale{
    10};  // a registry older than this may miss a withdrawn access

std::size_t thread_count(const Config& config) {
  if (config.threads > 0) return static_cast<std::size_t>(config.threads);
  return std::max(1U, std::thread::hardware_concurrency());
}

std::optional<OrgNumber> operator_org(const Config& config) {
  if (config.operator_orgno.empty()) return std::nullopt;
  return must(OrgNumber::parse(config.operator_orgno));
}

grant::Policy grant_policy(const Config& config) {
  return {.issuer = config.issuer,
          .longest_grant = config.token.longest_grant,
          .lifetime = config.token.lifetime_policy == "cap" ? grant::LifetimePolicy::cap
                                                            : grant::LifetimePolicy::override_,
          .default_lifetime = config.token.default_lifetime,
          .longest_lifetime = config.token.longest_lifetime,
          .unknown_claims = config.token.accept_unknown_claims ? grant::UnknownClaims::ignored
                                                               : grant::UnknownClaims::refused,
          .on_behalf_of_claim = config.token.accept_iss_onbehalfof
                                    ? grant::OnBehalfOfClaim::ignored
                                    : grant::OnBehalfOfClaim::refused};
}

grant::Policies grant_policies(const Config& config) {
  grant::Policies policies{.maskinporten = grant_policy(config), .skyporten = {}};
  if (config.skyporten.issuer.empty()) return policies;
  policies.skyporten = policies.maskinporten;
  policies.skyporten.issuer = config.skyporten.issuer;
  policies.skyporten.subject = true;
  return policies;
}

endpoint::Forbidden forbidden(const Config& config) {
  return config.token.legacy_forbidden ? endpoint::Forbidden::legacy : endpoint::Forbidden::modern;
}

http::Limits http_limits(const LimitsConfig& limits) {
  return {.connections = static_cast<std::size_t>(limits.connections),
          .header_time = limits.header,
          .exchange_time = limits.exchange,
          .idle_time = limits.idle};
}

/// What is not said of seals is as for business certificates.
CertificatesConfig seal_certificates(const Config& config) {
  CertificatesConfig seals = config.certificates;
  seals.trust = config.seals.trust;
  seals.policies.clear();
  seals.crls = config.seals.crls;
  seals.crl_cache = config.seals.crl_cache;
  seals.published_crl.clear();
  return seals;
}

selfservice::SigningKeyDesk signing_key_desk(const Config& config, const std::string& passphrase) {
  return {signing_key_rules(config), [shape = signing_key_shape(config), passphrase](Instant now) {
            return selfservice::make_signing_key(shape, passphrase, now);
          }};
}

/// Ten thousand connections need more descriptors than the usual soft limit allows.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

// Members stand in the order of their dependence: what comes later may use what came before, and
// goes first.
struct Node::Parts {
  Parts(const Config& configuration, const std::string& passphrase, Clock& system_clock,
        Random& system_random, SandboxOnly sandbox_only)
      : config(configuration),
        clock(system_clock),
        random(system_random),
        sandbox(std::move(sandbox_only)),
        lock(config.database),
        store({.url = config.database, .connections = kBlockingThreads}, clock),
        certificates(config.certificates, pki::Holders::norwegian),
        seals(seal_certificates(config), pki::Holders::foreign),
        keys(passphrase, config.signing.keep_after, clock),
        registers(registry, clock, metrics),
        follower(store, registry, clock, [this](const auto& records) { keys.replace(records); }),
        directory(store),
        rules{store,
              follower,
              directory,
              clock,
              random,
              {.allow_clients_without_scopes = config.api.allow_clients_without_scopes,
               .refuse_unknown_members = config.api.strict_members,
               .keep_system_users = keeps_system_users(config),
               .keys = {},
               .channels = channels(config.notifications),
               .plain_webhooks = !config.notifications.webhook_networks.empty()}},
        explainer(registry, certificates.check(), registers.delegations(), registers.details(),
                  policies, clock),
        refusals(clock),
        refusal_counts(clock),
        api{rules,
            {explainer, refusals, forbidden(config)},
            config.api.cors_origins,
            signing_key_desk(config, passphrase)},
        signing({.executor = io.get_executor(),
                 .at_once = thread_count(config),
                 .longest_wait = config.limits.signing_wait,
                 .busy = [this](bool busy) { ledger.gather(busy); }}),
        ledger({.url = config.database,
                .gather = config.ledger.gather,
                .retention = config.ledger.retention},
               clock, metrics),
        statistics({.url = config.database, .retention = config.statistics.retention},
                   refusal_counts, clock, metrics),
        server(
            io, http_limits(config.limits),
            [this](http::Request r) { return surface->answer(std::move(r)); }, metrics, random),
        management(
            io, http_limits(config.limits),
            [this](http::Request r) { return surface->manage(std::move(r)); }, metrics, random) {}

  bool healthy() const {
    return ledger.healthy() && keys.active() != nullptr &&
           clock.now() - follower.fresh_at() < kStale;
  }
  void listen();
  std::unique_ptr<grant::TokenService> token_service(const grant::Policy& policy);
  std::unique_ptr<endpoint::TokenEndpoint> token_endpoint(grant::TokenService& service);
  std::optional<endpoint::Skyporten> skyporten();
  void begin_stop();

  Config config;  // its issuer becomes known with the port
  Clock& clock;
  Random& random;
  const SandboxOnly sandbox;
  Metrics metrics;
  store::ServerLock lock;
  store::Store store;
  registry::Registry registry;
  Certificates certificates, seals;
  grant::SigningKeys keys;
  Registers registers;
  registry::Follower follower;
  selfservice::StoredDirectory directory;
  selfservice::Services rules;
  // These need the issuer, which may need the port, so they come once the sockets are bound.
  Ports ports;
  grant::Policies policies;
  grant::Explainer explainer;
  grant::RefusalBook refusals;
  grant::RefusalCounts refusal_counts;
  endpoint::ApiServices api;
  std::unique_ptr<grant::TokenService> tokens, sky_tokens;
  std::unique_ptr<endpoint::TokenEndpoint> token, sky_token;
  std::unique_ptr<People> people;
  notification::Couriers couriers;
  std::unique_ptr<notification::Notifier> notifier;
  std::unique_ptr<endpoint::Surface> surface;
  asio::thread_pool blocking{kBlockingThreads};
  asio::io_context io;
  grant::SigningQueue signing;
  store::Ledger ledger;  // goes first: it answers what it still holds, and those answers go to both
  store::Statistics statistics;
  http::Server server;
  http::Server management;
  std::atomic<int> running_servers = 2;  // each drains on a strand of its own
};

std::unique_ptr<grant::TokenService> Node::Parts::token_service(const grant::Policy& policy) {
  const grant::Trusted trusted{certificates.check(),
                               seals.check().trusts_anybody() ? &seals.check() : nullptr};
  return std::make_unique<grant::TokenService>(registry, trusted, registers.delegations(),
                                               registers.details(), ledger, keys, signing, policy,
                                               clock, random, metrics);
}

/// Help pages are Maskinporten's for both issuers.
std::unique_ptr<endpoint::TokenEndpoint> Node::Parts::token_endpoint(grant::TokenService& service) {
  return std::make_unique<endpoint::TokenEndpoint>(service, refusals, refusal_counts, config.issuer,
                                                   forbidden(config), sandbox.tell_hint, metrics);
}

std::optional<endpoint::Skyporten> Node::Parts::skyporten() {
  if (config.skyporten.issuer.empty()) return std::nullopt;
  sky_tokens = token_service(policies.skyporten);
  sky_token = token_endpoint(*sky_tokens);
  return endpoint::Skyporten{*sky_token, config.skyporten.issuer, config.signing.algorithm};
}

void Node::Parts::listen() {
  ports.plain = server.listen("public", config.listen);
  if (!config.tls.listen.empty()) {
    ports.tls = server.listen_tls("tls", config.tls.listen,
                                  {config.tls.certificate, config.tls.private_key});
  }
  ports.management = management.listen("management", config.management.listen);
  if (config.issuer.empty()) config.issuer = fmt::format("http://127.0.0.1:{}/", ports.plain);
  if (config.skyporten.beside_issuer) config.skyporten.issuer = config.issuer + "skyporten";
  policies = grant_policies(config);
  tokens = token_service(policies.maskinporten);
  registers.connect(config, *tokens);
  const auto types = registers.details().urns();
  token = token_endpoint(*tokens);
  people = std::make_unique<People>(config, store, clock, random, sandbox.test_login);
  api.people = &people->desk();
  api.sender = sender(config);
  couriers = app::couriers(config.notifications, keys, clock);
  surface = std::make_unique<endpoint::Surface>(
      endpoint::Parts{.token = *token,
                      .keys = keys,
                      .api = api,
                      .blocking = blocking,
                      .clock = clock,
                      .metrics = metrics,
                      .issuer = config.issuer,
                      .skyporten = skyporten(),
                      .details_types = {types.begin(), types.end()},
                      .web = {config.web.base_path, config.web.host},
                      .operator_org = operator_org(config),
                      .published_list = [this] { return certificates.published_list(); },
                      .healthy = [this] { return healthy(); },
                      .sign_in = people->sign_in()});
}

void Node::Parts::begin_stop() {
  const auto done = [this] {
    if (--running_servers == 0) io.stop();
  };
  server.drain(kDrain, done);
  management.drain(kDrain, done);
}

Node::Node(const Config& config, const std::string& passphrase, Clock& clock, Random& random,
           SandboxOnly sandbox) {
  log::set_level(log::level_named(config.log.level).value_or(log::Level::info));
  raise_descriptor_limit();
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a full disk: an answer, not an end
  parts_ = std::make_unique<Parts>(config, passphrase, clock, random, std::move(sandbox));
  ensure_signing_key(parts_->store, signing_key_shape(config), passphrase, clock.now());
  parts_->follower.load();
  parts_->listen();
  publish_delegation_sources(parts_->store, parts_->config, clock.now());
  register_process_metrics(parts_->metrics, {.registry = parts_->registry,
                                             .follower = parts_->follower,
                                             .signing = parts_->signing,
                                             .certificates = parts_->certificates.check(),
                                             .seals = parts_->seals.check(),
                                             .clock = clock});
}

Node::~Node() = default;

std::unique_ptr<Node> start_node(const Config& config, const std::string& passphrase, Clock& clock,
                                 Random& random, SandboxOnly sandbox) {
  try {
    return std::make_unique<Node>(config, passphrase, clock, random, std::move(sandbox));
  } catch (const std::runtime_error& unusable) {
    throw Failure(kUsage, unusable.what());
  }
}

const Ports& Node::ports() const { return parts_->ports; }
const std::string& Node::issuer() const { return parts_->config.issuer; }
const std::string& Node::skyporten() const { return parts_->config.skyporten.issuer; }

void Node::run(const std::function<void()>& ready) {
  Parts& parts = *parts_;
  asio::signal_set stop(parts.io, SIGTERM, SIGINT);
  stop.async_wait([&](const boost::system::error_code& failed, int signal) {
    if (failed) return;
    log::info("stopping", {{"signal", static_cast<std::int64_t>(signal)}});
    parts.begin_stop();
  });
  asio::signal_set reload(parts.io, SIGHUP);
  std::function<void()> wait_for_reload = [&] {
    reload.async_wait([&](const boost::system::error_code& failed, int) {
      if (failed) return;
      parts.server.reload_tls();
      parts.certificates.refresh_soon();
      parts.seals.refresh_soon();
      wait_for_reload();
    });
  };
  wait_for_reload();
  asio::steady_timer pause(parts.io);
  std::function<void()> purge_later = [&] {
    pause.expires_after(kBetweenPurges);
    pause.async_wait([&](const boost::system::error_code& failed) {
      if (failed) return;
      asio::post(parts.blocking, [&] { parts.people->purge(); });
      purge_later();
    });
  };
  purge_later();

  parts.follower.start();
  parts.notifier = std::make_unique<notification::Notifier>(
      parts.store, parts.couriers, parts.api.sender, parts.clock, parts.random, parts.metrics,
      notification::Notifier::Options{});
  parts.certificates.start();
  parts.seals.start();
  log::info("started", {{"issuer", parts.config.issuer},
                        {"clients", static_cast<std::int64_t>(parts.registry.clients())}});
  ready();
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < thread_count(parts.config); ++i)
    threads.emplace_back([&] { parts.io.run(); });
  parts.io.run();
  for (std::thread& thread : threads) thread.join();
  parts.blocking.join();
  parts.people->stop();
  parts.notifier.reset();
  parts.registers.stop();
  parts.follower.stop();
  parts.certificates.stop();
  parts.seals.stop();
  log::info("stopped");
}

}  // namespace portvakt::app
