// Runs a command tree on a list of words and turns whatever happens into an exit code and, when it
// is not 0, one line on standard error. Unknown commands and options are answered with the nearest
// known one.
#pragma once

#include "app/commands.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace portvakt::app {

/// The tree without serve and sandbox; main adds those two before it.
std::unique_ptr<CLI::App> new_command_tree();
void add_commands(CLI::App& root, Surroundings& surroundings);

/// `words` are those after the program's name.
int run(CLI::App& root, const std::vector<std::string>& words, Surroundings& surroundings);

/// The first word the tree does not know, as a sentence with the nearest one it does.
std::optional<std::string> first_unknown(const CLI::App& root,
                                         const std::vector<std::string>& words);

}  // namespace portvakt::app
