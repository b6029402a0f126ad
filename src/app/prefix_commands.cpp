#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "app/record_json.hpp"
#include "selfservice/prefixes.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

struct Options {
  DatabaseChoice database;
  std::string prefix, orgno;
  bool inactive = false;
  bool json = false;
};
using Run = void (*)(const Options&, Surroundings&);

void print(const PrefixRecord& prefix, const Options& options, Surroundings& surroundings) {
  if (options.json) {
    surroundings.out << json::serialize(to_json(prefix)) << '\n';
    return;
  }
  surroundings.out << prefix.prefix.text() << "  " << prefix.owner.digits()
                   << (prefix.active ? "" : "  inactive") << '\n';
}

void assign(const Options& options, Surroundings& surroundings) {
  const Prefix prefix = prefix_name(options.prefix);
  const OrgNumber owner = org_number(options.orgno);
  Operator desk{options.database, surroundings, Opening::existing};
  const auto caller = desk.caller(owner);
  const auto permit = done(selfservice::authorize<selfservice::Operation::assign_prefix>(caller));
  print(done(selfservice::assign_prefix(desk.services(), permit, prefix.text(), owner.digits())),
        options, surroundings);
}

/// The record as stored, changed by `change` where it is not so already.
void set_active(const Options& options, Surroundings& surroundings, bool active) {
  const Prefix name = prefix_name(options.prefix);
  Operator desk{options.database, surroundings, Opening::existing};
  std::optional<PrefixRecord> prefix;
  desk.write([&](store::Transaction& transaction) {
    prefix = transaction.prefix(name);
    if (!prefix || prefix->active == active) return false;
    prefix->active = active;
    prefix->last_updated = desk.now();
    transaction.put(*prefix);
    return true;
  });
  if (!prefix) throw Failure(kFailed, fmt::format("there is no prefix {}", name.text()));
  print(*prefix, options, surroundings);
}

void activate(const Options& options, Surroundings& surroundings) {
  set_active(options, surroundings, true);
}
void deactivate(const Options& options, Surroundings& surroundings) {
  set_active(options, surroundings, false);
}

void remove(const Options& options, Surroundings& surroundings) {
  const Prefix name = prefix_name(options.prefix);
  Operator desk{options.database, surroundings, Opening::existing};
  std::optional<PrefixRecord> prefix;
  desk.read([&](store::Reader& reader) { prefix = reader.prefix(name); });
  if (!prefix) throw Failure(kFailed, fmt::format("there is no prefix {}", name.text()));
  const auto caller = desk.caller(prefix->owner);
  const auto permit = done(selfservice::authorize<selfservice::Operation::drop_prefix>(caller));
  done(selfservice::drop_prefix(desk.services(), permit, name.text()));
  if (options.json) print(*prefix, options, surroundings);
}

void list(const Options& options, Surroundings& surroundings) {
  const auto owner = optional_org_number(options.orgno);
  Operator desk{options.database, surroundings, Opening::existing};
  std::vector<PrefixRecord> prefixes;
  desk.read([&](store::Reader& reader) {
    prefixes =
        reader.prefixes(owner, options.inactive ? store::Inactive::shown : store::Inactive::hidden);
  });
  if (options.json) {
    surroundings.out << json::serialize(to_json(prefixes)) << '\n';
    return;
  }
  Table table{{"PREFIX", "OWNER", "STATE"}};
  for (const auto& prefix : prefixes) {
    table.add({prefix.prefix.text(), prefix.owner.digits(), prefix.active ? "active" : "inactive"});
  }
  table.print(surroundings.out, surroundings.terminal,
              "no prefixes; portvakt prefix assign PREFIX ORGNO");
}

enum class Words { prefix, prefix_and_owner, owner_filter };
struct Row {
  const char *name, *sentence, *example;
  Words words;
  Run run;
};
constexpr Row kRows[] = {
    {"assign", "Give a prefix to an organisation, which then makes scopes under it.",
     "  portvakt prefix assign fjellrev 312345676", Words::prefix_and_owner, assign},
    {"list", "List prefixes and their owners.", "  portvakt prefix list --inactive",
     Words::owner_filter, list},
    {"remove", "Remove a prefix that no scope lies under.", "  portvakt prefix remove fjellrev",
     Words::prefix, remove},
    {"deactivate", "Let no more scopes be made under a prefix; those there stay as they are.",
     "  portvakt prefix deactivate fjellrev", Words::prefix, deactivate},
    {"activate", "Undo deactivate.", "  portvakt prefix activate fjellrev", Words::prefix,
     activate},
};

}  // namespace

void add_prefix(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group =
      add_group(root, "prefix", "Assign and list the prefixes that scopes begin with.",
                "  portvakt prefix assign fjellrev 312345676\n  portvakt prefix list");
  for (const Row& row : kRows) {
    auto options = std::make_shared<Options>();
    CLI::App& command = add_command(group, row.name, row.sentence, row.example);
    if (row.words == Words::owner_filter) {
      command.add_option("--org", options->orgno, "Only prefixes of this organisation.");
      command.add_flag("--inactive", options->inactive, "Inactive ones too.");
    } else {
      command.add_option("PREFIX", options->prefix, "The prefix, as fjellrev.")->required();
    }
    if (row.words == Words::prefix_and_owner) {
      command.add_option("ORGNO", options->orgno, "Its owner, registered here.")->required();
    }
    options->database.add_options(command);
    add_json_flag(command, options->json);
    command.callback([options, run = row.run, &surroundings] { run(*options, surroundings); });
  }
}

}  // namespace portvakt::app
