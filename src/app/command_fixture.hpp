// For tests of commands: the whole tree in this process, on a database in a directory of its own,
// with a clock that stands still and an environment that is empty unless told.
#pragma once

#include "app/command_line.hpp"
#include "base/json.hpp"

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace portvakt::app {

class Commands : public testing::Test {
 protected:
  struct Outcome {
    int exit = 0;
    std::string out, err;
    json::value json() const { return must(read_json(out)); }
  };

  Commands() {
    std::string name = testing::TempDir() + "commands_XXXXXX";
    dir = ::mkdtemp(name.data());
    std::ofstream(dir / "passphrase") << "correct horse\n";
    environment = {{"PORTVAKT__DATABASE", "sqlite:" + (dir / "test.db").string()},
                   {"PORTVAKT__SIGNING__PASSPHRASE_FILE", dir / "passphrase"},
                   {"PORTVAKT__OPERATOR_ORGNO", "312345692"}};
  }
  ~Commands() override { std::filesystem::remove_all(dir); }

  Outcome run(const std::vector<std::string>& words, const std::string& input = "") {
    std::istringstream in(input);
    std::ostringstream out, err;
    Surroundings surroundings{.clock = clock,
                              .random = random,
                              .environment = environment,
                              .in = in,
                              .out = out,
                              .err = err,
                              .user = "kari",
                              .terminal = false};
    const auto root = new_command_tree();
    add_commands(*root, surroundings);
    const int exit = app::run(*root, words, surroundings);
    return {exit, out.str(), err.str()};
  }
  /// One that must work.
  Outcome ok(const std::vector<std::string>& words) {
    Outcome outcome = run(words);
    EXPECT_EQ(outcome.exit, 0) << words.front() << ": " << outcome.err;
    return outcome;
  }
  std::string file(const char* name) const { return dir / name; }

  std::filesystem::path dir;
  Environment environment;
  FixedClock clock{from_epoch(1'772'440'200)};  // 2026-03-02T08:30:00Z
  SystemRandom random;
};

}  // namespace portvakt::app
