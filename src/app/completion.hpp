// Shell completion written from the command tree itself, so that it cannot fall behind.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace portvakt::app {

/// The script for `bash`, `zsh` or `fish`; nothing for other shells.
std::optional<std::string> completion_script(const CLI::App& root, std::string_view shell);

}  // namespace portvakt::app
