#include "app/completion.hpp"

#include "base/files.hpp"

#include <CLI/CLI.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <sys/wait.h>
#include <unistd.h>

namespace portvakt::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::unique_ptr<CLI::App> small_tree() {
  auto root = std::make_unique<CLI::App>("A tree.", "portvakt");
  CLI::App* org = root->add_subcommand("org", "Organisations.");
  CLI::App* add = org->add_subcommand("add", "Register one, it's easy.");
  add->add_flag("--json")->description("Print JSON.");
  add->add_flag("--jot")->description("Print jot.");
  org->add_subcommand("list", "List them.");
  root->add_subcommand("token", "Fetch a token.");
  return root;
}

class Completion : public testing::Test {
 protected:
  Completion() {
    std::string name = testing::TempDir() + "completion_XXXXXX";
    dir = ::mkdtemp(name.data());
  }
  ~Completion() override { fs::remove_all(dir); }

  /// What bash would offer after these words; the last one is being typed.
  std::string offered(const std::string& words, int count) {
    const auto script = completion_script(*small_tree(), "bash");
    EXPECT_TRUE(write_file_atomically(dir / "c.bash", *script, kReadableByAll));
    const std::string command = "bash -c 'source " + (dir / "c.bash").string() + "; COMP_WORDS=(" +
                                words + "); COMP_CWORD=" + std::to_string(count) +
                                "; _portvakt; echo \"${COMPREPLY[*]}\"'";
    FILE* pipe = ::popen(command.c_str(), "r");
    std::string output;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) output += static_cast<char>(c);
    EXPECT_EQ(WEXITSTATUS(::pclose(pipe)), 0);
    return output;
  }
  fs::path dir;
};

TEST_F(Completion, OffersWhatTheTreeHasAtThatPlace) {
  EXPECT_EQ(offered("portvakt o", 1), "org\n");
  EXPECT_EQ(offered("portvakt org \"\"", 2), "add list --help\n");
  EXPECT_EQ(offered("portvakt org add --j", 3), "--json --jot\n");
  EXPECT_EQ(offered("portvakt org add 312345609 --js", 4), "--json\n");
  EXPECT_EQ(offered("portvakt token add --js", 3), "\n");
}

TEST_F(Completion, ZshAndFishCarryTheSentencesWithQuotesKept) {
  EXPECT_THAT(*completion_script(*small_tree(), "zsh"),
              HasSubstr("'add:Register one, it'\\''s easy.'"));
  EXPECT_THAT(*completion_script(*small_tree(), "fish"),
              HasSubstr("complete -c portvakt -f -n '__portvakt_at \"portvakt org\"' -a add -d "
                        "'Register one, it'\\''s easy.'"));
}

TEST_F(Completion, KnowsNoOtherShell) { EXPECT_FALSE(completion_script(*small_tree(), "csh")); }

}  // namespace
}  // namespace portvakt::app
