#include "grant/own_token.hpp"

#include <fmt/format.h>

#include <utility>

namespace portvakt::grant {

OwnToken::OwnToken(Issue issue, const Clock& clock) : issue_(std::move(issue)), clock_(clock) {}

boost::asio::awaitable<Result<std::string, std::string>> OwnToken::get() {
  if (std::string token = kept(); !token.empty()) co_return token;
  // Two that come at once make one each; no lock is held while the ledger writes.
  const auto issued = co_await issue_();
  if (!issued)
    co_return std::unexpected(
        fmt::format("no token of our own: {} was not so", issued.error().rule));
  keep(*issued);
  co_return issued->access_token;
}

std::string OwnToken::kept() const {
  const Instant now = clock_.now();
  const std::scoped_lock lock(mutex_);
  return made_ <= now && now < until_ ? token_ : std::string();
}

void OwnToken::keep(const IssuedToken& token) {
  const Instant now = clock_.now();
  const std::scoped_lock lock(mutex_);
  token_ = token.access_token;
  made_ = now;
  until_ = now + seconds{token.expires_in} - kMargin;
}

}  // namespace portvakt::grant
