// The way past SOCI to libpq, for what SOCI cannot say: arrays, notifications, deadlines. Used
// inside this folder only.
#pragma once

#include "store/connection.hpp"

#include <libpq-fe.h>

namespace portvakt::store {

PGconn* libpq_of(Connection& connection);  ///< of a PostgreSQL connection; owned by it

}  // namespace portvakt::store
