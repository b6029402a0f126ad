#include "app/claims_text.hpp"
#include "app/command_tree.hpp"
#include "app/issuer.hpp"
#include "app/sandbox_file.hpp"
#include "app/token_check.hpp"
#include "base/text.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <istream>
#include <iterator>
#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

struct Options {
  std::string token = "-", issuer, dir, ca_file;
  Expected expected;
  bool json = false;
};

constexpr std::size_t kLongestToken = 64 * 1024;

/// The argument, or everything on standard input; an `Authorization` header's `Bearer` before it is
/// passed over.
std::string token_text(const Options& options, Surroundings& surroundings) {
  std::string text = options.token;
  if (text == "-") {
    text.clear();
    for (char c = 0; text.size() <= kLongestToken && surroundings.in.get(c);) text += c;
  }
  const auto words = split_white(text);
  if (words.size() == 2 && iequals(words.front(), "Bearer")) return std::string(words.back());
  if (words.size() != 1 || text.size() > kLongestToken) {
    throw Failure(kUsage, "no token: name it, or send it alone to standard input");
  }
  return std::string(words.front());
}

std::string issuer_of(const Options& options, const Environment& environment) {
  if (!options.issuer.empty()) return options.issuer;
  if (!options.dir.empty()) {
    const auto issuer = sandbox_issuer(options.dir);
    if (!issuer) throw Failure(kUsage, issuer.error());
    return *issuer;
  }
  const auto issuer = variable(environment, "MASKINPORTEN_ISSUER");
  if (!issuer)
    throw Failure(kUsage, "no issuer: say --issuer URL, --dir SANDBOX or set MASKINPORTEN_ISSUER");
  return *issuer;
}

void print(const Verdict& verdict, const std::string& issuer, const Options& options,
           Surroundings& surroundings) {
  if (options.json) {
    const json::array reasons(verdict.reasons.begin(), verdict.reasons.end());
    surroundings.out << json::serialize(json::object{{"valid", verdict.valid()},
                                                     {"reasons", reasons},
                                                     {"header", verdict.header},
                                                     {"claims", verdict.claims}})
                     << '\n';
    return;
  }
  if (verdict.claims.empty()) return;
  if (!verdict.signature_holds) surroundings.out << "claims below are not signed by the issuer\n";
  const auto name_of = [&](const std::string& orgno) {
    return organisation_name(issuer, orgno, options.ca_file);
  };
  print_fields(surroundings.out,
               readable_claims(verdict.claims, surroundings.clock.now(), name_of));
}

void verify(const Options& options, Surroundings& surroundings) {
  const std::string token = token_text(options, surroundings);
  Expected expected = options.expected;
  expected.issuer = issuer_of(options, surroundings.environment);
  // Whether the token holds cannot be said without the keys, and "unknown" must not look like
  // "invalid".
  const auto metadata = discover(expected.issuer, options.ca_file);
  if (!metadata) throw Failure(kUsage, metadata.error());
  const auto keys = fetch_keys(metadata->jwks_uri, options.ca_file);
  if (!keys) throw Failure(kUsage, keys.error());

  const Verdict verdict = check_token(token, *keys, expected, surroundings.clock.now());
  print(verdict, expected.issuer, options, surroundings);
  if (!verdict.valid())
    throw Failure(kFailed, "the token is not valid: " + join(verdict.reasons, "; "));
}

}  // namespace

void add_verify(CLI::App& root, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      add_command(root, "verify", "Check an access token as an API would, and show its claims.",
                  "  portvakt verify eyJraWQi… --issuer https://maskinporten.example/ --scope "
                  "fjellrev:open.read\n"
                  "  portvakt token --dir ./sandbox | portvakt verify --dir ./sandbox");
  command.add_option("TOKEN", options->token, "The token; - or nothing reads standard input.");
  auto* issuer = command.add_option("--issuer", options->issuer,
                                    "Who must have issued it; else MASKINPORTEN_ISSUER.");
  command.add_option("--dir", options->dir, "A sandbox's directory: its issuer is meant.")
      ->excludes(issuer);
  command
      .add_option("--scope", options->expected.scopes,
                  "A scope the token must have; may be said again.")
      ->allow_extra_args(false);
  command.add_option("--audience", options->expected.audience, "Whom the token must be for.");
  command.add_option("--ca-file", options->ca_file,
                     "PEM file of the authorities to trust instead of the system's.");
  add_json_flag(command, options->json);
  command.callback([options, &surroundings] { verify(*options, surroundings); });
}

}  // namespace portvakt::app
