// This server's own token for somebody else's API: made when it is needed, used again until shortly
// before it expires. Safe from any thread.
#pragma once

#include "base/clock.hpp"
#include "grant/token_service.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <mutex>
#include <string>

namespace portvakt::grant {

class OwnToken {
 public:
  using Issue = std::function<boost::asio::awaitable<Result<IssuedToken, Refusal>>()>;
  /// What a token must still have before it when it is used: a slow lookup and another's clock.
  static constexpr seconds kMargin{15};

  OwnToken(Issue issue, const Clock& clock);

  /// The error is a sentence.
  boost::asio::awaitable<Result<std::string, std::string>> get();

 private:
  std::string kept() const;
  void keep(const IssuedToken& token);

  const Issue issue_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::string token_;     // guarded by mutex_
  Instant made_, until_;  // guarded by mutex_
};

}  // namespace portvakt::grant
