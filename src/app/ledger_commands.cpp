#include "app/command_tree.hpp"
#include "app/database_choice.hpp"
#include "app/output.hpp"
#include "app/times.hpp"
#include "base/text.hpp"
#include "endpoint/ledger_json.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include <limits>
#include <memory>
#include <ostream>

namespace portvakt::app {
namespace {

constexpr std::size_t kPage = 1000;
constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();

struct Options {
  DatabaseChoice database;
  std::string client, org, trace, jti, from, to;
  std::size_t limit = 0;
  bool json = false;
};

std::optional<Instant> time_option(const char* name, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto at = parse_time(text);
  if (at) return at;
  throw Failure(kUsage, fmt::format("{} {} is not a time: 2026-03-02 or 2026-03-02T08:30:00Z (UTC)",
                                    name, printable(text, 40)));
}

store::LedgerQuery query_of(const Options& options) {
  const auto given = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  store::LedgerQuery query;
  query.client_id = given(options.client);
  query.trace = given(options.trace);
  query.token_jti = given(options.jti);
  query.organisation = optional_org_number(options.org);
  query.from = time_option("--from", options.from);
  query.to = time_option("--to", options.to);
  return query;
}

/// Newest first, page by page, so that memory stays flat however long the ledger is.
template <class Visit>
void each_row(const Options& options, Surroundings& surroundings, std::size_t limit, Visit visit) {
  store::LedgerQuery query = query_of(options);
  // opening the store migrates and proves that the ledger is there
  Operator desk{options.database, surroundings, Opening::existing};
  while (limit > 0) {
    query.limit = std::min(limit, kPage);
    const auto rows = store::read_ledger(desk.config().database, query);
    for (const store::LedgerRow& row : rows) visit(row);
    if (rows.size() < query.limit) return;
    limit -= rows.size();
    query.before_id = rows.back().id;
  }
}

void write_lines(const Options& options, Surroundings& surroundings, std::size_t limit) {
  each_row(options, surroundings, limit, [&](const store::LedgerRow& row) {
    surroundings.out << json::serialize(endpoint::ledger_json(row)) << '\n';
    if (!surroundings.out)
      throw Failure(kFailed, "cannot write the rest: standard output is closed or full");
  });
}

void list(const Options& options, Surroundings& surroundings) {
  const std::size_t limit = options.limit == 0 ? 100 : options.limit;
  if (options.json) return write_lines(options, surroundings, limit);
  Table table{{"AT", "CLIENT", "CONSUMER", "SUPPLIER", "SCOPES", "TOKEN JTI", "TRACE"}};
  each_row(options, surroundings, limit, [&](const store::LedgerRow& row) {
    table.add({when(row.at), row.client_id,
               row.consumer ? row.consumer->digits() : row.foreign_consumer,
               row.supplier ? row.supplier->digits() : "", row.scopes, row.token_jti, row.trace});
  });
  table.print(surroundings.out, surroundings.terminal, "no tokens were issued");
}

void export_all(const Options& options, Surroundings& surroundings) {
  write_lines(options, surroundings, options.limit == 0 ? kAll : options.limit);
}

/// A grant may be made with a clock that is fast by the skew, and is accepted for the skew after it
/// expired (docs/protocol.md, times).
constexpr seconds kBothSkews{20};

void note_restored(const DatabaseChoice& database, Surroundings& surroundings) {
  Operator desk{database, surroundings, Opening::existing};
  const Instant until = desk.now() + desk.config().token.longest_grant + kBothSkews;
  store::refuse_grants_until(desk.config().database, until);
  surroundings.out << fmt::format(
      "No grant that exists now gives a token any more; all that expire after {} do.\n",
      rfc3339(until));
}

void add_filters(CLI::App& command, Options& options) {
  command.add_option("--client", options.client, "Only tokens of this client.");
  command.add_option("--org", options.org,
                     "Only tokens of this organisation, as consumer or supplier.");
  command.add_option("--trace", options.trace, "Only the token of this trace id.");
  command.add_option("--jti", options.jti, "Only the token with this jti.");
  command.add_option("--from", options.from, "Issued at this time (UTC) or later.");
  command.add_option("--to", options.to, "Issued before this time (UTC).");
  options.database.add_options(command);
}

}  // namespace

void add_ledger(CLI::App& root, Surroundings& surroundings) {
  CLI::App& group =
      add_group(root, "ledger", "Look at the record of issued tokens.",
                "  portvakt ledger list --org 312345609\n  portvakt ledger export > tokens.jsonl");
  auto options = std::make_shared<Options>();
  CLI::App& listing = add_command(group, "list", "List issued tokens, newest first.",
                                  "  portvakt ledger list --from 2026-03-02 --limit 20");
  add_filters(listing, *options);
  listing.add_option("--limit", options->limit, "At most so many; 100 unless told.");
  listing.add_flag("--json", options->json, "Print a JSON object a line instead of a table.");
  listing.callback([options, &surroundings] { list(*options, surroundings); });

  auto all = std::make_shared<Options>();
  CLI::App& exporting = add_command(
      group, "export", "Write all issued tokens as JSON, one object a line, newest first.",
      "  portvakt ledger export --from 2026-03-01 --to 2026-04-01 > march.jsonl");
  add_filters(exporting, *all);
  exporting.add_option("--limit", all->limit, "At most so many; all unless told.");
  exporting.add_flag("--json", all->json, "Accepted for likeness; export writes JSON always.");
  exporting.callback([all, &surroundings] { export_all(*all, surroundings); });

  auto database = std::make_shared<DatabaseChoice>();
  CLI::App& restored = add_command(
      group, "restored",
      "After restoring a backup: refuse every grant that exists, since the backup does not know "
      "which of them were used after it was taken.",
      "  portvakt ledger restored --config /etc/portvakt/portvakt.toml");
  database->add_options(restored);
  restored.callback([database, &surroundings] { note_restored(*database, surroundings); });
}

}  // namespace portvakt::app
