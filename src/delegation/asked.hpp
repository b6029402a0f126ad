// For tests: asks a delegation source and waits for what it says.
#pragma once

#include "base/task.hpp"
#include "delegation/source.hpp"

#include <boost/asio/io_context.hpp>

#include <optional>
#include <utility>

namespace portvakt::delegation {

template <class T>
asio::awaitable<void> keep(asio::awaitable<T> task, std::optional<T>* result) {
  result->emplace(co_await std::move(task));
}

/// Runs a coroutine to its end on a thread of its own making.
template <class T>
T finished(asio::awaitable<T> task) {
  asio::io_context io;
  std::optional<T> result;
  spawn(io.get_executor(), "test", keep(std::move(task), &result));
  io.run();
  return std::move(result).value();
}

inline Question question(std::vector<ScopeName> scopes, Instant at = from_epoch(1'790'000'000)) {
  return {.consumer = must(OrgNumber::parse("312345609")),
          .supplier = must(OrgNumber::parse("310999113")),
          .scopes = std::move(scopes),
          .at = at};
}

inline const ScopeName kHealth = must(ScopeName::parse("fjellrev:helse/melding.write"));
inline const ScopeName kWater = must(ScopeName::parse("fjellrev:vannmaaling.read"));

}  // namespace portvakt::delegation
