#include "app/database_choice.hpp"

#include "base/files.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "selfservice/operator_scopes.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <vector>

namespace portvakt::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsualFile = "/etc/portvakt/portvakt.toml";
constexpr std::string_view kSqlite = "sqlite:";

/// The log goes to standard output, which is the command's own; what matters comes as an exception.
Surroundings& quietly(Surroundings& surroundings) {
  log::set_level(log::Level::off);
  return surroundings;
}

std::string database_of(const Config& config, Opening opening) {
  const std::string& url = config.database;
  if (opening == Opening::existing && url.starts_with(kSqlite) &&
      !fs::exists(url.substr(kSqlite.size()))) {
    const auto origin = config.origins.find("database");
    throw Failure(
        kUsage,
        fmt::format("there is no database {} (from {}); name it with --database, --config or --dir",
                    url.substr(kSqlite.size()),
                    origin == config.origins.end() ? "the default" : origin->second));
  }
  return url;
}

}  // namespace

void stop_with(const Problems& problems) {
  std::vector<std::string> lines;
  for (const Problem& problem : problems) lines.push_back(problem.text());
  throw Failure(kUsage, join(lines, "\nportvakt: "));
}

void DatabaseChoice::add_options(CLI::App& command) {
  command.add_option(
      "--config", config_file_,
      fmt::format("The server's configuration file; {} if it is there.", kUsualFile));
  auto* database = command.add_option(
      "--database", database_, "The database itself: sqlite:PATH or postgresql://USER@HOST/NAME.");
  command.add_option("--dir", dir_, "The directory of a sandbox, whose database is meant.")
      ->excludes(database);
}

Config DatabaseChoice::config(const Surroundings& surroundings) const {
  std::optional<fs::path> file;
  if (!config_file_.empty()) {
    file = config_file_;
  } else if (dir_.empty() && database_.empty() && fs::exists(kUsualFile)) {
    file = kUsualFile;
  }
  std::vector<Override> overrides;
  if (!database_.empty()) overrides.push_back({"database", database_, "--database"});
  if (!dir_.empty()) {
    const std::string database = fs::path(dir_) / "portvakt.db";
    overrides.push_back({"database", std::string(kSqlite) + database, "--dir"});
    overrides.push_back({"signing.passphrase_file", fs::path(dir_) / "passphrase", "--dir"});
    overrides.push_back(
        {"operator_orgno", std::string(selfservice::kSandboxOperatorOrgno), "--dir"});
    if (!fs::exists(database)) {
      stop_with(
          {{"--dir", fmt::format("{} is not a sandbox; start one with portvakt sandbox --dir {}",
                                 dir_, dir_)}});
    }
  }
  auto config = read_config(file, surroundings.environment, overrides);
  if (!config) stop_with(config.error());
  return *std::move(config);
}

Operator::Operator(const DatabaseChoice& choice, Surroundings& surroundings, Opening opening)
    : surroundings_(quietly(surroundings)),
      config_(choice.config(surroundings)),
      trace_(random_hex(surroundings.random, 16)),
      store_({.url = database_of(config_, opening), .connections = 2}, surroundings.clock),
      follower_(store_, registry_, surroundings.clock),
      directory_(store_),
      services_{store_, follower_, directory_, surroundings.clock, surroundings.random, {}} {
  services_.policy.allow_clients_without_scopes = config_.api.allow_clients_without_scopes;
}

Actor Operator::actor() const { return {std::nullopt, "operator:" + surroundings_.user, trace_}; }

selfservice::Caller Operator::caller(OrgNumber org) const {
  return {.org = org,
          .client_id = actor().client_id,
          .scopes = {},
          .trace = trace_,
          .role = selfservice::Role::operations};
}

void fail(const selfservice::Refusal& refusal) {
  std::vector<std::string> messages;
  for (const auto& finding : refusal.findings) messages.push_back(finding.message);
  throw Failure(refusal.kind == selfservice::Kind::invalid ? kUsage : kFailed,
                join(messages, "; "));
}

selfservice::SigningKeyRules signing_key_rules(const Config& config) {
  return {config.signing.publish_before, config.signing.keep_after};
}

selfservice::SigningKeyShape signing_key_shape(const Config& config) {
  return {*jose::algorithm(config.signing.algorithm), static_cast<unsigned>(config.signing.bits)};
}

std::string signing_passphrase(const Config& config) {
  if (config.signing.passphrase_file.empty()) {
    stop_with(
        {{"",
          "signing.passphrase_file is needed: put a passphrase into a file of mode 0600 and name "
          "it"}});
  }
  auto passphrase = read_secret(config.signing.passphrase_file);
  if (!passphrase) stop_with({{"signing.passphrase_file", passphrase.error()}});
  return *std::move(passphrase);
}

OrgNumber org_number(const std::string& text) {
  const auto parsed = OrgNumber::parse(text);
  if (parsed) return *parsed;
  throw Failure(kUsage,
                fmt::format("{} is not an organisation number: nine digits, the last a check digit",
                            printable(text, 40)));
}

std::optional<OrgNumber> optional_org_number(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(org_number(text));
}

Prefix prefix_name(const std::string& text) {
  const auto parsed = Prefix::parse(text);
  if (parsed) return *parsed;
  throw Failure(kUsage, fmt::format("{} is not a prefix: 1 to 64 of a-z, 0-9, '.', '_', '-'",
                                    printable(text, 80)));
}

ScopeName scope_name(const std::string& text) {
  const auto parsed = ScopeName::parse(text);
  if (parsed) return *parsed;
  throw Failure(kUsage, fmt::format("{} is not a scope: prefix:name, as fjellrev:vannmaaling.read",
                                    printable(text, 80)));
}

}  // namespace portvakt::app
