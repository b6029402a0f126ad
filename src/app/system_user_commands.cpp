// `systemuser` keeps the built-in register from the server's own machine: the rules are those of
// self-service, and the owner is named where there a token tells it.
#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "app/record_json.hpp"
#include "app/times.hpp"
#include "selfservice/system_users.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

using selfservice::Operation;

struct Options {
  DatabaseChoice database;
  std::string owner, vendor, system, client, external_ref, id;
  bool inactive = false;
  bool json = false;
};

void print(const std::vector<SystemUser>& users, Surroundings& surroundings) {
  Table table{{"ID", "OWNER", "SYSTEM", "CLIENT", "REFERENCE", "DELETED"}};
  for (const SystemUser& user : users) {
    table.add({user.id.text(), user.owner.digits(), user.system.text(), user.client.text(),
               user.external_ref.text(), when(user.deleted)});
  }
  table.print(surroundings.out, surroundings.terminal, "no system users");
}

void print_one(const SystemUser& user, const Options& options, Surroundings& surroundings) {
  if (options.json) {
    surroundings.out << json::serialize(to_json(user)) << '\n';
  } else {
    print({user}, surroundings);
  }
}

void add(const Options& options, Surroundings& surroundings) {
  const OrgNumber owner = org_number(options.owner);
  Operator desk{options.database, surroundings, Opening::existing};
  const auto caller = desk.caller(owner);
  const auto permit = done(selfservice::authorize<Operation::create_system_user>(caller));
  const auto made = done(selfservice::create_system_user(
      desk.services(), permit, {options.system, options.client, options.external_ref}));
  print_one(made.user, options, surroundings);
}

void remove(const Options& options, Surroundings& surroundings) {
  const OrgNumber owner = org_number(options.owner);
  Operator desk{options.database, surroundings, Opening::existing};
  const auto caller = desk.caller(owner);
  const auto permit = done(selfservice::authorize<Operation::delete_system_user>(caller));
  const auto deleted = done(selfservice::delete_system_user(desk.services(), permit, options.id));
  print_one(deleted.user, options, surroundings);
}

void list(const Options& options, Surroundings& surroundings) {
  const auto owner = optional_org_number(options.owner);
  const auto vendor = optional_org_number(options.vendor);
  if (!owner && !vendor) throw Failure(kUsage, "say whose system users: --owner, --vendor or both");
  Operator desk{options.database, surroundings, Opening::existing};
  std::vector<SystemUser> found;
  desk.read([&](store::Reader& reader) {
    found = owner ? reader.system_users_of(*owner) : reader.system_users_for(*vendor);
  });
  std::erase_if(found, [&](const SystemUser& user) {
    return (vendor && user.system.vendor() != *vendor) || (!options.inactive && user.deleted);
  });
  if (options.json) {
    surroundings.out << json::serialize(to_json(found)) << '\n';
  } else {
    print(found, surroundings);
  }
}

/// What the three have in common: the database, `--json` and what is run.
void finish(CLI::App& command, const std::shared_ptr<Options>& options,
            void (*run)(const Options&, Surroundings&), Surroundings& surroundings) {
  options->database.add_options(command);
  add_json_flag(command, options->json);
  command.callback([options, run, &surroundings] { run(*options, surroundings); });
}

void add_add(CLI::App& group, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      add_command(group, "add", "Let a vendor's client act through its system for a customer.",
                  "  portvakt systemuser add --owner 315000122 --system 310999113_snillregnskap"
                  " --client 5a0d7d0e-0006-4000-8000-310999113006 --external-ref kunde-42");
  command.add_option("--owner", options->owner, "The customer.")->required();
  command.add_option("--system", options->system, "The vendor's orgno, _ and a name.")->required();
  command.add_option("--client", options->client, "client_id of the vendor's client.")->required();
  command.add_option("--external-ref", options->external_ref,
                     "Tells the customer's system users apart; its orgno unless told.");
  finish(command, options, add, surroundings);
}

void add_list(CLI::App& group, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      add_command(group, "list", "List a customer's system users, or those of a vendor's clients.",
                  "  portvakt systemuser list --vendor 310999113 --inactive");
  command.add_option("--owner", options->owner, "The customer.");
  command.add_option("--vendor", options->vendor, "Whose clients they are for.");
  command.add_flag("--inactive", options->inactive, "Deleted ones too.");
  finish(command, options, list, surroundings);
}

void add_delete(CLI::App& group, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command = add_command(group, "delete",
                                  "Take a system user back; it stays in the list of inactive ones.",
                                  "  portvakt systemuser delete --owner 315000122"
                                  " 2c7b2d5e-6d5a-4c0a-9d0e-1e7f2b7c9a10");
  command.add_option("id", options->id, "Its id.")->required();
  command.add_option("--owner", options->owner, "The customer.")->required();
  finish(command, options, remove, surroundings);
}

}  // namespace

void add_system_user(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group = add_group(root, "systemuser", "Keep the built-in register of system users.",
                              "  portvakt systemuser list --vendor 310999113");
  add_add(group, surroundings);
  add_list(group, surroundings);
  add_delete(group, surroundings);
}

}  // namespace portvakt::app
