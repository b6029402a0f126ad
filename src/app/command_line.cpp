#include "app/command_line.hpp"

#include "app/version.hpp"
#include "base/text.hpp"
#include "store/store.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace portvakt::app {
namespace {

std::string command_of(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? app.get_name() : command_of(*parent) + " " + app.get_name();
}

std::string unknown(std::string_view kind, const std::string& word,
                    const std::vector<std::string>& known, const CLI::App& app) {
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  const auto meant = nearest(word, candidates);
  const std::string cure = meant ? fmt::format("did you mean {}?", *meant)
                                 : fmt::format("see {} --help", command_of(app));
  return fmt::format("unknown {} {}; {}", kind, printable(word, 80), cure);
}

std::vector<std::string> names_of_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::vector<std::string> names_of_commands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

/// The words of an option: its own and those of its value.
std::size_t width(const CLI::Option& option, bool value_attached) {
  return option.get_items_expected_max() == 0 || value_attached ? 1 : 2;
}

int complain(Surroundings& surroundings, int code, std::string_view what) {
  surroundings.err << "portvakt: " << what << '\n';
  return code;
}

/// CLI11 reports help and version as errors too; their text goes to standard output.
int answer(CLI::App& root, const CLI::ParseError& error, const std::vector<std::string>& words,
           Surroundings& surroundings) {
  if (error.get_exit_code() == 0) return root.exit(error, surroundings.out, surroundings.err);
  if (const auto sentence = first_unknown(root, words))
    return complain(surroundings, kUsage, *sentence);
  const CLI::App* deepest = &root;
  while (!deepest->get_subcommands().empty()) deepest = deepest->get_subcommands().front();
  return complain(surroundings, kUsage,
                  fmt::format("{}; see {} --help", error.what(), command_of(*deepest)));
}

}  // namespace

std::unique_ptr<CLI::App> new_command_tree() {
  auto root = std::make_unique<CLI::App>(
      "Machine-to-machine authorization server, a drop-in for Maskinporten.", "portvakt");
  root->set_version_flag("--version", std::string("portvakt ") + kVersion,
                         "Print the version and stop.");
  root->set_help_flag("-h,--help", "Print this help and stop.");
  root->require_subcommand(1);
  root->footer(
      "Examples:\n"
      "  portvakt sandbox --dir ./sandbox --listen 127.0.0.1:8080\n"
      "  portvakt token --dir ./sandbox --role consumer-client\n"
      "  portvakt serve --config /etc/portvakt/portvakt.toml\n"
      "\nExit status: 0 done, 1 refused or failed, 2 wrong usage or unreadable configuration, key "
      "or database.");
  return root;
}

void add_commands(CLI::App& root, Surroundings& surroundings) {
  add_token(root, surroundings);
  add_verify(root, surroundings);
  add_explain(root, surroundings);
  add_routes(root, surroundings);
  add_org(root, surroundings);
  add_prefix(root, surroundings);
  add_scope(root, surroundings);
  add_access(root, surroundings);
  add_access_request(root, surroundings);
  add_delegation(root, surroundings);
  add_system_user(root, surroundings);
  add_client(root, surroundings);
  add_key(root, surroundings);
  add_pki(root, surroundings);
  add_ledger(root, surroundings);
  add_statistics(root, surroundings);
  add_config(root, surroundings);
  add_completion(root, surroundings);
}

std::optional<std::string> first_unknown(const CLI::App& root,
                                         const std::vector<std::string>& words) {
  const CLI::App* app = &root;
  for (std::size_t i = 0; i < words.size();) {
    const std::string& word = words[i];
    if (word == "--") return std::nullopt;
    if (word.starts_with('-') && word.size() > 1) {
      const std::string name = word.substr(0, word.find('='));
      const CLI::Option* option = app->get_option_no_throw(name);
      if (option == nullptr) return unknown("option", name, names_of_options(*app), *app);
      i += width(*option, name.size() != word.size());
      continue;
    }
    const auto names = names_of_commands(*app);
    if (std::ranges::find(names, word) != names.end()) {
      app = app->get_subcommand(word);
    } else if (!names.empty()) {
      return unknown("command", word, names, *app);
    }
    ++i;
  }
  return std::nullopt;
}

int run(CLI::App& root, const std::vector<std::string>& words, Surroundings& surroundings) {
  try {
    root.parse(
        std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes them from the back
    return 0;
  } catch (const CLI::ParseError& error) {
    return answer(root, error, words, surroundings);
  } catch (const Failure& failure) {
    return complain(surroundings, failure.code(), failure.what());
  } catch (const store::StoreError& error) {
    return complain(surroundings, kUsage, error.what());
  } catch (const std::exception& error) {
    return complain(surroundings, kFailed, error.what());
  }
}

}  // namespace portvakt::app
