// Where the database is, read once from the operator's URL. Knows nothing of connections.
#pragma once

#include <string>

namespace portvakt::store {

enum class Engine { sqlite, postgresql };

/// `sqlite:PATH` or `postgresql://…` (libpq's URI form, RFC 3986).
struct Address {
  Engine engine;
  std::string where;  ///< the path, or libpq's URI with our time limits added
  std::string shown;  ///< fit for logs: the path, or host and database without user and password

  static Address parse(const std::string& url);  ///< throws UnusableStore
};

}  // namespace portvakt::store
