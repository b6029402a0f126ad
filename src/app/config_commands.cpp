#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

struct Options {
  DatabaseChoice database;
  std::string file;
  bool json = false;
};

void check(const Options& options, Surroundings& surroundings) {
  const auto config = read_config(options.file, surroundings.environment);
  const Problems problems = config ? missing_for_serving(*config) : config.error();
  if (options.json) {
    json::array array;
    for (const Problem& p : problems)
      array.push_back(json::object{{"where", p.where}, {"what", p.what}});
    surroundings.out << json::serialize(array) << '\n';
  } else if (problems.empty()) {
    surroundings.out << options.file << " is fit for portvakt serve\n";
  }
  if (!problems.empty()) stop_with(problems);
}

void show(const Options& options, Surroundings& surroundings) {
  const auto rows = shown(options.database.config(surroundings));
  if (options.json) {
    json::array array;
    for (const Shown& row : rows) {
      array.push_back(json::object{{"key", row.key}, {"value", row.value}, {"origin", row.origin}});
    }
    surroundings.out << json::serialize(array) << '\n';
    return;
  }
  Table table{{"KEY", "VALUE", "FROM"}};
  for (const Shown& row : rows) table.add({row.key, row.value, row.origin});
  table.print(surroundings.out, surroundings.terminal, "");
}

}  // namespace

void add_config(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group =
      add_group(root, "config", "Check and show the configuration.",
                "  portvakt config check /etc/portvakt/portvakt.toml\n  portvakt config show");
  auto options = std::make_shared<Options>();
  CLI::App& checking = add_command(
      group, "check", "Name every problem of a configuration file, the environment included.",
      "  portvakt config check /etc/portvakt/portvakt.toml");
  checking.add_option("FILE", options->file, "The file to check.")->required();
  add_json_flag(checking, options->json);
  checking.callback([options, &surroundings] { check(*options, surroundings); });

  auto shown_options = std::make_shared<Options>();
  CLI::App& showing = add_command(
      group, "show", "Show every key, its value and where that came from; passwords masked.",
      "  portvakt config show --config /etc/portvakt/portvakt.toml");
  shown_options->database.add_options(showing);
  add_json_flag(showing, shown_options->json);
  showing.callback([shown_options, &surroundings] { show(*shown_options, surroundings); });

  CLI::App& defaults =
      add_command(group, "defaults", "Print a file with every key, its default and what it means.",
                  "  portvakt config defaults > portvakt.toml");
  defaults.callback([&surroundings] { surroundings.out << default_toml(); });
}

}  // namespace portvakt::app
