#include "app/commands.hpp"
#include "app/config.hpp"
#include "app/database_choice.hpp"
#include "app/node.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>

namespace portvakt::app {
namespace {

void run_serve(const std::string& file) {
  const auto config =
      read_config(file.empty() ? std::nullopt : std::optional<std::filesystem::path>(file),
                  system_environment());
  if (!config) stop_with(config.error());
  if (const Problems missing = missing_for_serving(*config); !missing.empty()) stop_with(missing);
  SystemClock clock;
  SystemRandom random;
  start_node(*config, signing_passphrase(*config), clock, random)->run([] {});
}

}  // namespace

void add_serve(CLI::App& root) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = root.add_subcommand("serve", "Run the server");
  command->add_option("--config", *file,
                      "The configuration file; every key may also come from the environment "
                      "(PORTVAKT__SECTION__KEY).");
  command->footer(
      "The server migrates its database, makes a first signing key where there is none, and stops "
      "cleanly on SIGTERM.\n"
      "SIGHUP loads the TLS certificate again.\n\nExample:\n  portvakt serve --config "
      "/etc/portvakt/portvakt.toml");
  command->callback([file] { run_serve(*file); });
}

}  // namespace portvakt::app
