#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "endpoint/statistics_json.hpp"
#include "selfservice/operator_scopes.hpp"
#include "selfservice/statistics.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

namespace self = selfservice;

struct Options {
  DatabaseChoice database;
  std::string by, interval, from, to, scope, consumer, supplier, client;
  bool json = false, csv = false;
};

self::StatisticsQuestion question_of(const Options& options) {
  const auto given = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  return {.by = given(options.by),
          .interval = given(options.interval),
          .from = given(options.from),
          .to = given(options.to),
          .scope = given(options.scope),
          .consumer = given(options.consumer),
          .supplier = given(options.supplier),
          .client_id = given(options.client)};
}

void print(const self::StatisticsReport& report, Surroundings& surroundings) {
  Table table{{"TIME", "KEY", "NAME", "TOKENS", "REFUSALS"}};
  for (const self::StatisticsRow& row : report.rows) {
    table.add({row.time, row.key, row.name.value_or(""), std::to_string(row.tokens),
               std::to_string(row.refusals)});
  }
  table.print(surroundings.out, surroundings.terminal, "nothing was issued or refused");
}

void show(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::existing};
  // an operator's caller sees everybody's, so whose number it carries does not matter here
  const auto caller = desk.caller(must(OrgNumber::parse(self::kSandboxOperatorOrgno)));
  const auto permit = done(self::authorize<self::Operation::read_all_statistics>(caller));
  const auto report = done(self::all_statistics(desk.services(), permit, question_of(options)));
  if (options.json) {
    surroundings.out << json::serialize(endpoint::statistics_json(report)) << '\n';
    return;
  }
  if (options.csv) {
    surroundings.out << self::statistics_csv(report);
  } else {
    print(report, surroundings);
  }
  if (report.truncated) {
    surroundings.err << "portvakt: there are more rows; ask for less time or with a filter\n";
  }
}

}  // namespace

void add_statistics(CLI::App& root, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command = add_command(
      root, "statistics", "Count issued and refused tokens.",
      "  portvakt statistics --by scope --interval month --from 2026-01-01 --to 2026-03-31\n"
      "  portvakt statistics --by code --from 2026-03-02 --to 2026-03-02 --interval hour\n"
      "  portvakt statistics --by consumer --scope fjellrev:vannmaaling.read --csv");
  command.add_option("--by", options->by,
                     "none, scope, consumer, supplier, client or code (of refusals).");
  command.add_option("--interval", options->interval, "hour, day or month; a day unless told.");
  command.add_option(
      "--from", options->from,
      "The first date (UTC); unless told 30 days, with hours one, with months a year.");
  command.add_option("--to", options->to, "The last date (UTC); today unless told.");
  command.add_option("--scope", options->scope, "Only tokens with this scope.");
  command.add_option("--consumer", options->consumer, "Only tokens of this consumer.");
  command.add_option("--supplier", options->supplier, "Only tokens of this supplier.");
  command.add_option("--client", options->client, "Only this client.");
  auto* as_json = command.add_flag("--json", options->json, "Print JSON instead of a table.");
  command.add_flag("--csv", options->csv, "Print comma-separated values.")->excludes(as_json);
  options->database.add_options(command);
  command.callback([options, &surroundings] { show(*options, surroundings); });
}

}  // namespace portvakt::app
