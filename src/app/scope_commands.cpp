// `scope` and `access` only look: scopes and accesses are their owners' to change, through
// self-service.
#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "app/record_json.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

struct Options {
  DatabaseChoice database;
  std::string owner, consumer, scope;
  bool inactive = false;
  bool json = false;

  store::Inactive shown() const {
    return inactive ? store::Inactive::shown : store::Inactive::hidden;
  }
};

std::vector<Scope> scopes(store::Reader& reader, std::optional<OrgNumber> owner,
                          store::Inactive inactive) {
  if (owner) return reader.scopes_of(*owner, inactive);
  std::vector<Scope> all;
  for (const Organisation& organisation : reader.organisations()) {
    std::ranges::move(reader.scopes_of(organisation.orgno, inactive), std::back_inserter(all));
  }
  return all;
}

void list_scopes(const Options& options, Surroundings& surroundings) {
  const auto owner = optional_org_number(options.owner);
  Operator desk{options.database, surroundings, Opening::existing};
  std::vector<Scope> found;
  desk.read([&](store::Reader& reader) { found = scopes(reader, owner, options.shown()); });
  if (options.json) {
    surroundings.out << json::serialize(to_json(found)) << '\n';
    return;
  }
  Table table{{"SCOPE", "OWNER", "VISIBILITY", "FOR ALL", "STATE", "DESCRIPTION"}};
  for (const Scope& scope : found) {
    table.add({scope.name.text(), scope.owner.digits(), std::string(word(scope.visibility)),
               scope.accessible_for_all ? "yes" : "no", scope.active ? "active" : "inactive",
               scope.description});
  }
  table.print(surroundings.out, surroundings.terminal, "no scopes");
}

/// The most selective question first; the rest is filtered here.
std::vector<Access> accesses(store::Reader& reader, const Options& options) {
  const auto owner = optional_org_number(options.owner);
  const auto consumer = optional_org_number(options.consumer);
  std::vector<Access> found;
  if (!options.scope.empty()) {
    found = reader.accesses_of_scope(scope_name(options.scope), options.shown());
  } else if (consumer) {
    found = reader.accesses_held(*consumer, options.shown());
  } else {
    for (const Scope& scope : scopes(reader, owner, store::Inactive::shown)) {
      std::ranges::move(reader.accesses_of_scope(scope.name, options.shown()),
                        std::back_inserter(found));
    }
  }
  std::erase_if(found, [&](const Access& access) {
    return (owner && access.owner != *owner) || (consumer && access.consumer != *consumer);
  });
  return found;
}

void list_accesses(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::existing};
  std::vector<Access> found;
  desk.read([&](store::Reader& reader) { found = accesses(reader, options); });
  if (options.json) {
    surroundings.out << json::serialize(to_json(found)) << '\n';
    return;
  }
  Table table{{"SCOPE", "OWNER", "CONSUMER", "STATE"}};
  for (const Access& access : found) {
    table.add({access.scope.text(), access.owner.digits(), access.consumer.digits(),
               std::string(word(access.state))});
  }
  table.print(surroundings.out, surroundings.terminal, "no accesses");
}

}  // namespace

void add_scope(CLI::App& root, Surroundings& surroundings) {
  const char* examples = "  portvakt scope list --org 312345676";
  CLI::App& group = add_group(root, "scope", "Look at scopes.", examples);
  auto options = std::make_shared<Options>();
  CLI::App& command = add_command(group, "list", "List scopes of every visibility.", examples);
  command.add_option("--org", options->owner, "Only scopes of this owner.");
  command.add_flag("--inactive", options->inactive, "Inactive ones too.");
  options->database.add_options(command);
  add_json_flag(command, options->json);
  command.callback([options, &surroundings] { list_scopes(*options, surroundings); });
}

void add_access(CLI::App& root, Surroundings& surroundings) {
  const char* examples = "  portvakt access list --scope fjellrev:vannmaaling.read";
  CLI::App& group = add_group(root, "access", "Look at who may use which scope.", examples);
  auto options = std::make_shared<Options>();
  CLI::App& command = add_command(group, "list", "List accesses.", examples);
  command.add_option("--scope", options->scope, "Only accesses to this scope.");
  command.add_option("--owner", options->owner, "Only those this organisation gave.");
  command.add_option("--consumer", options->consumer, "Only those this organisation holds.");
  command.add_flag("--inactive", options->inactive, "Denied ones too.");
  options->database.add_options(command);
  add_json_flag(command, options->json);
  command.callback([options, &surroundings] { list_accesses(*options, surroundings); });
}

}  // namespace portvakt::app
