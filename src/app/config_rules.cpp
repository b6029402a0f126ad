// What no single value of the configuration can tell by itself.
#include "app/config.hpp"

#include <fmt/format.h>

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

}  // namespace

Problems wrong_together(const Config& config) {
  Problems problems;
  const TokenConfig& token = config.token;
  if (token.default_lifetime > token.longest_lifetime) {
    problems.push_back(
        {origin(config, {"token.default_lifetime_seconds", "token.longest_lifetime_seconds"}),
         "token.default_lifetime_seconds must not be larger than token.longest_lifetime_seconds"});
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
