// The schema's steps, embedded from migrations/NNNN_name.sql when the program is built. Forward
// only; a backup is the way back.
#pragma once

#include <span>
#include <string_view>

namespace portvakt::store {

struct Migration {
  int number;
  std::string_view name;
  const char* sql;  ///< both engines' text, with the placeholders that Dialect fills
};

std::span<const Migration> migrations();  ///< ascending

}  // namespace portvakt::store
