#include "app/environment.hpp"

#include <unistd.h>

namespace portvakt::app {

Environment system_environment() {
  Environment environment;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t at = text.find('=');
    if (at == std::string_view::npos) continue;
    environment.emplace(text.substr(0, at), text.substr(at + 1));
  }
  return environment;
}

std::optional<std::string> variable(const Environment& environment, std::string_view name) {
  const auto it = environment.find(name);
  if (it == environment.end() || it->second.empty()) return std::nullopt;
  return it->second;
}

}  // namespace portvakt::app
