// For tests: runs a coroutine to its end, on a thread of its own making.
#pragma once

#include "base/task.hpp"

#include <boost/asio/io_context.hpp>

#include <optional>
#include <stdexcept>
#include <utility>

namespace portvakt {

template <class T>
asio::awaitable<void> keep(asio::awaitable<T> task, std::optional<T>* result) {
  result->emplace(co_await std::move(task));
}

template <class T>
T finished(asio::awaitable<T> task) {
  // As a server's, it outlives the threads that hand work to it: whoever posts may still be waking
  // it when the work is done.
  static thread_local asio::io_context io;
  io.restart();
  std::optional<T> result;
  spawn(io.get_executor(), "test", keep(std::move(task), &result));
  io.run();
  if (!result) throw std::logic_error("the coroutine did not come to its end");
  return *std::move(result);
}

}  // namespace portvakt
