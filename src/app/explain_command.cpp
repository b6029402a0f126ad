#include "app/command_tree.hpp"
#include "app/explanation_text.hpp"
#include "app/grant_request.hpp"
#include "app/sandbox_file.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "http/client.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <istream>
#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

struct Options {
  std::string grant = "-", issuer, dir, role = "consumer-admin", token, ca_file;
  bool json = false;
};

constexpr std::size_t kLongestGrant = 64 * 1024;

/// Standard input, a file of that name, or the text itself. Only the line end of a file is taken
/// off: other blanks are something to be told about.
std::string grant_text(const Options& options, Surroundings& surroundings) {
  std::string text = options.grant;
  std::error_code unreadable;
  if (text == "-") {
    text.clear();
    for (char c = 0; text.size() <= kLongestGrant && surroundings.in.get(c);) text += c;
  } else if (std::filesystem::is_regular_file(options.grant, unreadable)) {
    auto content = read_file(options.grant, kLongestGrant);
    if (!content) throw Failure(kUsage, content.error());
    text = *std::move(content);
  }
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty() || text.size() > kLongestGrant)
    throw Failure(kUsage, "no grant: name it, a file that holds it, or send it to standard input");
  return text;
}

/// Where to ask, and as whom.
struct Desk {
  std::string issuer, token;
};

std::string sandbox_token(const SandboxClient& admin, const Options& options,
                          Surroundings& surroundings) {
  if (admin.cert_file != std::filesystem::path() || admin.key_file.empty())
    throw Failure(kUsage, fmt::format("{} has no registered key", options.role));
  const auto text = read_file(admin.key_file);
  if (!text) throw Failure(kUsage, text.error());
  const auto key = read_client_key(*text);
  if (!key) throw Failure(kUsage, fmt::format("{}: {}", admin.key_file.string(), key.error()));
  GrantRequest wanted;
  wanted.issuer = admin.issuer;
  wanted.client_id = admin.client_id;
  wanted.kid = admin.kid;
  wanted.scopes = admin.scopes;
  const auto answer =
      trade(admin.token_endpoint,
            signed_grant(wanted, *key, surroundings.clock, surroundings.random), options.ca_file);
  if (!answer) throw Failure(kUsage, answer.error());
  const auto token = string_member(answer->body, "access_token");
  if (!token) throw Failure(kUsage, refusal_text(*answer));
  return std::string(*token);
}

Desk desk_of(const Options& options, Surroundings& surroundings) {
  const auto env = [&](const char* name) {
    return variable(surroundings.environment, name).value_or("");
  };
  if (!options.dir.empty()) {
    const auto admin = sandbox_client(options.dir, options.role);
    if (!admin) throw Failure(kUsage, admin.error());
    return {admin->issuer,
            options.token.empty() ? sandbox_token(*admin, options, surroundings) : options.token};
  }
  Desk desk{options.issuer.empty() ? env("MASKINPORTEN_ISSUER") : options.issuer,
            options.token.empty() ? env("PORTVAKT_TOKEN") : options.token};
  if (desk.issuer.empty())
    throw Failure(kUsage, "no issuer: say --issuer URL, --dir SANDBOX or set MASKINPORTEN_ISSUER");
  if (desk.token.empty()) {
    throw Failure(kUsage,
                  "no token: say --token, --dir SANDBOX or set PORTVAKT_TOKEN to an access token "
                  "with the scope idporten:dcr.read");
  }
  if (!desk.issuer.ends_with('/')) desk.issuer += '/';
  return desk;
}

/// Anything but an explanation says nothing about the grant, and must not look like a refusal.
json::object ask(const Desk& desk, const std::string& grant, const std::string& ca_file) {
  http::OutgoingRequest request;
  request.method = "POST";
  request.url = desk.issuer + "api/v1/explain";
  request.ca_file = ca_file;
  request.headers = {{"Authorization", "Bearer " + desk.token},
                     {"Content-Type", "application/json"},
                     {"Accept", "application/json"}};
  request.body = json::serialize(json::object{{"assertion", grant}});
  const auto response = http::fetch(request);
  if (!response) throw Failure(kUsage, response.error());
  auto value = read_json(response->body);
  const bool readable = value && value->is_object();
  if (response->status == 200 && readable) return std::move(value->get_object());
  const std::string why =
      readable ? printable(string_member(value->get_object(), "error_description").value_or(""))
               : "";
  throw Failure(kUsage, fmt::format("{} answered {}{}", request.url, response->status,
                                    why.empty() ? "" : ": " + why));
}

void explain(const Options& options, Surroundings& surroundings) {
  const std::string grant = grant_text(options, surroundings);
  const json::object explanation = ask(desk_of(options, surroundings), grant, options.ca_file);
  if (options.json) {
    surroundings.out << json::serialize(explanation) << '\n';
  } else {
    print_explanation(surroundings.out, explanation, surroundings.terminal);
  }
  const auto token = string_member(explanation, "token");
  if (token == "untold")
    throw Failure(kFailed,
                  "the grant cannot be explained to this organisation; ask with a token of the "
                  "client's own (in a sandbox --role)");
  if (token != "issued") throw Failure(kFailed, "the grant would be refused");
}

}  // namespace

void add_explain(CLI::App& root, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command = add_command(
      root, "explain", "Say what the token endpoint would answer to a grant, rule by rule.",
      "  portvakt explain grant.jwt --dir ./sandbox\n"
      "  portvakt explain eyJraWQi… --issuer https://maskinporten.example/ --token \"$TOKEN\"\n"
      "\nThe grant is not used up. Exit status: 0 it would get a token, 1 it would be refused, 2 "
      "nothing could be told.");
  command.add_option("GRANT", options->grant,
                     "The grant (JWT), a file that holds it, or - for standard input.");
  auto* issuer = command.add_option("--issuer", options->issuer,
                                    "The server's issuer; else MASKINPORTEN_ISSUER.");
  command
      .add_option("--dir", options->dir, "A sandbox's directory: one of its admin clients asks.")
      ->excludes(issuer);
  command.add_option("--role", options->role,
                     "Which of the sandbox's clients asks; consumer-admin unless told.");
  command.add_option("--token", options->token,
                     "An access token of the client's organisation with idporten:dcr.read; else "
                     "PORTVAKT_TOKEN.");
  command.add_option("--ca-file", options->ca_file,
                     "PEM file of the authorities to trust instead of the system's.");
  add_json_flag(command, options->json);
  command.callback([options, &surroundings] { explain(*options, surroundings); });
}

}  // namespace portvakt::app
