#include "app/command_line.hpp"

#include "app/command_fixture.hpp"
#include "app/version.hpp"
#include "base/files.hpp"

#include <gmock/gmock.h>

namespace portvakt::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class CommandLine : public Commands {};

TEST_F(CommandLine, TellsTheBuildsVersion) {
  EXPECT_EQ(ok({"--version"}).out, std::string("portvakt ") + kVersion + "\n");
  EXPECT_THAT(read_file(std::string(PORTVAKT_SOURCE_DIR) + "/CMakeLists.txt").value(),
              HasSubstr(std::string("project(portvakt VERSION ") + kVersion + " "));
}

TEST_F(CommandLine, AnswersWhatItDoesNotKnowWithTheNearestItDoes) {
  const struct {
    std::vector<std::string> words;
    const char* answer;
  } cases[] = {
      {{"tokn"}, "portvakt: unknown command tokn; did you mean token?"},
      {{"org", "lst"}, "unknown command lst; did you mean list?"},
      {{"org", "list", "--jsn"}, "unknown option --jsn; did you mean --json?"},
      {{"org", "list", "--databse=sqlite:x"}, "unknown option --databse; did you mean --database?"},
      {{"key", "activate", "K", "--dir", "x", "--nowww"}, "unknown option --nowww"},
      {{"zzzzzzzz"}, "unknown command zzzzzzzz; see portvakt --help"},
      {{"token", "--scope", "a:b", "--isuer", "x"}, "did you mean --issuer?"},
  };
  for (const auto& c : cases) {
    const Outcome outcome = run(c.words);
    EXPECT_EQ(outcome.exit, 2);
    EXPECT_THAT(outcome.err, AllOf(StartsWith("portvakt: "), HasSubstr(c.answer)));
    EXPECT_EQ(std::ranges::count(outcome.err, '\n'), 1) << outcome.err;
    EXPECT_THAT(outcome.out, IsEmpty());
  }
}

TEST_F(CommandLine, SaysWhatIsMissing) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{},
                                                {"org"},
                                                {"org", "add"},
                                                {"client", "show"},
                                                {"client", "create-admin"}}) {
    const Outcome outcome = run(words);
    EXPECT_EQ(outcome.exit, 2);
    EXPECT_THAT(outcome.err, HasSubstr("--help"));
  }
}

/// Every place in the tree, with the words that lead there.
void walk(const CLI::App& app, std::vector<std::string> words,
          const std::function<void(const CLI::App&, const std::vector<std::string>&)>& visit) {
  visit(app, words);
  for (const CLI::App* command : app.get_subcommands({})) {
    words.push_back(command->get_name());
    walk(*command, words, visit);
    words.pop_back();
  }
}

TEST_F(CommandLine, HelpsEverywhereWithASentencePerOptionAndExamples) {
  std::istringstream in;
  std::ostringstream out, err;
  Surroundings surroundings{.clock = clock,
                            .random = random,
                            .environment = {},
                            .in = in,
                            .out = out,
                            .err = err,
                            .user = "kari"};
  const auto root = new_command_tree();
  add_commands(*root, surroundings);
  std::size_t places = 0;
  walk(*root, {}, [&](const CLI::App& app, std::vector<std::string> words) {
    ++places;
    EXPECT_THAT(app.get_description(), testing::EndsWith(".")) << app.get_name();
    EXPECT_THAT(app.get_footer(), testing::ContainsRegex("Examples?:\n  ")) << app.get_name();
    for (const CLI::Option* option : app.get_options()) {
      EXPECT_THAT(option->get_description(), testing::ContainsRegex("[.)]$"))
          << app.get_name() << " " << option->get_name();
    }
    words.push_back("--help");
    const Outcome outcome = run(words);
    EXPECT_EQ(outcome.exit, 0);
    EXPECT_THAT(outcome.out, AllOf(HasSubstr("Usage:"), HasSubstr(app.get_description())));
  });
  EXPECT_GT(places, 35U);
}

TEST_F(CommandLine, CompletesItsOwnTree) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    EXPECT_THAT(ok({"completion", shell}).out,
                AllOf(HasSubstr("create-admin"), HasSubstr("completion")))
        << shell;
  }
  const Outcome other = run({"completion", "csh"});
  EXPECT_EQ(other.exit, 2);
  EXPECT_THAT(other.err, HasSubstr("there is bash, zsh and fish"));
}

TEST_F(CommandLine, ChecksAndShowsConfigurations) {
  const std::string path = file("p.toml");
  ASSERT_TRUE(write_file_atomically(
      path, "issuer = \"https://x.example/\"\nlisen = \"x\"\nthreads = -1\n", kReadableByAll));
  const Outcome bad = run({"config", "check", path});
  EXPECT_EQ(bad.exit, 2);
  EXPECT_THAT(bad.err, AllOf(HasSubstr("p.toml:2: unknown key lisen; did you mean listen?"),
                             HasSubstr("p.toml:3: threads must be between")));

  ASSERT_TRUE(write_file_atomically(path, "issuer = \"https://x.example/\"\n", kReadableByAll));
  EXPECT_THAT(ok({"config", "check", path}).out, HasSubstr("is fit for"));
  EXPECT_THAT(
      ok({"config", "show", "--config", path}).out,
      AllOf(HasSubstr("KEY"), testing::ContainsRegex("issuer +\"https://x.example/\" +.*p.toml:1"),
            testing::ContainsRegex("operator_orgno +\"312345692\" +PORTVAKT__OPERATOR_ORGNO")));
  const json::array rows = ok({"config", "show", "--config", path, "--json"}).json().as_array();
  EXPECT_EQ(rows.front().at("origin").as_string(), path + ":1");
  EXPECT_EQ(ok({"config", "defaults"}).out,
            read_file(std::string(PORTVAKT_SOURCE_DIR) + "/config/portvakt.toml").value());
}

TEST_F(CommandLine, AProblemInTheEnvironmentEndsEveryCommandThatReadsIt) {
  environment["PORTVAKT__ISUER"] = "x";
  const Outcome outcome = run({"org", "list"});
  EXPECT_EQ(outcome.exit, 2);
  EXPECT_THAT(outcome.err, HasSubstr("did you mean PORTVAKT__ISSUER?"));
}

}  // namespace
}  // namespace portvakt::app
