// Expected answers are values (style: errors of the first kind); a broken world is an exception
// instead.
#pragma once

#include <expected>
#include <stdexcept>
#include <utility>

namespace portvakt {

template <class T, class E>
using Result = std::expected<T, E>;

/// Tests and constants only: a literal that does not parse is a bug in the program, so it throws.
template <class T, class E>
T must(Result<T, E> result) {
  if (!result) throw std::logic_error("must(): literal did not parse");
  return *std::move(result);
}

}  // namespace portvakt
