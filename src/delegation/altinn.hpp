// Altinn's register of delegations, asked over HTTP for every token (docs/protocol.md §6.1). A
// short time-out for everything together, a bounded number of questions at once, and a pause when
// it fails: a register that is down takes no more than its own tokens with it.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/stopwatch.hpp"
#include "delegation/circuit_breaker.hpp"
#include "delegation/recent_answers.hpp"
#include "delegation/source.hpp"

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <functional>
#include <string>

namespace portvakt::delegation {

class Altinn final : public DelegationSource {
 public:
  static constexpr int kMostAtOnce = 64;  ///< questions waiting or being asked

  struct Fetched {
    int status;
    std::string body;
  };
  struct Options {
    std::string platform;         ///< base URL, from the configuration and nowhere else
    milliseconds timeout{2'000};  ///< for all scopes of a question, waiting for a thread included
    seconds keep{0};              ///< how long a yes is remembered
    boost::asio::thread_pool& pool;  ///< where requests block
    /// A token that the platform accepts, or a sentence why there is none.
    std::function<boost::asio::awaitable<Result<std::string, std::string>>()> token;
    /// GET with that token; blocks, follows no redirect. The error is a sentence.
    std::function<Result<Fetched, std::string>(const std::string& url, const std::string& token,
                                               milliseconds timeout)>
        fetch;
  };
  Altinn(Options options, const Clock& clock);

  boost::asio::awaitable<Answer> ask(Question question) override;

 private:
  Answer look_up(const Question& question, const std::string& token, const Stopwatch& watch);
  Answer look_up(const Question& question, const ScopeName& scope, const std::string& token,
                 milliseconds left);
  Answer failed(std::string why);

  const Options options_;
  CircuitBreaker breaker_;
  RecentAnswers recent_;
  std::atomic<int> at_once_{0};
};

}  // namespace portvakt::delegation
