#include "app/commands.hpp"
#include "app/first_signing_key.hpp"
#include "app/node.hpp"
#include "app/sandbox_certificates.hpp"
#include "app/sandbox_seed.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "pki/tls_authority.hpp"
#include "selfservice/operator_scopes.hpp"
#include "store/store.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <future>
#include <memory>
#include <string>

namespace portvakt::app {

/// Whom login::TestLogin knows: nobody else can make one.
class SandboxLogin {
 public:
  static login::TestLogin make() { return {}; }
};

namespace {

namespace fs = std::filesystem;

struct SandboxOptions {
  std::string dir;
  std::string listen = "127.0.0.1:8080";
  std::string tls_listen;
  std::string management_listen = "127.0.0.1:0";
  std::string issuer;
  std::string altinn;
  std::string smtp;
  std::string log_level = "warn";
};

template <class T>
T need(Result<T, std::string> result) {
  if (!result) throw Failure(kUsage, result.error());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

void make_directory(const fs::path& dir) {
  std::error_code failed;
  fs::create_directories(dir / "keys", failed);
  if (!failed) fs::create_directories(dir / "pki", failed);
  if (failed) {
    throw Failure(kUsage, fmt::format("cannot make the directory {}: {}; choose another with --dir",
                                      dir.string(), failed.message()));
  }
  fs::permissions(dir, fs::perms::owner_all, failed);
}

/// The database's signing key is encrypted here too, so that a sandbox runs the same code as a
/// server; its passphrase lies beside it.
std::string passphrase_of(const fs::path& dir, Random& random) {
  const fs::path file = dir / "passphrase";
  if (!fs::exists(file))
    need(write_file_atomically(file, random_hex(random, 32) + "\n", kOwnerOnly));
  return need(read_secret(file));
}

Config sandbox_config(const SandboxOptions& options, const fs::path& dir) {
  Config config;
  config.issuer = options.issuer;
  config.listen = options.listen;
  config.database = "sqlite:" + (dir / "portvakt.db").string();
  config.operator_orgno = selfservice::kSandboxOperatorOrgno;
  config.management.listen = options.management_listen;
  config.delegation.issuer = kSandboxDelegationSource;
  if (!options.altinn.empty()) {
    // The ready-made scope keeps its delegation source; another register answers for it.
    config.delegation.built_in = false;
    config.altinn.platform = options.altinn;
    config.altinn.issuer = kSandboxDelegationSource;
  }
  config.skyporten.beside_issuer = true;
  config.notifications.smtp_url = options.smtp;
  config.notifications.smtp_starttls = false;  // a catcher of mail on this machine
  config.notifications.from = "portvakt@sandbox.example";
  config.notifications.webhooks = true;
  config.notifications.webhook_networks = {"127.0.0.0/8", "::1"};
  config.notifications.calendar = true;
  config.log.level = options.log_level;
  return config;
}

json::object description(const Node& node) {
  const std::string own = fmt::format("http://127.0.0.1:{}", node.ports().plain);
  json::object out;
  out["issuer"] = node.issuer();
  out["token_endpoint"] = node.issuer() + "token";
  out["jwks_uri"] = node.issuer() + "jwk";
  out["self_service"] = own;
  out["web"] = own + WebConfig{}.base_path;
  out["management"] = fmt::format("http://127.0.0.1:{}", node.ports().management);
  out["skyporten"] = {{"issuer", node.skyporten()},
                      {"token_endpoint", node.skyporten() + "/token"},
                      {"jwks_uri", node.skyporten() + "/jwk"}};
  if (node.ports().tls != 0) {
    out["tls"] = {{"url", fmt::format("https://localhost:{}/", node.ports().tls)},
                  {"ca_file", "ca.pem"}};
  }
  json::array organisations;
  for (const SeedOrganisation& org : seed_organisations()) {
    json::object item{
        {"role", org.role}, {"orgno", org.orgno}, {"name", org.name}, {"prefixes", json::array{}}};
    if (!org.prefix.empty()) item["prefixes"].get_array().emplace_back(org.prefix);
    organisations.push_back(std::move(item));
  }
  out["organisations"] = std::move(organisations);
  json::array clients;
  for (const SeedClient& client : seed_clients()) {
    const auto org =
        std::ranges::find(seed_organisations(), client.organisation, &SeedOrganisation::role);
    json::object item{{"role", client.role},
                      {"client_id", client.client_id},
                      {"orgno", org->orgno},
                      {"scopes", json::array(client.scopes.begin(), client.scopes.end())}};
    if (client.has_key()) {
      item["kid"] = key_id(client);
      item["key_file"] = key_file(client);
    }
    clients.push_back(std::move(item));
  }
  out["clients"] = std::move(clients);
  out["certificates"] = listed_certificates();
  return out;
}

/// Environment variables as nais names them, which many clients read, and a first call. No secret
/// is printed: the key stays in its file.
void print_paste(const Node& node, const fs::path& dir) {
  const SeedClient& client =
      *std::ranges::find(seed_clients(), "consumer-client", &SeedClient::role);
  const std::string& issuer = node.issuer();
  const std::string where = fs::absolute(dir).string();
  fmt::print(
      "Portvakt sandbox, with synthetic organisations only. Paste into a shell to use its "
      "consumer-client:\n\n");
  fmt::print("  export MASKINPORTEN_CLIENT_ID={}\n", client.client_id);
  fmt::print("  export MASKINPORTEN_CLIENT_JWK=\"$(cat '{}/{}')\"\n", where, key_file(client));
  fmt::print("  export MASKINPORTEN_SCOPES='{}'\n", client.scopes.front());
  fmt::print("  export MASKINPORTEN_WELL_KNOWN_URL={}.well-known/oauth-authorization-server\n",
             issuer);
  fmt::print("  export MASKINPORTEN_ISSUER={}\n", issuer);
  fmt::print("  export MASKINPORTEN_TOKEN_ENDPOINT={}token\n", issuer);
  fmt::print("  export MASKINPORTEN_JWKS_URI={}jwk\n\n", issuer);
  fmt::print("Do it all in a browser, signed in as whom you like:\n\n  http://127.0.0.1:{}{}\n\n",
             node.ports().plain, WebConfig{}.base_path);
  fmt::print("Fetch a token, look at it, and call the self-service API:\n\n");
  fmt::print("  portvakt token --dir '{}' | portvakt verify - --issuer {}\n", where, issuer);
  fmt::print(
      "  curl -H \"Authorization: Bearer $(portvakt token --dir '{}' --role consumer-admin)\" "
      "http://127.0.0.1:{}/api/v1/clients\n\n",
      where, node.ports().plain);
}

/// On standard error, so that the log lines and `ready` on standard output stay what they are. A
/// console that cannot be written to (a full disk) must not cost the answer, so nothing throws.
void print_hint(std::string_view hint) {
  const std::string line = fmt::format("refused at /token: {}\n", hint);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void run_sandbox(const SandboxOptions& options) {
  const bool usable =
      options.issuer.empty() || (Uri::parse(options.issuer) && options.issuer.ends_with('/'));
  if (!usable)
    throw Failure(
        kUsage,
        "--issuer must be an absolute URL that ends in a slash, such as http://127.0.0.1:8080/");
  const bool web = options.altinn.starts_with("http://") || options.altinn.starts_with("https://");
  if (!options.altinn.empty() && !(web && Uri::parse(options.altinn)))
    throw Failure(kUsage,
                  "--altinn must be the base URL of a platform, such as http://127.0.0.1:5005");
  if (!options.smtp.empty() && !options.smtp.starts_with("smtp://"))
    throw Failure(kUsage, "--smtp must be a mail server, such as smtp://127.0.0.1:1025");
  log::set_level(log::level_named(options.log_level).value_or(log::Level::warn));
  SystemClock clock;
  SystemRandom random;
  const fs::path dir = options.dir;
  make_directory(dir);
  // Keys are what a first start takes its time for, so they are made beside everything else.
  auto key_files = std::async(std::launch::async, [&] { return ensure_key_files(dir); });
  Config config = sandbox_config(options, dir);
  if (!options.tls_listen.empty()) {
    const auto tls = need(pki::ensure_tls_authority(dir, clock.now()));
    config.tls = {options.tls_listen, tls.certificate_chain, tls.private_key};
  }
  const std::string passphrase = passphrase_of(dir, random);
  auto authority = need(sandbox_authority(dir, clock.now()));
  config.certificates = trusting(authority);
  {
    store::Store store({.url = config.database, .connections = 1}, clock);
    ensure_signing_key(store,
                       {.primes = jose::Primes::random, .passphrase = jose::Passphrases::random},
                       passphrase, clock.now());
    need(key_files.get());
    need(seed(store, dir, clock.now()));
  }
  const auto started = start_node(config, passphrase, clock, random,
                                  {.tell_hint = print_hint, .test_login = SandboxLogin::make()});
  Node& node = *started;
  // Only now is the port known at which the certificates' revocation list is served.
  need(ensure_certificates(
      authority, dir, fmt::format("http://127.0.0.1:{}/crl", node.ports().plain), clock.now()));
  node.run([&] {
    need(write_file_lightly(dir / "sandbox.json", json::serialize(description(node)) + "\n",
                            kOwnerOnly));
    print_paste(node, dir);
    fmt::print("ready http://127.0.0.1:{}/\n", node.ports().plain);
    std::fflush(stdout);
  });
}

}  // namespace

void add_sandbox(CLI::App& root) {
  auto options = std::make_shared<SandboxOptions>();
  CLI::App* command = root.add_subcommand(
      "sandbox",
      "Run a complete instance on this machine, with synthetic organisations, clients and keys");
  command
      ->add_option("--dir", options->dir,
                   "Where its data and keys live; made when it is not there. The same directory "
                   "goes on with the same data.")
      ->required();
  command
      ->add_option("--listen", options->listen,
                   "Address of the HTTP listener, HOST:PORT; port 0 picks a free one.")
      ->capture_default_str();
  command->add_option("--tls-listen", options->tls_listen,
                      "Also answer over TLS here, with a certificate from DIR/ca.pem.");
  command
      ->add_option("--management-listen", options->management_listen,
                   "Address of /metrics and /health/ready.")
      ->capture_default_str();
  command->add_option(
      "--issuer", options->issuer,
      "The issuer identifier, ending in a slash; http://127.0.0.1:PORT/ unless told.");
  command->add_option("--altinn", options->altinn,
                      "Base URL of an Altinn platform to ask for delegations, system users and "
                      "consents, instead of the sandbox's own registers.");
  command->add_option("--smtp", options->smtp,
                      "Also send notices by e-mail, through this server, as "
                      "smtp://127.0.0.1:1025 of a program that catches mail.");
  command
      ->add_option("--log-level", options->log_level,
                   "debug, info, warn, error or off; info shows a line for each request.")
      ->capture_default_str()
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}));
  command->footer("Example:\n  portvakt sandbox --dir ./sandbox --listen 127.0.0.1:8080");
  command->callback([options] { run_sandbox(*options); });
}

}  // namespace portvakt::app
