// `delegation` keeps the built-in register from the server's own machine: the rules are those of
// self-service, and the consumer is named where there a token tells it.
#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "app/record_json.hpp"
#include "app/times.hpp"
#include "selfservice/delegations.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

struct Options {
  DatabaseChoice database;
  std::string consumer, supplier, scope, from, to;
  bool inactive = false;
  bool json = false;
};
using Run = void (*)(const Options&, Surroundings&);

std::string state(const Delegation& delegation, Instant now) {
  if (delegation.revoked) return "revoked";
  if (delegation.over(now)) return "expired";
  return delegation.counts(now) ? "active" : "not yet";
}

void print(const std::vector<Delegation>& delegations, Surroundings& surroundings) {
  Table table{{"SCOPE", "CONSUMER", "SUPPLIER", "FROM", "TO", "STATE"}};
  for (const Delegation& delegation : delegations) {
    table.add({delegation.scope.text(), delegation.consumer.digits(), delegation.supplier.digits(),
               when(delegation.valid_from), when(delegation.valid_to),
               state(delegation, surroundings.clock.now())});
  }
  table.print(surroundings.out, surroundings.terminal, "no delegations");
}

void print_one(const Delegation& delegation, const Options& options, Surroundings& surroundings) {
  if (options.json) {
    surroundings.out << json::serialize(to_json(delegation)) << '\n';
  } else {
    print({delegation}, surroundings);
  }
}

std::optional<Instant> time_option(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto at = parse_time(text);
  if (!at) {
    throw Failure(kUsage, text + " is not a time: 2026-03-02 or 2026-03-02T08:30:00Z, both UTC");
  }
  return at;
}

void add(const Options& options, Surroundings& surroundings) {
  const OrgNumber consumer = org_number(options.consumer);
  const selfservice::Period period{time_option(options.from), time_option(options.to)};
  Operator desk{options.database, surroundings, Opening::existing};
  const auto caller = desk.caller(consumer);
  const auto permit = done(selfservice::authorize<selfservice::Operation::delegate>(caller));
  const auto made =
      done(selfservice::delegate(desk.services(), permit, options.supplier, options.scope, period));
  print_one(made.delegation, options, surroundings);
}

void revoke(const Options& options, Surroundings& surroundings) {
  const OrgNumber consumer = org_number(options.consumer);
  Operator desk{options.database, surroundings, Opening::existing};
  const auto caller = desk.caller(consumer);
  const auto permit =
      done(selfservice::authorize<selfservice::Operation::revoke_delegation>(caller));
  const auto revoked = done(
      selfservice::revoke_delegation(desk.services(), permit, options.supplier, options.scope));
  print_one(revoked.delegation, options, surroundings);
}

void list(const Options& options, Surroundings& surroundings) {
  const auto consumer = optional_org_number(options.consumer);
  const auto supplier = optional_org_number(options.supplier);
  if (!consumer && !supplier) {
    throw Failure(kUsage, "say whose delegations: --consumer, --supplier or both");
  }
  Operator desk{options.database, surroundings, Opening::existing};
  std::vector<Delegation> found;
  desk.read([&](store::Reader& reader) {
    found = consumer ? reader.delegations_given(*consumer) : reader.delegations_received(*supplier);
  });
  std::erase_if(found, [&](const Delegation& delegation) {
    return (supplier && delegation.supplier != *supplier) ||
           (!options.scope.empty() && delegation.scope.text() != options.scope) ||
           (!options.inactive && delegation.over(surroundings.clock.now()));
  });
  if (options.json) {
    surroundings.out << json::serialize(to_json(found)) << '\n';
  } else {
    print(found, surroundings);
  }
}

struct Row {
  const char *name, *sentence, *example;
  bool names_one;  ///< all three of consumer, supplier and scope must be given
  Run run;
};
constexpr Row kRows[] = {
    {"add", "Let a supplier use a scope that the consumer has access to, or change until when.",
     "  portvakt delegation add --consumer 312345609 --supplier 310999113"
     " --scope fjellrev:helsemelding.write --to 2027-01-01",
     true, add},
    {"list", "List what a consumer delegated, or what was delegated to a supplier.",
     "  portvakt delegation list --consumer 312345609 --inactive", false, list},
    {"revoke", "Withdraw a delegation; it stays in the list of inactive ones.",
     "  portvakt delegation revoke --consumer 312345609 --supplier 310999113"
     " --scope fjellrev:helsemelding.write",
     true, revoke},
};

}  // namespace

void add_delegation(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group = add_group(root, "delegation", "Keep the built-in register of delegations.",
                              "  portvakt delegation list --consumer 312345609");
  for (const Row& row : kRows) {
    auto options = std::make_shared<Options>();
    CLI::App& command = add_command(group, row.name, row.sentence, row.example);
    command.add_option("--consumer", options->consumer, "The organisation that delegates.")
        ->required(row.names_one);
    command.add_option("--supplier", options->supplier, "The organisation that gets it.")
        ->required(row.names_one);
    command.add_option("--scope", options->scope, "The scope.")->required(row.names_one);
    if (row.run == add) {
      command.add_option("--from", options->from, "When it begins; now unless told.");
      command.add_option("--to", options->to, "When it ends; never unless told.");
    }
    if (row.run == list) command.add_flag("--inactive", options->inactive, "Ended ones too.");
    options->database.add_options(command);
    add_json_flag(command, options->json);
    command.callback([options, run = row.run, &surroundings] { run(*options, surroundings); });
  }
}

}  // namespace portvakt::app
