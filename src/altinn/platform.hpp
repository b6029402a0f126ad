// An Altinn platform as all its lookups share it (docs/protocol.md §6): tokens of our own, kept
// connections on threads that may block, a bounded number of grants at once, and one time-out for
// everything that a grant must wait for. Does not know what is asked.
#pragma once

#include "altinn/circuit_breaker.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/stopwatch.hpp"
#include "base/task.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace portvakt::altinn {

inline constexpr std::size_t kLargestAnswer = std::size_t{256} * 1024;

struct Call {
  std::string path;       ///< with its query, below the platform's base URL
  std::string body = {};  ///< JSON to POST; empty: GET
};
struct Fetched {
  int status;
  std::string body;
};

/// A place among those who ask; given back when the question is answered.
class Place {
 public:
  explicit Place(std::atomic<int>& taken) : taken_(taken), number_(++taken) {}
  ~Place() { --taken_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  int number() const { return number_; }

 private:
  std::atomic<int>& taken_;
  const int number_;
};

class Platform {
 public:
  static constexpr int kMostAtOnce = 64;  ///< grants waiting or being asked for

  struct Options {
    std::string url;                 ///< with or without a slash; from the configuration only
    milliseconds timeout{2'000};     ///< for all a grant waits for, its turn for a thread included
    boost::asio::thread_pool& pool;  ///< where requests block
    /// A token that the platform accepts for that scope, or a sentence why there is none.
    std::function<boost::asio::awaitable<Result<std::string, std::string>>(std::string_view scope)>
        token;
    /// Sends the call with that token; blocks, follows no redirect. The error is a sentence.
    std::function<Result<Fetched, std::string>(const std::string& url, const std::string& body,
                                               const std::string& token, milliseconds timeout)>
        fetch;
  };
  explicit Platform(Options options) : options_(std::move(options)) {}

 private:
  friend class Api;
  friend class Turn;
  const Options options_;
  std::atomic<int> at_once_{0};
};

class Api;

/// One grant's turn at an API of the platform, on a thread that may block.
class Turn {
 public:
  /// The error is a sentence: no connection, no time left, too large an answer.
  Result<Fetched, std::string> fetch(const Call& call);
  /// It answered as it should, whatever the answer was.
  void succeeded();
  /// It is there and does not like this question: no reason to leave it alone with others.
  std::unexpected<std::string> refused(int status);
  /// Anything else. For the log and, as the error, for people.
  std::unexpected<std::string> failed(std::string why);

 private:
  friend class Api;
  Turn(Api& api, std::string token, Stopwatch waiting)
      : api_(&api), token_(std::move(token)), waiting_(waiting) {}
  Api* api_;
  std::string token_;
  Stopwatch waiting_;
};

/// One of the platform's APIs. Left alone for a while when it fails, without the others.
class Api {
 public:
  /// `name` is for the log; `scope` is what its tokens are for.
  Api(Platform& platform, std::string name, std::string scope, const Clock& clock)
      : platform_(platform), name_(std::move(name)), scope_(std::move(scope)), breaker_(clock) {}

  /// `look_up(Turn&)` answers a Result whose error is a sentence, as the whole does where there is
  /// no turn. `waiting` runs since the grant began to wait.
  template <class LookUp>
  boost::asio::awaitable<std::invoke_result_t<LookUp, Turn&>> ask(Stopwatch waiting,
                                                                  LookUp look_up) {
    const Place place(platform_.at_once_);
    auto turn = co_await begin(place.number(), waiting);
    if (!turn) co_return std::unexpected(std::move(turn.error()));
    co_return co_await on(platform_.options_.pool, [&] { return look_up(*turn); });
  }

 private:
  friend class Turn;
  boost::asio::awaitable<Result<Turn, std::string>> begin(int place, Stopwatch waiting);

  Platform& platform_;
  const std::string name_, scope_;
  CircuitBreaker breaker_;
};

}  // namespace portvakt::altinn
