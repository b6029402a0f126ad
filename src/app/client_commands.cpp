#include "app/admin_client.hpp"
#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "app/record_json.hpp"
#include "app/times.hpp"
#include "base/text.hpp"
#include "selfservice/clients.hpp"
#include "selfservice/operator_scopes.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <memory>
#include <ostream>
#include <set>

namespace portvakt::app {
namespace {

struct Options {
  DatabaseChoice database;
  std::string id, org;
  bool inactive = false;
  bool json = false;
  AdminClientOrder order;
};

std::string text_of(const std::vector<ScopeName>& scopes) {
  std::string text;
  for (const ScopeName& scope : scopes) text += (text.empty() ? "" : " ") + scope.text();
  return text;
}

/// A client made by a supplier is listed with both organisations, but here once.
std::vector<Client> clients(store::Reader& reader, std::optional<OrgNumber> org,
                            store::Inactive inactive) {
  if (org) return reader.clients_of(*org, inactive);
  std::vector<Client> all;
  std::set<std::string> seen;
  for (const Organisation& organisation : reader.organisations()) {
    for (Client& client : reader.clients_of(organisation.orgno, inactive)) {
      if (seen.insert(client.id.text()).second) all.push_back(std::move(client));
    }
  }
  return all;
}

void list(const Options& options, Surroundings& surroundings) {
  const auto org = optional_org_number(options.org);
  Operator desk{options.database, surroundings, Opening::existing};
  std::vector<Client> found;
  desk.read([&](store::Reader& reader) {
    found =
        clients(reader, org, options.inactive ? store::Inactive::shown : store::Inactive::hidden);
  });
  if (options.json) {
    surroundings.out << json::serialize(to_json(found)) << '\n';
    return;
  }
  Table table{{"CLIENT", "ORGNO", "STATE", "NAME", "SCOPES"}};
  for (const Client& client : found) {
    table.add({client.id.text(), client.org.digits(), client.active ? "active" : "inactive",
               client.name, text_of(client.scopes)});
  }
  table.print(surroundings.out, surroundings.terminal, "no clients");
}

/// The client as the operator may handle it, with the same answers as self-service gives.
Client client_of(Operator& desk, const std::string& id) {
  std::optional<Result<Client, selfservice::Refusal>> found;
  // an operator's caller may handle every client, so whose number it carries does not matter here
  const auto caller = desk.caller(must(OrgNumber::parse(selfservice::kSandboxOperatorOrgno)));
  desk.read(
      [&](store::Reader& reader) { found.emplace(selfservice::client_of(reader, caller, id)); });
  if (!found->has_value())
    throw Failure(kFailed, fmt::format("there is no client {}", printable(id, 80)));
  return **std::move(found);
}

void show(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::existing};
  const Client client = client_of(desk, options.id);
  std::vector<ClientKey> keys;
  desk.read([&](store::Reader& reader) { keys = reader.keys_of(client.id); });
  if (options.json) {
    json::object object = to_json(client);
    object["jwks"] = json::object{{"keys", to_json(keys)}};
    surroundings.out << json::serialize(object) << '\n';
    return;
  }
  Fields fields{{"client", client.id.text()},
                {"name", client.name},
                {"orgno", client.org.digits()},
                {"supplier", client.supplier ? client.supplier->digits() : ""},
                {"state", client.active ? "active" : "inactive"},
                {"type", std::string(word(client.integration_type))},
                {"scopes", text_of(client.scopes)},
                {"created", when(client.created)},
                {"changed", when(client.last_updated)}};
  for (const ClientKey& key : keys) {
    fields.emplace_back("key", fmt::format("{} (expires {})", key.kid.text(), when(key.expires)));
  }
  print_fields(surroundings.out, fields);
}

void deactivate(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::existing};
  const Client client = client_of(desk, options.id);
  const auto caller = desk.caller(client.org);
  const auto permit = done(selfservice::authorize<selfservice::Operation::delete_client>(caller));
  done(selfservice::delete_client(desk.services(), permit, options.id));
  if (options.json) {
    surroundings.out << json::serialize(to_json(client_of(desk, options.id))) << '\n';
  } else {
    surroundings.out << client.id.text() << "  inactive\n";
  }
}

void create_admin(const Options& options, Surroundings& surroundings) {
  Operator desk{options.database, surroundings, Opening::existing};
  const AdminClient made = create_admin_client(desk, options.order);
  if (!options.json) {
    surroundings.out << made.client.id.text() << '\n';
    return;
  }
  json::object object = to_json(made.client);
  object["kid"] = made.kid;
  surroundings.out << json::serialize(object) << '\n';
}

void add_create_admin(CLI::App& group, Surroundings& surroundings) {
  auto options = std::make_shared<Options>();
  AdminClientOrder& order = options->order;
  CLI::App& command = add_command(
      group, "create-admin",
      "Issue a client that manages an organisation's clients and scopes; prints its id.",
      "  portvakt client create-admin --org 312345609 --new-key admin.jwk.json\n"
      "  portvakt client create-admin --org 312345676 --scopes idporten:scopes.write --public-key "
      "admin.pem");
  command.add_option("--org", order.orgno, "The organisation it acts for, registered here.")
      ->required();
  command.add_option(
      "--scopes", order.scopes,
      "Operator scopes; unless told, those to manage clients, keys, scopes and accesses.");
  command.add_option("--name", order.name, "Its name in lists.");
  auto* given = command.add_option("--public-key", order.public_key_file,
                                   "File with its public key, a JWK or PEM.");
  command
      .add_option("--new-key", order.new_key_file,
                  "Make a key and write the private JWK to this new file.")
      ->excludes(given);
  options->database.add_options(command);
  add_json_flag(command, options->json);
  command.callback([options, &surroundings] { create_admin(*options, surroundings); });
}

void add_one(CLI::App& group, Surroundings& surroundings, const std::string& name,
             const std::string& sentence, void (*run)(const Options&, Surroundings&)) {
  auto options = std::make_shared<Options>();
  CLI::App& command =
      add_command(group, name, sentence, "  portvakt client " + name + " CLIENT_ID");
  command.add_option("CLIENT_ID", options->id, "The client, as list shows it.")->required();
  options->database.add_options(command);
  add_json_flag(command, options->json);
  command.callback([options, run, &surroundings] { run(*options, surroundings); });
}

}  // namespace

void add_client(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group =
      add_group(root, "client", "Issue admin clients; look at clients and switch them off.",
                "  portvakt client create-admin --org 312345609 --new-key admin.jwk.json\n"
                "  portvakt client list --org 312345609");
  auto options = std::make_shared<Options>();
  CLI::App& listing =
      add_command(group, "list", "List clients.", "  portvakt client list --org 312345609");
  listing.add_option("--org", options->org,
                     "Only clients of this organisation, or made by it as a supplier.");
  listing.add_flag("--inactive", options->inactive, "Inactive ones too.");
  options->database.add_options(listing);
  add_json_flag(listing, options->json);
  listing.callback([options, &surroundings] { list(*options, surroundings); });
  add_one(group, surroundings, "show", "Show a client with its keys.", show);
  add_one(group, surroundings, "deactivate", "Switch a client off; it gets no more tokens.",
          deactivate);
  add_create_admin(group, surroundings);
}

}  // namespace portvakt::app
