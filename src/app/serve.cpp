#include "app/commands.hpp"
#include "app/config.hpp"
#include "app/database_choice.hpp"
#include "app/node.hpp"
#include "base/text.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace portvakt::app {
namespace {

[[noreturn]] void end(const Problems& problems) {
  std::vector<std::string> lines;
  for (const Problem& problem : problems) lines.push_back(problem.text());
  throw Failure(kUsage, join(lines, "\nportvakt: "));
}

void run_serve(const std::string& file) {
  const auto config =
      read_config(file.empty() ? std::nullopt : std::optional<std::filesystem::path>(file),
                  system_environment());
  if (!config) end(config.error());
  if (const Problems missing = missing_for_serving(*config); !missing.empty()) end(missing);
  SystemClock clock;
  SystemRandom random;
  Node node(*config, signing_passphrase(*config), clock, random);
  node.run([] {});
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
