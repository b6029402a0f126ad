// `access-request` answers requests for access in the owner's place, from the server's own machine:
// the rules are those of self-service.
#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "app/record_json.hpp"
#include "app/times.hpp"
#include "base/text.hpp"
#include "selfservice/access_requests.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <iterator>
#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

using selfservice::Operation;

struct Options {
  DatabaseChoice database;
  std::string owner, consumer, scope, id, answer;
  bool closed = false;
  bool json = false;
};

/// What a stranger wrote must not speak to the terminal.
constexpr std::size_t kShownText = 60;

void print(const std::vector<AccessRequest>& requests, Surroundings& surroundings) {
  Table table{{"ID", "SCOPE", "OWNER", "CONSUMER", "STATE", "SINCE", "REASON"}};
  for (const AccessRequest& request : requests) {
    table.add({request.id.text(), request.scope.text(), request.owner.digits(),
               request.consumer.digits(), std::string(word(request.state)),
               when(request.last_updated), printable(request.reason, kShownText)});
  }
  table.print(surroundings.out, surroundings.terminal, "no requests");
}

store::AccessRequestSearch search_of(const Options& options) {
  store::AccessRequestSearch search{.consumer = optional_org_number(options.consumer),
                                    .owner = optional_org_number(options.owner),
                                    .scope = std::nullopt,
                                    .state = std::nullopt};
  if (!options.scope.empty()) search.scope = scope_name(options.scope);
  if (!options.closed) search.state = AccessRequestState::requested;
  return search;
}

void list(const Options& options, Surroundings& surroundings) {
  const store::AccessRequestSearch search = search_of(options);
  Operator desk{options.database, surroundings, Opening::existing};
  std::vector<AccessRequest> found;
  desk.read([&](store::Reader& reader) {
    constexpr std::int64_t kAtOnce = 1000;
    store::Part<AccessRequest> part;
    do {
      part = reader.access_requests(
          search, {.skip = static_cast<std::int64_t>(found.size()), .take = kAtOnce});
      std::ranges::move(part.items, std::back_inserter(found));
    } while (!part.items.empty());
  });
  if (options.json) {
    surroundings.out << json::serialize(to_json(found)) << '\n';
  } else {
    print(found, surroundings);
  }
}

/// In whose place the operator answers.
OrgNumber owner_of(Operator& desk, const std::string& id) {
  const auto uuid = Uuid::parse(id);
  if (!uuid) throw Failure(kUsage, printable(id, kShownText) + " is not the id of a request");
  std::optional<AccessRequest> request;
  desk.read([&](store::Reader& reader) { request = reader.access_request(*uuid); });
  if (!request) throw Failure(kFailed, "there is no request " + uuid->text());
  return request->owner;
}

template <AccessRequestState state>
void answer(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::existing};
  const auto caller = desk.caller(owner_of(desk, options.id));
  const auto permit = done(selfservice::authorize<Operation::answer_access_request>(caller));
  const auto text = done(selfservice::access_answer(state, options.answer));
  const auto answered =
      done(selfservice::answer_access_request(desk.services(), permit, options.id, text));
  if (options.json) {
    surroundings.out << json::serialize(to_json(answered.request)) << '\n';
  } else {
    print({answered.request}, surroundings);
  }
}

/// What the three have in common: the database, `--json` and what is run.
void finish(CLI::App& command, const std::shared_ptr<Options>& options,
            void (*run)(const Options&, Surroundings&), Surroundings& surroundings) {
  options->database.add_options(command);
  add_json_flag(command, options->json);
  command.callback([options, run, &surroundings] { run(*options, surroundings); });
}

void add_list(CLI::App& group, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  CLI::App& command = add_command(group, "list", "List requests that wait for an answer.",
                                  "  portvakt access-request list --owner 312345676 --closed");
  command.add_option("--owner", options->owner, "Only those about this organisation's scopes.");
  command.add_option("--consumer", options->consumer, "Only those this organisation made.");
  command.add_option("--scope", options->scope, "Only those about this scope.");
  command.add_flag("--closed", options->closed, "Answered and withdrawn ones too.");
  finish(command, options, list, surroundings);
}

void add_answer(CLI::App& group, Surroundings& surroundings, const char* name, const char* sentence,
                void (*run)(const Options&, Surroundings&)) {
  auto options = std::make_shared<Options>();
  CLI::App& command = add_command(group, name, sentence,
                                  std::string("  portvakt access-request ") + name +
                                      " 6f1d3c0a-8b52-4f0e-9a44-0d6c2b7e5f10 --answer \"…\"");
  command.add_option("id", options->id, "The request's id.")->required();
  command.add_option("--answer", options->answer, "What the consumer is told.");
  finish(command, options, run, surroundings);
}

}  // namespace

void add_access_request(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group =
      add_group(root, "access-request", "Answer requests for access in the owner's place.",
                "  portvakt access-request list");
  add_list(group, surroundings);
  add_answer(group, surroundings, "approve", "Approve a request, which gives the access.",
             answer<AccessRequestState::approved>);
  add_answer(group, surroundings, "deny", "Deny a request.", answer<AccessRequestState::denied>);
}

}  // namespace portvakt::app
