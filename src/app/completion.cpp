#include "app/completion.hpp"

#include "app/command_tree.hpp"
#include "base/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>
#include <vector>

namespace portvakt::app {
namespace {

struct Word {
  std::string text, sentence;
};

/// A place in the tree: the words typed to get there, and what may come next.
struct Place {
  std::string path;  ///< `portvakt org add`
  std::vector<Word> commands, options;
};

void collect(const CLI::App& app, const std::string& path, std::vector<Place>& places) {
  Place place{.path = path, .commands = {}, .options = {}};
  for (const CLI::App* command : app.get_subcommands({})) {
    place.commands.push_back({command->get_name(), command->get_description()});
  }
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      place.options.push_back({"--" + name, option->get_description()});
    }
  }
  places.push_back(std::move(place));
  for (const CLI::App* command : app.get_subcommands({})) {
    collect(*command, path + " " + command->get_name(), places);
  }
}

/// Inside single quotes; a quote itself ends them, is escaped, and opens them again.
std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::vector<Word> next_words(const Place& place) {
  std::vector<Word> words = place.commands;
  words.insert(words.end(), place.options.begin(), place.options.end());
  return words;
}

/// Every command's path, by which a script finds its way down the tree.
std::string known_paths(const std::vector<Place>& places, std::string_view separator) {
  std::vector<std::string> quoted;
  for (const Place& place : places) {
    if (place.path.contains(' ')) quoted.push_back(in_quotes(place.path));
  }
  return join(quoted, separator);
}

std::string bash(const std::vector<Place>& places) {
  std::string cases;
  for (const Place& place : places) {
    std::vector<std::string> words;
    for (const Word& word : next_words(place)) words.push_back(word.text);
    cases +=
        fmt::format("    {}) words={} ;;\n", in_quotes(place.path), in_quotes(join(words, " ")));
  }
  return fmt::format(
      R"(# bash completion of portvakt; source it, or put it into /etc/bash_completion.d
_portvakt() {{
  local place=portvakt word words=
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$place $word" in
    {}) place="$place $word" ;;
    esac
  done
  case "$place" in
{}  esac
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}")
}}
complete -o default -F _portvakt portvakt
)",
      known_paths(places, "|"), cases);
}

std::string zsh(const std::vector<Place>& places) {
  std::string cases;
  for (const Place& place : places) {
    cases += fmt::format("    {})\n      words_here=(\n", in_quotes(place.path));
    for (const Word& word : next_words(place)) {
      cases += fmt::format("        {}\n", in_quotes(word.text + ":" + word.sentence));
    }
    cases += "      ) ;;\n";
  }
  return fmt::format(R"(#compdef portvakt
# zsh completion of portvakt; put it into a directory of $fpath as _portvakt
_portvakt() {{
  local place=portvakt word
  local -a words_here
  for word in ${{words[2,CURRENT-1]}}; do
    case "$place $word" in
    {}) place="$place $word" ;;
    esac
  done
  case "$place" in
{}  esac
  _describe -t commands portvakt words_here || _files
}}
if [ "$funcstack[1]" = _portvakt ]; then _portvakt "$@"; else compdef _portvakt portvakt; fi
)",
                     known_paths(places, "|"), cases);
}

std::string fish(const std::vector<Place>& places) {
  std::string lines = fmt::format(
      R"(# fish completion of portvakt; put it into ~/.config/fish/completions/portvakt.fish
function __portvakt_at
  set -l place portvakt
  for word in (commandline -opc)[2..-1]
    switch "$place $word"
      case {}
        set place "$place $word"
    end
  end
  test "$place" = "$argv[1]"
end
)",
      known_paths(places, " "));
  for (const Place& place : places) {
    const std::string at = in_quotes(fmt::format("__portvakt_at \"{}\"", place.path));
    for (const Word& word : place.commands) {
      lines += fmt::format("complete -c portvakt -f -n {} -a {} -d {}\n", at, word.text,
                           in_quotes(word.sentence));
    }
    for (const Word& word : place.options) {
      lines += fmt::format("complete -c portvakt -n {} -l {} -d {}\n", at, word.text.substr(2),
                           in_quotes(word.sentence));
    }
  }
  return lines;
}

}  // namespace

std::optional<std::string> completion_script(const CLI::App& root, std::string_view shell) {
  std::vector<Place> places;
  collect(root, root.get_name(), places);
  if (shell == "bash") return bash(places);
  if (shell == "zsh") return zsh(places);
  if (shell == "fish") return fish(places);
  return std::nullopt;
}

void add_completion(CLI::App& root, Surroundings& surroundings) {
  CLI::App& command =
      add_command(root, "completion", "Print a completion script for a shell.",
                  "  source <(portvakt completion bash)\n"
                  "  portvakt completion fish > ~/.config/fish/completions/portvakt.fish");
  auto shell = std::make_shared<std::string>();
  command.add_option("SHELL", *shell, "bash, zsh or fish.")->required();
  command.callback([shell, &root, &surroundings] {
    const auto script = completion_script(root, *shell);
    if (!script)
      throw Failure(kUsage, fmt::format("no completion for {}; there is bash, zsh and fish",
                                        printable(*shell, 40)));
    surroundings.out << *script;
  });
}

}  // namespace portvakt::app
