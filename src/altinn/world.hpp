// For tests: a platform whose answers the test writes, and which remembers what it was asked.
#pragma once

#include "altinn/platform.hpp"
#include "base/finished.hpp"

#include <string>
#include <vector>

namespace portvakt::altinn {

struct World {
  struct Asked {
    std::string url, body, token;
    milliseconds left;
  };
  boost::asio::awaitable<Result<std::string, std::string>> own_token(std::string_view scope) {
    if (token) co_return *token + " for " + std::string(scope);
    co_return token;
  }

  FixedClock clock{from_epoch(1'790'000'000)};
  boost::asio::thread_pool pool{1};
  milliseconds timeout{2'000};
  Result<Fetched, std::string> reply = Fetched{200, "{}"};
  Result<std::string, std::string> token = "own-token";
  std::vector<Asked> asked;
  Platform platform{{.url = "https://platform.example/",
                     .timeout = timeout,
                     .pool = pool,
                     .token = [this](std::string_view scope) { return own_token(scope); },
                     .fetch =
                         [this](const std::string& url, const std::string& body,
                                const std::string& with, milliseconds left) {
                           asked.push_back({url, body, with, left});
                           return reply;
                         }}};
};

}  // namespace portvakt::altinn
