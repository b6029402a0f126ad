// The only two ways coroutines meet threads here: on(pool, …) for blocking work, spawn for root
// coroutines.
#pragma once

#include "base/log.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace portvakt {

namespace asio = boost::asio;

/// Runs a blocking call (SQL, RSA) on `pool` and comes back to the caller's executor, also when it
/// throws.
template <class F>
asio::awaitable<std::invoke_result_t<F>> on(asio::thread_pool& pool, F blocking) {
  std::optional<std::invoke_result_t<F>> value;
  std::exception_ptr failure;  // co_await is not allowed inside a catch block
  // post(pool, use_awaitable) would resume on the old executor: bind_executor is what moves us
  co_await asio::post(asio::bind_executor(pool, asio::use_awaitable));
  try {
    value.emplace(blocking());
  } catch (...) {
    failure = std::current_exception();
  }
  co_await asio::post(asio::use_awaitable);  // home again
  if (failure) std::rethrow_exception(failure);
  co_return *std::move(value);
}

/// The only way to start a root coroutine: `asio::detached` would swallow its exception without a
/// trace.
template <class Executor>
void spawn(Executor&& executor, std::string name, asio::awaitable<void> task) {
  asio::co_spawn(std::forward<Executor>(executor), std::move(task),
                 [name = std::move(name)](const std::exception_ptr& failure) {
                   if (!failure) return;
                   try {
                     std::rethrow_exception(failure);
                   } catch (const std::exception& e) {
                     log::error("task_failed", {{"task", name}, {"error.message", e.what()}});
                   }
                 });
}

}  // namespace portvakt
