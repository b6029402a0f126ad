#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "app/record_json.hpp"
#include "app/times.hpp"
#include "base/text.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

namespace self = selfservice;

struct Options {
  DatabaseChoice database;
  std::string kid;
  bool at_once = false;
  bool json = false;
};
using Run = void (*)(const Options&, Surroundings&);

std::vector<SigningKeyRecord> keys_of(Operator& desk) {
  std::vector<SigningKeyRecord> keys;
  desk.read([&](store::Reader& reader) { keys = reader.signing_keys(); });
  return keys;
}

KeyId key_id(const std::string& text) {
  const auto kid = KeyId::parse(text);
  if (kid) return *kid;
  throw Failure(kUsage, fmt::format("{} is not a key id", printable(text, 80)));
}

void print(const SigningKeyRecord& key, const Options& options, Surroundings& surroundings) {
  if (options.json) {
    surroundings.out << json::serialize(to_json(key)) << '\n';
    return;
  }
  surroundings.out << key.kid.text() << "  " << word(key.state) << '\n';
}

void list(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::existing};
  const auto keys = keys_of(desk);
  if (options.json) {
    surroundings.out << json::serialize(to_json(keys)) << '\n';
    return;
  }
  const auto rules = signing_key_rules(desk.config());
  Table table{{"KID", "ALG", "STATE", "CREATED", "ACTIVATED", "RETIRED", "PUBLISHED"}};
  for (const SigningKeyRecord& key : keys) {
    table.add({key.kid.text(), std::string(key.jwk.alg ? jose::word(*key.jwk.alg) : ""),
               std::string(word(key.state)), when(key.created), when(key.activated),
               when(key.retired), self::is_published(key, rules, desk.now()) ? "yes" : "no"});
  }
  table.print(surroundings.out, surroundings.terminal, "no signing keys; portvakt key new");
}

SigningKeyRecord fresh_key(Operator& desk) {
  return self::make_signing_key(signing_key_shape(desk.config()), signing_passphrase(desk.config()),
                                desk.now());
}

void make(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::or_new};
  const SigningKeyRecord key = fresh_key(desk);
  desk.write([&](store::Transaction& transaction) {
    transaction.put(key);
    return true;
  });
  print(key, options, surroundings);
}

/// Runs `change` in one transaction; a refusal ends the command with its sentence.
template <class Change>
void change_key(const Options& options, Surroundings& surroundings, Change change) {
  const KeyId kid = key_id(options.kid);
  Operator desk{options.database, surroundings, Opening::existing};
  const auto rules = signing_key_rules(desk.config());
  std::optional<Result<SigningKeyRecord, self::SigningKeyRefusal>> result;
  desk.write([&](store::Transaction& transaction) {
    result = change(transaction, kid, rules, desk.now());
    return result->has_value();
  });
  if (result->has_value()) return print(**result, options, surroundings);
  std::string sentence = self::sentence(result->error(), kid, keys_of(desk), rules);
  if (result->error() == self::SigningKeyRefusal::too_young) {
    sentence += "; --now activates it all the same";
  }
  throw Failure(kFailed, sentence);
}

void activate(const Options& options, Surroundings& surroundings) {
  change_key(options, surroundings,
             [&](auto& transaction, const auto& kid, const auto& rules, Instant now) {
               const auto publishing =
                   options.at_once ? self::Publishing::cut_short : self::Publishing::waited;
               return self::activate_signing_key(transaction, kid, rules, publishing, now);
             });
}

void retire(const Options& options, Surroundings& surroundings) {
  change_key(options, surroundings,
             [](auto& transaction, const auto& kid, const auto&, Instant now) {
               return self::retire_signing_key(transaction, kid, now);
             });
}

void rotate(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::or_new};
  const SigningKeyRecord fresh = fresh_key(desk);
  self::Rotation rotation;
  desk.write([&](store::Transaction& transaction) {
    rotation =
        self::rotate_signing_keys(transaction, fresh, signing_key_rules(desk.config()), desk.now());
    return rotation.activated || rotation.made;
  });
  if (options.json) {
    json::object object;
    if (rotation.activated) object["activated"] = rotation.activated->text();
    if (rotation.made) object["made"] = rotation.made->text();
    if (rotation.waiting) object["waiting"] = rotation.waiting->text();
    if (rotation.next_ripe) object["next_ripe"] = when(rotation.next_ripe);
    surroundings.out << json::serialize(object) << '\n';
    return;
  }
  print_fields(surroundings.out,
               {{"activated", rotation.activated ? rotation.activated->text() : ""},
                {"made", rotation.made ? rotation.made->text() : ""},
                {"waiting", rotation.waiting ? rotation.waiting->text() : ""},
                {"may sign from", when(rotation.next_ripe)}});
}

struct Row {
  const char *name, *sentence, *example;
  bool kid;
  Run run;
};
constexpr Row kRows[] = {
    {"list", "List signing keys, oldest first.", "  portvakt key list", false, list},
    {"new", "Make a pending key: published, so that relying parties learn it, but not signing yet.",
     "  portvakt key new --config /etc/portvakt/portvakt.toml", false, make},
    {"activate", "Let a pending key sign; the one before it retires.",
     "  portvakt key activate KID", true, activate},
    {"retire", "Retire a pending key, which then never signs.", "  portvakt key retire KID", true,
     retire},
    {"rotate",
     "Activate the oldest pending key that is ripe, and make the next one. Fit for a daily timer.",
     "  portvakt key rotate --config /etc/portvakt/portvakt.toml", false, rotate},
};

}  // namespace

void add_key(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group = add_group(root, "key", "Make and rotate the keys that sign tokens.",
                              "  portvakt key list\n  portvakt key rotate");
  for (const Row& row : kRows) {
    auto options = std::make_shared<Options>();
    CLI::App& command = add_command(group, row.name, row.sentence, row.example);
    if (row.kid)
      command.add_option("KID", options->kid, "The key's id, as list shows it.")->required();
    if (row.run == activate) {
      command.add_flag("--now", options->at_once,
                       "Even before relying parties had time to learn it.");
    }
    options->database.add_options(command);
    add_json_flag(command, options->json);
    command.callback([options, run = row.run, &surroundings] { run(*options, surroundings); });
  }
}

}  // namespace portvakt::app
