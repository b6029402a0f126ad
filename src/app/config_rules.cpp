// What no single value of the configuration can tell by itself.
#include "app/config.hpp"
#include "endpoint/surface.hpp"
#include "model/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace portvakt::app {
namespace {

/// Where the first of these keys that somebody set was set.
std::string origin(const Config& config, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const auto it = config.origins.find(key); it != config.origins.end()) return it->second;
  }
  return {};
}

void wrong_with_login(const Config& config, Problems& problems) {
  const LoginConfig& login = config.login;
  const auto forbid = [&](bool wrong, std::initializer_list<std::string_view> keys,
                          std::string_view what) {
    if (wrong) problems.push_back({origin(config, keys), std::string(what)});
  };
  forbid(login.idle > login.absolute, {"login.idle_seconds", "login.absolute_seconds"},
         "login.idle_seconds must not be larger than login.absolute_seconds");
  forbid(login.issuer.empty() != login.client_id.empty(), {"login.issuer", "login.client_id"},
         "login.issuer and login.client_id belong together; one of them is missing");
  forbid(!login.client_secret_file.empty() && !login.client_key_file.empty(),
         {"login.client_secret_file", "login.client_key_file"},
         "login.client_secret_file and login.client_key_file are two ways to do the same; set one");
  forbid(login.issuer.empty() && !login.token_audiences.empty(), {"login.token_audiences"},
         "login.token_audiences needs login.issuer, whose tokens they are");
  forbid(!login.issuer.empty() && login.issuer == config.issuer, {"login.issuer", "issuer"},
         "login.issuer must be another issuer than this server, which signs nobody in");
  forbid(!login.operator_resource.empty() && config.operator_orgno.empty(),
         {"login.operator_resource"},
         "login.operator_resource needs operator_orgno, the organisation that it is a right for");
  std::vector<std::string> resources{login.clients_resource, login.scopes_resource,
                                     login.supplier_resource, login.operator_resource};
  std::erase(resources, "");
  std::ranges::sort(resources);
  forbid(std::ranges::adjacent_find(resources) != resources.end(),
         {"login.clients_resource", "login.scopes_resource", "login.supplier_resource",
          "login.operator_resource"},
         "login.clients_resource, scopes_resource, supplier_resource and operator_resource must "
         "differ: each gives one right");
  if (login.synthetic_orgno.empty()) return;
  forbid(config.web.environment != "test", {"login.synthetic_orgno", "web.environment"},
         "login.synthetic_orgno lets everybody act for somebody, so it needs web.environment = "
         "\"test\"");
  const auto org = OrgNumber::parse(login.synthetic_orgno);
  forbid(org && !org->synthetic(), {"login.synthetic_orgno"},
         "login.synthetic_orgno must be a synthetic number, one that begins with 2 or 3");
  forbid(login.synthetic_orgno == config.operator_orgno, {"login.synthetic_orgno"},
         "login.synthetic_orgno must not be operator_orgno, whose scopes open this server");
}

void wrong_with_notifications(const Config& config, Problems& problems) {
  const NotificationsConfig& told = config.notifications;
  const auto forbid = [&](bool wrong, std::initializer_list<std::string_view> keys,
                          std::string_view what) {
    if (wrong) problems.push_back({origin(config, keys), std::string(what)});
  };
  forbid(!told.smtp_url.empty() && told.from.empty(), {"notifications.smtp_url"},
         "notifications.smtp_url needs notifications.from, the address that e-mail comes from");
  forbid(told.smtp_username.empty() != told.smtp_password_file.empty(),
         {"notifications.smtp_username", "notifications.smtp_password_file"},
         "notifications.smtp_username and notifications.smtp_password_file belong together; one of "
         "them is missing");
  forbid(!told.smtp_username.empty() && !told.smtp_starttls && told.smtp_url.starts_with("smtp:"),
         {"notifications.smtp_starttls"},
         "notifications.smtp_starttls must be true where a password is sent");
  forbid(!told.webhooks && !told.webhook_networks.empty(), {"notifications.webhook_networks"},
         "notifications.webhook_networks needs notifications.webhooks = true");
}

/// Beside another route's path the application would answer some of what is that route's.
bool is_free_for_web(std::string_view base_path) {
  const auto first = [](std::string_view path) { return path.substr(0, path.find('/', 1)); };
  if (first(base_path) == first(WebConfig{}.base_path)) return true;
  return std::ranges::none_of(endpoint::listed_routes(), [&](const endpoint::ListedRoute& route) {
    const auto hides = [&](std::string_view path) { return first(path) == first(base_path); };
    return hides(route.path) || std::ranges::any_of(route.older, hides, &endpoint::OlderPath::path);
  });
}

}  // namespace

Problems wrong_together(const Config& config) {
  Problems problems;
  const TokenConfig& token = config.token;
  if (token.default_lifetime > token.longest_lifetime) {
    problems.push_back(
        {origin(config, {"token.default_lifetime_seconds", "token.longest_lifetime_seconds"}),
         "token.default_lifetime_seconds must not be larger than token.longest_lifetime_seconds"});
  }
  if (config.web.base_path.empty() || !is_free_for_web(config.web.base_path)) {
    problems.push_back({origin(config, {"web.base_path"}),
                        "web.base_path must be a path that nothing else is at, as /app/"});
  }
  if (config.tls.certificate.empty() != config.tls.private_key.empty()) {
    problems.push_back(
        {origin(config, {"tls.certificate", "tls.private_key"}),
         "tls.certificate and tls.private_key belong together; one of them is missing"});
  }
  if (config.altinn.platform.empty() != config.altinn.issuer.empty()) {
    problems.push_back(
        {origin(config, {"altinn.platform", "altinn.issuer"}),
         "altinn.platform and altinn.issuer belong together; one of them is missing"});
  }
  if (!config.altinn.issuer.empty() && config.delegation.built_in &&
      config.altinn.issuer == built_in_issuer(config)) {
    problems.push_back(
        {origin(config, {"altinn.issuer", "delegation.issuer"}),
         "altinn.issuer and delegation.issuer must differ: each names one register"});
  }
  if (!config.skyporten.issuer.empty() && config.issuer == config.skyporten.issuer + "/") {
    problems.push_back({origin(config, {"skyporten.issuer", "issuer"}),
                        "skyporten.issuer must have a host of its own, or the path /skyporten"});
  }
  if (!config.seals.crl_cache.empty() && config.seals.crl_cache == config.certificates.crl_cache) {
    problems.push_back({origin(config, {"seals.crl_cache", "certificates.crl_cache"}),
                        "seals.crl_cache and certificates.crl_cache must be different folders"});
  }
  wrong_with_login(config, problems);
  wrong_with_notifications(config, problems);
  // docs/protocol.md, rotation: the longest token lifetime and a day of caching
  const hours needed = std::chrono::ceil<hours>(token.longest_lifetime) + hours{24};
  if (config.signing.keep_after < needed) {
    problems.push_back(
        {origin(config, {"signing.keep_after_hours", "token.longest_lifetime_seconds"}),
         fmt::format(
             "signing.keep_after_hours must be at least {}: 24 and token.longest_lifetime_seconds",
             needed.count())});
  }
  return problems;
}

const std::string& built_in_issuer(const Config& config) {
  return config.delegation.issuer.empty() ? config.issuer : config.delegation.issuer;
}

const std::string& web_url(const Config& config) {
  return config.web.url.empty() ? config.issuer : config.web.url;
}

bool keeps_system_users(const Config& config) {
  return config.authorization_details.system_user && config.altinn.platform.empty();
}

Problems missing_for_serving(const Config& config) {
  Problems problems;
  const auto need = [&](bool there, std::string_view key, std::string_view what) {
    if (!there) problems.push_back({origin(config, {key}), std::string(what)});
  };
  need(!config.issuer.empty(), "issuer",
       "issuer is needed: set issuer = \"https://…/\" or PORTVAKT__ISSUER");
  need(!config.listen.empty(), "listen", "listen is needed: set listen = \"HOST:PORT\"");
  need(!config.signing.passphrase_file.empty(), "signing.passphrase_file",
       "signing.passphrase_file is needed: put a passphrase into a file of mode 0600 and name it");
  need(config.tls.listen.empty() || !config.tls.certificate.empty(), "tls.listen",
       "tls.listen needs tls.certificate and tls.private_key");
  need(config.altinn.platform.empty() || !config.operator_orgno.empty(), "altinn.platform",
       "altinn.platform needs operator_orgno, the consumer of the token that Altinn is asked with");
  return problems;
}

}  // namespace portvakt::app
