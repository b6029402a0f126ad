#include "altinn/platform.hpp"

#include "base/log.hpp"

#include <fmt/format.h>

#include <chrono>

namespace portvakt::altinn {

boost::asio::awaitable<Result<Turn, std::string>> Api::begin(int place, Stopwatch waiting) {
  if (place > Platform::kMostAtOnce)
    co_return std::unexpected("too many questions to Altinn at once");
  if (!breaker_.allows()) co_return std::unexpected("Altinn failed a moment ago and is left alone");
  auto token = co_await platform_.options_.token(scope_);
  if (!token) co_return std::unexpected(std::move(token.error()));
  co_return Turn(*this, *std::move(token), waiting);
}

Result<Fetched, std::string> Turn::fetch(const Call& call) {
  const Platform::Options& options = api_->platform_.options_;
  const auto spent = std::chrono::ceil<milliseconds>(waiting_.elapsed());
  // Whoever used the time up, it need not be this API: others wait for the same threads.
  if (spent >= options.timeout) return std::unexpected("no time was left to ask Altinn");
  std::string_view base = options.url;
  if (base.ends_with('/')) base.remove_suffix(1);
  auto response =
      options.fetch(std::string(base) + call.path, call.body, token_, options.timeout - spent);
  if (!response) return failed(std::move(response.error()));
  return response;
}

void Turn::succeeded() { api_->breaker_.succeeded(); }

std::unexpected<std::string> Turn::refused(int status) {
  succeeded();
  log::warn("altinn_lookup_refused",
            {{"lookup", api_->name_}, {"http.response.status_code", status}});
  return std::unexpected(fmt::format("Altinn answered with status {}", status));
}

std::unexpected<std::string> Turn::failed(std::string why) {
  api_->breaker_.failed();
  log::warn("altinn_lookup_failed", {{"lookup", api_->name_}, {"error.message", why}});
  return std::unexpected(std::move(why));
}

}  // namespace portvakt::altinn
