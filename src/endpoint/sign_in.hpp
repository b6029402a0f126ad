// The way to the login issuer and back, as the browser takes it: two redirects. The issuer may be
// slow, so both run on threads of their own.
#pragma once

#include "endpoint/session.hpp"
#include "http/message.hpp"
#include "login/client.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <string>
#include <string_view>

namespace portvakt::endpoint {

inline constexpr std::string_view kLoginCookie = "__Host-portvakt-login";

class SignIn {
 public:
  static constexpr int kMostAtOnce = 32;  ///< beyond them people are asked to try again
  static constexpr std::size_t kThreads = 4;

  SignIn(const SessionDesk& desk, login::Client& client) : desk_(desk), client_(client) {}
  ~SignIn() { stop(); }

  void stop() { threads_.join(); }  ///< waits for whoever is under way

  boost::asio::awaitable<http::Response> begin(http::Request request);
  boost::asio::awaitable<http::Response> finish(http::Request request);

 private:
  http::Response depart(const http::Request& request);
  http::Response arrive(const http::Request& request);
  http::Response turned_away(login::Failure why) const;
  template <class Step>
  boost::asio::awaitable<http::Response> guarded(http::Request request, Step step);

  const SessionDesk& desk_;
  login::Client& client_;
  std::atomic<int> at_once_{0};
  boost::asio::thread_pool threads_{kThreads};
};

/// Where a person goes after signing in: `wanted` when it is a plain path of the web application,
/// else its first page. Never another site.
std::string own_path(std::string_view wanted, const std::string& base_path);

}  // namespace portvakt::endpoint
