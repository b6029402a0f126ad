#include "app/command_tree.hpp"

#include <CLI/CLI.hpp>

namespace portvakt::app {

CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& sentence,
                      const std::string& examples) {
  CLI::App& command = *parent.add_subcommand(name, sentence);
  command.footer("Examples:\n" + examples);
  return command;
}

CLI::App& add_group(CLI::App& parent, const std::string& name, const std::string& sentence,
                    const std::string& examples) {
  CLI::App& group = add_command(parent, name, sentence, examples);
  group.require_subcommand(1);
  return group;
}

void add_json_flag(CLI::App& command, bool& json) {
  command.add_flag("--json", json, "Print JSON instead of a table.");
}

}  // namespace portvakt::app
