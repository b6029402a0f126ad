#include "app/commands.hpp"
#include "app/output.hpp"
#include "endpoint/surface.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <memory>
#include <ostream>
#include <string>

namespace portvakt::app {
namespace {

void print_json(std::ostream& out) {
  boost::json::array list;
  for (const endpoint::ListedRoute& route : endpoint::listed_routes()) {
    boost::json::array aliases;
    for (const endpoint::OlderPath& older : route.older) aliases.emplace_back(older.path);
    list.push_back(boost::json::object{{"operation", route.operation},
                                       {"method", http::name(route.method)},
                                       {"path", route.path},
                                       {"aliases", std::move(aliases)}});
  }
  out << boost::json::serialize(list) << '\n';
}

void print_table(std::ostream& out, bool terminal) {
  Table table({"METHOD", "PATH", "OPERATION"});
  for (const endpoint::ListedRoute& route : endpoint::listed_routes()) {
    table.add({std::string(http::name(route.method)), std::string(route.path),
               std::string(route.operation)});
  }
  table.print(out, terminal, "no routes");
}

}  // namespace

void add_routes(CLI::App& root, Surroundings& surroundings) {
  CLI::App* command =
      root.add_subcommand("routes", "List every method and path the server answers.");
  auto as_json = std::make_shared<bool>(false);
  command->add_flag("--json", *as_json,
                    "Print a JSON array, with the operations' ids and older paths.");
  command->footer("Example:\n  portvakt routes");
  command->callback([as_json, &surroundings] {
    if (*as_json) return print_json(surroundings.out);
    print_table(surroundings.out, surroundings.terminal);
  });
}

}  // namespace portvakt::app
