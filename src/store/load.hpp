// Everything a registry needs, page after page inside one transaction.
#pragma once

#include "store/connection.hpp"

namespace portvakt::store {

/// Calls the loader for every row; the connection is inside a read transaction.
void load_all(Connection& connection, const Loader& loader);

}  // namespace portvakt::store
