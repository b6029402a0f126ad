// The process environment as a value, so that tests make their own. Nothing else reads it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace portvakt::app {

using Environment = std::map<std::string, std::string, std::less<>>;

Environment system_environment();
/// Empty values count as absent, as shells and service managers mean them.
std::optional<std::string> variable(const Environment& environment, std::string_view name);

}  // namespace portvakt::app
