// The configuration of a server, as plain values: what every key means and what it is when nobody
// says otherwise. config/portvakt.toml shows each with its default. Read once at start; knows
// nothing of what it configures.
#pragma once

#include "app/environment.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace portvakt::app {

using std::chrono::days;
using std::chrono::hours;

struct TlsConfig {
  std::string listen;  ///< empty: no TLS listener
  std::string certificate, private_key;
};
struct ManagementConfig {
  std::string listen = "127.0.0.1:9080";
};
struct SigningConfig {
  std::string passphrase_file;
  std::string algorithm = "RS256";
  std::int64_t bits = 2048;
  hours publish_before{24};
  hours keep_after{26};
};
struct TokenConfig {
  std::string lifetime_policy = "override";
  seconds default_lifetime{120};
  seconds longest_lifetime{7200};
  seconds longest_grant{120};
  bool legacy_forbidden = false;
  bool accept_unknown_claims = false;
  bool accept_iss_onbehalfof = false;
};
struct LedgerConfig {
  days retention{400};
  milliseconds gather{10};
};
struct StatisticsConfig {
  days retention{400};
};
struct LimitsConfig {
  std::int64_t connections = 10'000;
  seconds header{10};
  seconds exchange{20};
  seconds idle{60};
  milliseconds signing_wait{1000};
};
struct ApiConfig {
  std::vector<std::string> cors_origins;
  bool strict_members = false;
  bool allow_clients_without_scopes = false;
};
struct CertificatesConfig {
  std::vector<std::string> trust;
  std::vector<std::string> policies{"norwegian"};
  std::vector<std::string> crls;
  std::string crl_cache;
  seconds crl_refresh{900};
  bool hard_fail = false;
  /// A sandbox's own list, which it serves; no key of the file.
  std::string published_crl;
};
/// As in CertificatesConfig, of seals.
struct SealsConfig {
  std::vector<std::string> trust;
  std::vector<std::string> crls;
  std::string crl_cache;
};
struct DelegationConfig {
  bool built_in = true;
  std::string issuer;  ///< empty: the server's own
};
struct AltinnConfig {
  std::string platform;  ///< empty: not asked
  std::string issuer;
  std::string client_id = "portvakt";
  milliseconds timeout{2000};
  seconds cache{0};
};
struct SkyportenConfig {
  std::string issuer;  ///< empty: not served
  /// A sandbox's: beside the server's own issuer, which knows its port late; no key of the file.
  bool beside_issuer = false;
};
struct AuthorizationDetailsConfig {
  bool system_user = true;
  bool consent = true;
};
/// The web application and what it says about itself.
struct WebConfig {
  std::string base_path = "/app/";
  std::string host;  ///< empty: at every host
  std::string environment = "production";
  std::string url;  ///< empty: the issuer
  std::string accessibility, privacy, support;
};
/// How people sign in.
struct LoginConfig {
  std::string issuer;  ///< empty: nobody signs in
  std::string client_id, client_secret_file, client_key_file;
  std::string scope = "openid profile";
  std::string acr_values;
  bool request_details = true;
  std::string clients_resource = "urn:altinn:resource:5613:1";
  std::string scopes_resource = "urn:altinn:resource:5621:1";
  std::string supplier_resource = "urn:altinn:resource:5622:1";
  std::string operator_resource;
  std::vector<std::string> hosts;
  std::vector<std::string> token_audiences;
  std::string synthetic_orgno;
  seconds idle{30 * 60};
  seconds absolute{8 * 60 * 60};
};
/// How organisations are told of what happens; each channel is off until it is configured.
struct NotificationsConfig {
  std::string smtp_url;  ///< empty: no e-mail
  bool smtp_starttls = true;
  std::string smtp_username, smtp_password_file;
  std::string from;
  bool webhooks = false;
  std::vector<std::string> webhook_networks;
  bool calendar = false;
};
struct LogConfig {
  std::string level = "info";
};

struct Config {
  std::string issuer;
  std::string listen = "127.0.0.1:8080";
  std::string database = "sqlite:/var/lib/portvakt/portvakt.db";
  std::string operator_orgno;
  std::int64_t threads = 0;  ///< 0: as many as there are cores
  TlsConfig tls;
  ManagementConfig management;
  SigningConfig signing;
  TokenConfig token;
  LedgerConfig ledger;
  StatisticsConfig statistics;
  LimitsConfig limits;
  ApiConfig api;
  CertificatesConfig certificates;
  SealsConfig seals;
  DelegationConfig delegation;
  AltinnConfig altinn;
  SkyportenConfig skyporten;
  AuthorizationDetailsConfig authorization_details;
  WebConfig web;
  LoginConfig login;
  NotificationsConfig notifications;
  LogConfig log;

  /// By key (`token.longest_grant_seconds`): where its value came from (`portvakt.toml:12`, a
  /// variable's name, a flag's name); keys with their default are absent.
  std::map<std::string, std::string, std::less<>> origins;
};

/// Something that is wrong, as one line: where it stands, what is wrong, what would be right.
struct Problem {
  std::string where;  ///< `portvakt.toml:12`, a variable's or flag's name; empty where nothing was
                      ///< said at all
  std::string what;

  std::string text() const { return where.empty() ? what : where + ": " + what; }
};
using Problems = std::vector<Problem>;

/// A value from the command line, stronger than every other.
struct Override {
  std::string key;    ///< `database`
  std::string value;  ///< as an environment variable would have it
  std::string flag;   ///< `--database`
};

/// Flag, then environment (`PORTVAKT__SECTION__KEY`; with `_FILE` the value is read from a file),
/// then file, then default. Every problem is reported: unknown keys and variables too, with the
/// nearest known name.
Result<Config, Problems> read_config(const std::optional<std::filesystem::path>& file,
                                     const Environment& environment,
                                     std::span<const Override> overrides = {});

/// How scopes name the built-in register of delegations.
const std::string& built_in_issuer(const Config& config);

/// Where browsers reach this server; ends in a slash.
const std::string& web_url(const Config& config);

/// Whether the built-in register of system users is the one that tokens are judged by.
bool keeps_system_users(const Config& config);

/// Values that are right alone but not beside each other; read_config asks this too.
Problems wrong_together(const Config& config);

/// What a server needs beyond what any command needs: an issuer, a passphrase, TLS files.
Problems missing_for_serving(const Config& config);

/// One key as `portvakt config show` has it.
struct Shown {
  std::string key;     ///< `token.longest_grant_seconds`
  std::string value;   ///< as TOML; passwords masked
  std::string origin;  ///< `default` or as in Config::origins
};
std::vector<Shown> shown(const Config& config);

/// A file with every key, its default and a sentence about it; config/portvakt.toml is exactly this
/// text.
std::string default_toml();

}  // namespace portvakt::app
