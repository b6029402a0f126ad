#include "app/command_line.hpp"
#include "app/process_user.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <unistd.h>

int main(int argc, char** argv) {
  using namespace portvakt;
  SystemClock clock;
  SystemRandom random;
  app::Surroundings surroundings{.clock = clock,
                                 .random = random,
                                 .environment = app::system_environment(),
                                 .in = std::cin,
                                 .out = std::cout,
                                 .err = std::cerr,
                                 .user = app::process_user(),
                                 .terminal = ::isatty(STDOUT_FILENO) == 1};
  const auto root = app::new_command_tree();
  app::add_serve(*root);
  app::add_sandbox(*root);
  app::add_commands(*root, surroundings);
  const std::vector<std::string> words(argv + 1, argv + argc);
  return app::run(*root, words, surroundings);
}
