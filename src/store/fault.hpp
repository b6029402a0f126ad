// What went wrong in a database, by its code alone: the engines' own texts hold bound values and
// are never read.
#pragma once

#include <string_view>

namespace portvakt::store {

enum class Fault {
  locked,
  slow,
  full,
  away,
  refused,
  forbidden,
  crowded,
  read_only,
  constraint,
  damaged,
  not_a_database,
  no_schema,
  unwritable,
  broken,
};

std::string_view sentence(Fault);  ///< for logs and StoreError

Fault sqlite_fault(int result_code);              ///< primary or extended
Fault postgres_fault(std::string_view sqlstate);  ///< five characters; anything else is `broken`

}  // namespace portvakt::store
