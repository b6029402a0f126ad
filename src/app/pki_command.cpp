#include "app/command_tree.hpp"
#include "app/output.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "jose/keys.hpp"
#include "jose/x5c.hpp"
#include "pki/certificate_check.hpp"
#include "pki/test_authority.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

constexpr int kLongestLife = 3652;  // days; the intermediate lives for fifteen years

struct Options {
  std::string dir, kind = "seid1", org, name = "RASK FJELLREV ETAT", key_file, new_key_file, out,
                   crl_url, cert_file;
  std::vector<std::string> trust, policies{"norwegian"}, crls;
  int days = 1096;
  bool json = false;
};
using Run = void (*)(const Options&, Surroundings&);

template <class T>
T needed(Result<T, std::string> result, int code = kFailed) {
  if (!result) throw Failure(code, result.error());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

void print(const Fields& fields, const Options& options, Surroundings& surroundings) {
  if (!options.json) return print_fields(surroundings.out, fields);
  json::object object;
  for (const auto& [name, value] : fields) object[name] = value;
  surroundings.out << json::serialize(object) << '\n';
}

pki::TestAuthority authority(const Options& options, Surroundings& surroundings) {
  return needed(pki::TestAuthority::open(options.dir, surroundings.clock.now()));
}

void init(const Options& options, Surroundings& surroundings) {
  const auto opened = authority(options, surroundings);
  const auto& files = opened.files();
  print({{"root", files.root.string()},
         {"intermediate", files.intermediate.string()},
         {"root_crl", files.root_crl.string()},
         {"intermediate_crl", files.intermediate_crl.string()}},
        options, surroundings);
}

/// The public half of --key, or of a new key that is written to --new-key.
jose::PublicJwk public_key(const Options& options) {
  if (options.key_file.empty() == options.new_key_file.empty())
    throw Failure(kUsage, "say either --key FILE or --new-key FILE");
  if (!options.new_key_file.empty()) {
    const jose::SigningKey key = jose::SigningKey::generate();
    needed(write_new_file(options.new_key_file, key.pem(""), kOwnerOnly));
    return key.public_jwk();
  }
  const std::string text = needed(read_file(options.key_file), kUsage);
  if (const auto key = jose::SigningKey::from_pem(text)) return key->public_jwk();
  const auto jwk = jose::parse_public_pem(text);
  if (jwk) return *jwk;
  throw Failure(kUsage, fmt::format("{} is neither a private nor a public key in PEM",
                                    printable(options.key_file, 200)));
}

void issue(const Options& options, Surroundings& surroundings) {
  const auto kind = pki::test_kind(options.kind);
  const auto org = OrgNumber::parse(options.org);
  if (!org) {
    throw Failure(kUsage, fmt::format("{} is not an organisation number: nine digits, the last a "
                                      "check digit",
                                      printable(options.org, 40)));
  }
  auto opened = authority(options, surroundings);
  const pki::TestOrder order{.kind = kind.value(),
                             .organisation = *org,
                             .name = options.name,
                             .crl_url = options.crl_url,
                             .lifetime = std::chrono::days{options.days}};
  const std::string chain =
      needed(opened.issue(order, public_key(options), surroundings.clock.now()));
  if (options.out.empty()) {
    surroundings.out << chain;
    return;
  }
  needed(write_file_atomically(options.out, chain, kReadableByAll));
  print({{"kind", options.kind},
         {"orgno", options.org},
         {"cert_file", options.out},
         {"key_file", options.key_file.empty() ? options.new_key_file : options.key_file}},
        options, surroundings);
}

void revoke(const Options& options, Surroundings& surroundings) {
  const std::string text = needed(read_file(options.cert_file), kUsage);
  auto opened = authority(options, surroundings);
  if (const auto done = opened.revoke(text, surroundings.clock.now()); !done)
    throw Failure(kFailed, fmt::format("{}: {}", options.cert_file, done.error()));
  print({{"revoked", options.cert_file}, {"intermediate_crl", opened.files().intermediate_crl}},
        options, surroundings);
}

void check(const Options& options, Surroundings& surroundings) {
  const std::string text = needed(read_file(options.cert_file), kUsage);
  const auto leaf = jose::parse_certificate_pem(text);
  if (!leaf) {
    throw Failure(kUsage, fmt::format("{}: {}", options.cert_file, jose::sentence(leaf.error())));
  }
  auto rules =
      needed(pki::CertificateCheck::open(
                 {.trust = options.trust, .policies = options.policies, .lists = options.crls}),
             kUsage);
  rules.read_local_lists();
  const auto good = rules.check(leaf->x5c, surroundings.clock.now());
  if (!good)
    throw Failure(kFailed,
                  fmt::format("{} is refused: {}", options.cert_file, pki::sentence(good.error())));
  print({{"orgno", std::get<OrgNumber>((*good)->holder).digits()},
         {"client_amr", (*good)->client_amr},
         {"serial", (*good)->serial},
         {"issuer", (*good)->issuer}},
        options, surroundings);
}

std::vector<std::string> kind_words() {
  std::vector<std::string> words;
  for (const pki::TestKind kind : pki::kTestKinds) words.emplace_back(pki::word(kind));
  return words;
}

CLI::App& add(CLI::App& group, Surroundings& surroundings, const char* name, const char* sentence,
              const char* example, const std::shared_ptr<Options>& options, Run run) {
  CLI::App& command = add_command(group, name, sentence, example);
  add_json_flag(command, options->json);
  command.callback([options, run, &surroundings] { run(*options, surroundings); });
  return command;
}

void add_directory(CLI::App& command, Options& options) {
  command
      .add_option("--dir", options.dir,
                  "The authority's directory; that of a sandbox is DIR/pki below the sandbox's.")
      ->required();
}

void add_issue(CLI::App& group, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      add(group, surroundings, "issue",
          "Issue a certificate to an organisation; its chain goes to --out or standard output.",
          "  portvakt pki issue --dir ./pki --org 312345609 --new-key org.key --out org.pem\n"
          "  portvakt pki issue --dir ./pki --org 312345609 --key org.key --kind revoked --out "
          "revoked.pem",
          options, issue);
  add_directory(command, *options);
  command
      .add_option("--kind", options->kind,
                  "seid1, seid2 (a seal), qseal (a qualified seal), or one that must be refused: "
                  "expired, revoked, untrusted, wrong-policy, wrong-usage.")
      ->capture_default_str()
      ->check(CLI::IsMember(kind_words()));
  command.add_option("--org", options->org, "The organisation's number.")->required();
  command.add_option("--name", options->name, "Its name.")->capture_default_str();
  command.add_option("--key", options->key_file, "PEM file of its key, private or public.");
  command.add_option("--new-key", options->new_key_file,
                     "Make a private key and write it to this file.");
  command.add_option("--out", options->out, "Where the chain goes, leaf first.");
  command.add_option("--crl-url", options->crl_url,
                     "Where its revocation list is to be found; none unless told.");
  command.add_option("--days", options->days, "How long it is valid.")
      ->capture_default_str()
      ->check(CLI::Range(1, kLongestLife));
}

void add_check(CLI::App& group, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      add(group, surroundings, "check",
          "Judge a certificate by the rules of the token endpoint and say which one it breaks.",
          "  portvakt pki check org.pem --trust ./pki --policies norwegian-test --crls "
          "./pki/intermediate.crl",
          options, check);
  command.add_option("CERT", options->cert_file, "PEM file: the certificate, then its chain.")
      ->required();
  command
      .add_option("--trust", options->trust, "PEM file or folder of authorities; may be repeated.")
      ->required()
      ->allow_extra_args(false);
  command.add_option("--policies", options->policies, "As certificates.policies.")
      ->allow_extra_args(false)
      ->capture_default_str();
  command.add_option("--crls", options->crls, "Files of revocation lists; may be repeated.")
      ->allow_extra_args(false);
}

}  // namespace

void add_pki(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group =
      add_group(root, "pki", "Business certificates: a test authority, and a judge for real ones.",
                "  portvakt pki init --dir ./pki\n"
                "  portvakt pki issue --dir ./pki --org 312345609 --new-key org.key --out org.pem\n"
                "  portvakt pki check org.pem --trust ./pki --policies norwegian-test");
  auto options = std::make_shared<Options>();
  add_directory(add(group, surroundings, "init",
                    "Make a test authority: root, intermediate and revocation lists. One that is "
                    "there is kept, and its lists are made anew.",
                    "  portvakt pki init --dir ./pki", options, init),
                *options);
  add_issue(group, surroundings);
  auto revoked = std::make_shared<Options>();
  CLI::App& revoking =
      add(group, surroundings, "revoke", "Put a certificate of the authority on its list.",
          "  portvakt pki revoke org.pem --dir ./pki", revoked, revoke);
  revoking.add_option("CERT", revoked->cert_file, "PEM file with the certificate.")->required();
  add_directory(revoking, *revoked);
  add_check(group, surroundings);
}

}  // namespace portvakt::app
