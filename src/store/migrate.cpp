#include "store/migrate.hpp"

#include "base/log.hpp"
#include "store/query.hpp"

#include <fmt/format.h>

namespace portvakt::store {
namespace {

/// The number of the last step taken; 0 for an empty database.
Number schema_of(Connection& connection, const std::string& shown) {
  if (!connection.foreign_tables()) return 0;
  try {
    return scalar<Number>(connection, "select coalesce(max(number), 0) from migration").value_or(0);
  } catch (const DatabaseFault& e) {
    // SQLite has one code for every fault of a statement, so a missing table cannot be told from
    // others.
    if (e.fault != Fault::no_schema && e.fault != Fault::broken) throw;
    throw UnusableStore(
        fmt::format("{} holds tables of another program; choose an empty database", shown));
  }
}

void refuse_newer(Number schema, std::span<const Migration> steps, const std::string& shown) {
  const int known = steps.empty() ? 0 : steps.back().number;
  if (schema <= known) return;
  throw UnusableStore(
      fmt::format("{} has schema {}, this program knows schema {} at most; use the newer program",
                  shown, schema, known));
}

void take(Connection& connection, const Migration& step, Instant now) {
  connection.run(connection.in_dialect(step.sql).c_str());
  execute(connection,
          "insert into migration(number, name, applied) values (:number, :name, :applied)",
          Number{step.number}, std::string(step.name), Number{epoch(now)});
}

/// The next step and its record, under the lock; nullptr when nothing is left to do.
const Migration* take_next(Connection& connection, std::span<const Migration> steps, Instant now,
                           const std::string& shown) {
  const Number schema = schema_of(connection, shown);
  refuse_newer(schema, steps, shown);
  for (const Migration& step : steps) {
    if (step.number <= schema) continue;
    connection.run(
        "create table if not exists migration"
        "(number bigint primary key, name text not null, applied bigint not null)");
    take(connection, step, now);
    return &step;
  }
  return nullptr;
}

}  // namespace

void migrate(Connection& connection, std::span<const Migration> steps, Instant now,
             const std::string& shown) {
  // A look without the lock: usually there is nothing to do, and a server at work must not be held
  // up.
  const Number schema = [&] {
    connection.begin(Mode::read);
    try {
      const Number found = schema_of(connection, shown);
      connection.rollback();
      return found;
    } catch (...) {
      connection.rollback();
      throw;
    }
  }();
  refuse_newer(schema, steps, shown);
  bool more = !steps.empty() && schema < steps.back().number;
  while (more) {
    connection.begin(Mode::migrate);
    try {
      const Migration* taken = take_next(connection, steps, now, shown);
      connection.commit();
      more = taken != nullptr;
      if (more) {
        log::info("schema_migrated", {{"migration.number", std::int64_t{taken->number}},
                                      {"migration.name", taken->name}});
      }
    } catch (...) {
      connection.rollback();
      throw;
    }
  }
}

}  // namespace portvakt::store
