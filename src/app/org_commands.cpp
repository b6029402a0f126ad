#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "app/record_json.hpp"
#include "selfservice/organisations.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

struct Options {
  DatabaseChoice database;
  std::string orgno, name;
  bool json = false;
};
using Run = void (*)(const Options&, Surroundings&);

std::optional<Organisation> stored(Operator& desk, OrgNumber orgno) {
  std::optional<Organisation> found;
  desk.read([&](store::Reader& reader) { found = reader.organisation(orgno); });
  return found;
}

Failure unknown(OrgNumber orgno) {
  return {kFailed, fmt::format("{0} is not registered; portvakt org add {0} NAME", orgno.digits())};
}

void print(const Organisation& organisation, const Options& options, Surroundings& surroundings) {
  if (options.json) {
    surroundings.out << json::serialize(to_json(organisation)) << '\n';
    return;
  }
  surroundings.out << organisation.orgno.digits() << "  " << organisation.name << '\n';
}

void put(Operator& desk, OrgNumber orgno, const Options& options, Surroundings& surroundings) {
  const auto caller = desk.caller(orgno);
  const auto permit =
      done(selfservice::authorize<selfservice::Operation::register_organisation>(caller));
  print(done(selfservice::register_organisation(desk.services(), permit, options.orgno,
                                                options.name)),
        options, surroundings);
}

void add(const Options& options, Surroundings& surroundings) {
  const OrgNumber orgno = org_number(options.orgno);
  Operator desk{options.database, surroundings, Opening::or_new};
  if (const auto there = stored(desk, orgno)) {
    throw Failure(
        kFailed,
        fmt::format("{0} is registered as {1}; to change that: portvakt org rename {0} NAME",
                    orgno.digits(), there->name));
  }
  put(desk, orgno, options, surroundings);
}

void rename(const Options& options, Surroundings& surroundings) {
  const OrgNumber orgno = org_number(options.orgno);
  Operator desk{options.database, surroundings, Opening::existing};
  if (!stored(desk, orgno)) throw unknown(orgno);
  put(desk, orgno, options, surroundings);
}

void list(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::existing};
  std::vector<Organisation> organisations;
  desk.read([&](store::Reader& reader) { organisations = reader.organisations(); });
  if (options.json) {
    surroundings.out << json::serialize(to_json(organisations)) << '\n';
    return;
  }
  Table table{{"ORGNO", "NAME"}};
  for (const auto& organisation : organisations)
    table.add({organisation.orgno.digits(), organisation.name});
  table.print(surroundings.out, surroundings.terminal,
              "no organisations; portvakt org add ORGNO NAME");
}

void show(const Options& options, Surroundings& surroundings) {
  const OrgNumber orgno = org_number(options.orgno);
  Operator desk{options.database, surroundings, Opening::existing};
  const auto organisation = stored(desk, orgno);
  if (!organisation) throw unknown(orgno);
  std::vector<PrefixRecord> prefixes;
  std::size_t scopes = 0, clients = 0;
  desk.read([&](store::Reader& reader) {
    prefixes = reader.prefixes(orgno, store::Inactive::shown);
    scopes = reader.scopes_of(orgno, store::Inactive::shown).size();
    clients = reader.clients_of(orgno, store::Inactive::shown).size();
  });
  std::string names;
  for (const auto& prefix : prefixes) names += (names.empty() ? "" : " ") + prefix.prefix.text();
  if (options.json) {
    json::object object = to_json(*organisation);
    object["prefixes"] = to_json(prefixes);
    object["scopes"] = scopes;
    object["clients"] = clients;
    surroundings.out << json::serialize(object) << '\n';
    return;
  }
  print_fields(surroundings.out, {{"orgno", orgno.digits()},
                                  {"name", organisation->name},
                                  {"prefixes", names},
                                  {"scopes", fmt::to_string(scopes)},
                                  {"clients", fmt::to_string(clients)}});
}

struct Row {
  const char *name, *sentence, *example;
  bool orgno, new_name;
  Run run;
};
constexpr Row kRows[] = {
    {"add", "Register an organisation.", "  portvakt org add 312345609 \"KLOK TIGER KOMMUNE\"",
     true, true, add},
    {"list", "List all organisations.", "  portvakt org list --dir ./sandbox", false, false, list},
    {"show", "Show an organisation and how much it has.", "  portvakt org show 312345609 --json",
     true, false, show},
    {"rename", "Give an organisation another name.",
     "  portvakt org rename 312345609 \"KLOK TIGER\"", true, true, rename},
};

}  // namespace

void add_org(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group =
      add_group(root, "org", "Register and list organisations.",
                "  portvakt org add 312345609 \"KLOK TIGER KOMMUNE\"\n  portvakt org list");
  for (const Row& row : kRows) {
    auto options = std::make_shared<Options>();
    CLI::App& command = add_command(group, row.name, row.sentence, row.example);
    if (row.orgno)
      command.add_option("ORGNO", options->orgno, "Organisation number, nine digits.")->required();
    if (row.new_name)
      command.add_option("NAME", options->name, "The organisation's name.")->required();
    options->database.add_options(command);
    add_json_flag(command, options->json);
    command.callback([options, run = row.run, &surroundings] { run(*options, surroundings); });
  }
}

}  // namespace portvakt::app
