// Small steps that every command takes to add itself to the tree.
#pragma once

#include "app/commands.hpp"

#include <string>

namespace portvakt::app {

/// A word with commands below it.
CLI::App& add_group(CLI::App& parent, const std::string& name, const std::string& sentence,
                    const std::string& examples);
CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& sentence,
                      const std::string& examples);
void add_json_flag(CLI::App& command, bool& json);

}  // namespace portvakt::app
