// Brings a database to this program's schema, forward only. Safe when several processes start at
// once.
#pragma once

#include "store/connection.hpp"
#include "store/migrations.hpp"

#include <span>

namespace portvakt::store {

/// Throws UnusableStore when the database is someone else's or newer than `steps`; `shown` names
/// it.
void migrate(Connection& connection, std::span<const Migration> steps, Instant now,
             const std::string& shown);

}  // namespace portvakt::store
