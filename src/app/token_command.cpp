#include "app/claims_text.hpp"
#include "app/command_tree.hpp"
#include "app/grant_request.hpp"
#include "app/issuer.hpp"
#include "app/sandbox_file.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "jose/jws.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

struct Options {
  std::string issuer, dir, role = "consumer-client", client_id, key_file, cert_file, kid,
                           consumer_org, system_user, external_ref, ca_file;
  std::vector<std::string> scopes, resources;
  std::int64_t lifetime = 100;
  bool json = false, show_claims = false;
};

/// What the options, the sandbox and the environment say together, in that order of strength.
struct Plan {
  GrantRequest grant;
  std::string token_endpoint;
  std::string key_text, key_origin;
  std::string cert_file;  ///< empty: the key is registered
};

template <class T>
T needed(Result<T, std::string> result, int code = kFailed) {
  if (!result) throw Failure(code, result.error());
  return *std::move(result);
}

std::string first_of(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts) {
    if (!text.empty()) return text;
  }
  return {};
}

/// Where to ask. An issuer is asked for its endpoint, unless the environment named both.
void find_endpoint(Plan& plan, const Options& options, const SandboxClient& sandbox,
                   const Environment& environment) {
  const auto env = [&](const char* name) { return variable(environment, name).value_or(""); };
  plan.grant.issuer = first_of({options.issuer, sandbox.issuer});
  if (plan.grant.issuer.empty()) {
    plan.grant.issuer = env("MASKINPORTEN_ISSUER");
    plan.token_endpoint = env("MASKINPORTEN_TOKEN_ENDPOINT");
    const std::string well_known = env("MASKINPORTEN_WELL_KNOWN_URL");
    if (plan.grant.issuer.empty() && !well_known.empty()) {
      const Metadata metadata = needed(metadata_at(well_known, options.ca_file));
      plan.grant.issuer = metadata.issuer;
      plan.token_endpoint = first_of({plan.token_endpoint, metadata.token_endpoint});
    }
  }
  if (plan.grant.issuer.empty()) {
    throw Failure(kUsage, "no issuer: say --issuer URL, --dir SANDBOX or set MASKINPORTEN_ISSUER");
  }
  if (plan.token_endpoint.empty()) {
    plan.token_endpoint = needed(discover(plan.grant.issuer, options.ca_file)).token_endpoint;
  }
}

void find_key(Plan& plan, const Options& options, const SandboxClient& sandbox,
              const Environment& environment) {
  plan.cert_file =
      first_of({options.cert_file, options.key_file.empty() ? sandbox.cert_file.string() : ""});
  const std::string file = first_of({options.key_file, sandbox.key_file.string()});
  if (file.empty()) {
    plan.key_text = variable(environment, "MASKINPORTEN_CLIENT_JWK").value_or("");
    plan.key_origin = "MASKINPORTEN_CLIENT_JWK";
    if (plan.key_text.empty()) {
      throw Failure(kUsage, "no key: say --key FILE, --dir SANDBOX or set MASKINPORTEN_CLIENT_JWK");
    }
    return;
  }
  plan.key_text = needed(read_file(file), kUsage);
  plan.key_origin = file;
}

std::vector<std::string> words_of(const std::vector<std::string>& texts) {
  std::vector<std::string> words;
  for (const std::string& text : texts) {
    for (const std::string_view word : split_white(text)) words.emplace_back(word);
  }
  return words;
}

Plan plan_of(const Options& options, const Environment& environment) {
  SandboxClient sandbox;
  if (!options.dir.empty()) sandbox = needed(sandbox_client(options.dir, options.role), kUsage);
  const auto env = [&](const char* name) { return variable(environment, name).value_or(""); };
  Plan plan;
  plan.grant.client_id =
      first_of({options.client_id, sandbox.client_id, env("MASKINPORTEN_CLIENT_ID")});
  if (plan.grant.client_id.empty()) {
    throw Failure(kUsage,
                  "no client: say --client-id, --dir SANDBOX or set MASKINPORTEN_CLIENT_ID");
  }
  plan.grant.scopes = words_of(options.scopes);
  if (plan.grant.scopes.empty()) plan.grant.scopes = sandbox.scopes;
  if (plan.grant.scopes.empty()) plan.grant.scopes = words_of({env("MASKINPORTEN_SCOPES")});
  if (plan.grant.scopes.empty()) {
    throw Failure(kUsage, "no scope: say --scope or set MASKINPORTEN_SCOPES");
  }
  plan.grant.kid = first_of({options.kid, options.key_file.empty() ? sandbox.kid : ""});
  plan.grant.resources = options.resources;
  plan.grant.consumer_org = options.consumer_org;
  plan.grant.system_user_of = options.system_user;
  plan.grant.external_ref = options.external_ref;
  plan.grant.lifetime = seconds{options.lifetime};
  find_key(plan, options, sandbox, environment);
  find_endpoint(plan, options, sandbox, environment);
  return plan;
}

void show_claims(const std::string& token, const std::string& issuer, const Options& options,
                 Surroundings& surroundings) {
  const auto jws = jose::split_compact(token);
  const auto claims = jws ? read_json(jws->payload) : Result<json::value, JsonFault>(json::value{});
  if (!claims || !claims->is_object())
    throw Failure(kFailed, "the access token is not a JWT, so it shows no claims");
  const auto name_of = [&](const std::string& orgno) {
    return organisation_name(issuer, orgno, options.ca_file);
  };
  print_fields(surroundings.err,
               readable_claims(claims->get_object(), surroundings.clock.now(), name_of));
}

void fetch_token(const Options& options, Surroundings& surroundings) {
  Plan plan = plan_of(options, surroundings.environment);
  const auto key = read_client_key(plan.key_text);
  if (!key) throw Failure(kUsage, fmt::format("{}: {}", plan.key_origin, key.error()));
  if (!plan.cert_file.empty()) {
    auto x5c = read_certificates(needed(read_file(plan.cert_file), kUsage), *key);
    if (!x5c) throw Failure(kUsage, fmt::format("{}: {}", plan.cert_file, x5c.error()));
    plan.grant.x5c = *std::move(x5c);
  }
  const std::string grant = signed_grant(plan.grant, *key, surroundings.clock, surroundings.random);
  const TokenAnswer answer = needed(trade(plan.token_endpoint, grant, options.ca_file));
  const auto token = string_member(answer.body, "access_token");
  if (answer.status != 200 || !token) throw Failure(kFailed, refusal_text(answer));
  if (options.show_claims)
    show_claims(std::string(*token), plan.grant.issuer, options, surroundings);
  if (options.json) {
    surroundings.out << json::serialize(answer.body) << '\n';
  } else {
    surroundings.out << *token << '\n';
  }
}

void add_options(CLI::App& command, Options& options) {
  auto* issuer = command.add_option("--issuer", options.issuer,
                                    "The server's issuer, as https://maskinporten.example/.");
  command
      .add_option("--dir", options.dir,
                  "A sandbox's directory: issuer, client and key come from it.")
      ->excludes(issuer);
  command.add_option("--role", options.role,
                     "Which of the sandbox's clients; consumer-client unless told.");
  command.add_option("--client-id", options.client_id, "The client; else MASKINPORTEN_CLIENT_ID.");
  command.add_option("--key", options.key_file,
                     "Its private key, JWK or PEM; else MASKINPORTEN_CLIENT_JWK.");
  command.add_option("--cert", options.cert_file,
                     "PEM file with the client's business certificate and its chain, leaf first, "
                     "to send instead of a key id; --key is its private key.");
  command.add_option("--kid", options.kid, "The key's id; else the JWK's, else its thumbprint.");
  command
      .add_option("--scope", options.scopes,
                  "A scope to ask for; may be said again. Else MASKINPORTEN_SCOPES.")
      ->allow_extra_args(false);
  command.add_option("--consumer-org", options.consumer_org,
                     "The organisation number one acts for as its supplier.");
  auto* system_user =
      command.add_option("--system-user", options.system_user,
                         "The organisation number of the customer whose system user one is.");
  command
      .add_option("--external-ref", options.external_ref,
                  "Which of that customer's system users; the one without a reference unless told.")
      ->needs(system_user);
  command
      .add_option("--resource", options.resources,
                  "An audience the token is for; may be said again.")
      ->allow_extra_args(false);
  command
      .add_option("--lifetime", options.lifetime,
                  "How long the grant lives, in seconds; 100 unless told.")
      ->check(CLI::Range(1, 3600));
  command.add_option("--ca-file", options.ca_file,
                     "PEM file of the authorities to trust instead of the system's.");
  command.add_flag("--json", options.json, "Print the whole answer instead of the token alone.");
  command.add_flag("--show-claims", options.show_claims,
                   "Print the token's claims on standard error too.");
}

}  // namespace

void add_token(CLI::App& root, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command = add_command(
      root, "token", "Fetch an access token for a client and print it.",
      "  portvakt token --dir ./sandbox --role consumer-client\n"
      "  portvakt token --issuer https://maskinporten.example/ --client-id ID --key "
      "client.jwk.json --scope fjellrev:open.read\n"
      "  portvakt token --issuer https://maskinporten.example/ --client-id ID --cert org.pem --key "
      "org.key --scope fjellrev:open.read\n"
      "  curl -H \"Authorization: Bearer $(portvakt token --dir ./sandbox)\" https://api.example/");
  add_options(command, *options);
  command.callback([options, &surroundings] { fetch_token(*options, surroundings); });
}

}  // namespace portvakt::app
