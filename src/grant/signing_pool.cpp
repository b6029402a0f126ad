#include "grant/signing_pool.hpp"

#include "base/base64.hpp"
#include "base/stopwatch.hpp"
#include "base/task.hpp"

#include <utility>

namespace portvakt::grant {

SigningPool::SigningPool(std::size_t threads, milliseconds longest_wait)
    : threads_(threads),
      longest_wait_(std::chrono::nanoseconds(longest_wait).count()),
      pool_(threads) {}

SigningPool::Place::~Place() {
  if (pool_ != nullptr) --pool_->waiting_;
}

std::optional<SigningPool::Place> SigningPool::reserve() {
  const auto ahead = static_cast<std::int64_t>(waiting_.fetch_add(1) / threads_);
  Place place(*this);
  if (ahead * cost_ > longest_wait_) return std::nullopt;
  return place;
}

asio::awaitable<std::string> SigningPool::sign(Place place, std::shared_ptr<const ActiveKey> key,
                                               std::string claims) {
  std::string token = key->encoded_header + "." + base64url(std::string_view(claims));
  const Place held = std::move(place);
  co_return co_await on(pool_, [this, key = std::move(key), token = std::move(token)]() mutable {
    const Stopwatch watch;
    token += "." + base64url(std::string_view(key->key.sign(key->alg, token)));
    cost_ = (cost_ * 7 + watch.elapsed().count()) / 8;
    return std::move(token);
  });
}

}  // namespace portvakt::grant
