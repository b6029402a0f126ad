#include "grant/refusal_counts.hpp"

#include <utility>

namespace portvakt::grant {
namespace {

constexpr std::int64_t kHour = 3600;

template <class Map, class Key>
std::int64_t& one_of(Map& counts, Key key, Key common, std::size_t most) {
  if (const auto known = counts.find(key); known != counts.end()) return known->second;
  return counts[counts.size() < most ? std::move(key) : std::move(common)];
}

}  // namespace

std::string_view counted_code(Reason reason) {
  const PublicRow& row = public_row(reason);
  return row.code.empty() ? row.error : row.code;
}

void RefusalCounts::enter(const Refusal& refusal) {
  if (public_row(refusal.denial.reason).status >= 500) return;
  const std::string code(counted_code(refusal.denial.reason));
  const std::int64_t now = epoch(clock_.now());
  const std::scoped_lock lock(mutex_);
  begin_hour(now - now % kHour);
  Counts& counts = refusal.grant_key.empty() ? without_key_ : with_key_;
  ++one_of(counts, Pair{refusal.client_id, code}, Pair{{}, code}, pairs_);
}

/// A clock that steps back counts on in the hour that it left.
void RefusalCounts::begin_hour(std::int64_t hour) {
  if (hour <= hour_) return;
  for (Counts* counts : {&with_key_, &without_key_}) {
    for (const auto& [pair, count] : *counts) {
      if (count > 0) keep({from_epoch(hour_), pair.first, pair.second, count});
    }
    counts->clear();
  }
  hour_ = hour;
}

/// While nobody can write them down the hours pile up, and then the clients are not told apart.
void RefusalCounts::keep(store::RefusalCount count) {
  const std::int64_t hour = epoch(count.hour);
  const std::pair common{hour, Pair{{}, count.code}};
  one_of(waiting_, std::pair{hour, Pair{std::move(count.client_id), std::move(count.code)}}, common,
         4 * pairs_) += count.refusals;
}

std::vector<store::RefusalCount> RefusalCounts::take() {
  std::vector<store::RefusalCount> taken;
  const std::scoped_lock lock(mutex_);
  for (const auto& [key, count] : waiting_) {
    taken.push_back({from_epoch(key.first), key.second.first, key.second.second, count});
  }
  waiting_.clear();
  for (Counts* counts : {&with_key_, &without_key_}) {
    for (auto& [pair, count] : *counts) {
      const std::int64_t so_many = std::exchange(count, 0);
      if (so_many > 0) taken.push_back({from_epoch(hour_), pair.first, pair.second, so_many});
    }
  }
  return taken;
}

void RefusalCounts::give_back(std::vector<store::RefusalCount> counts) {
  const std::scoped_lock lock(mutex_);
  for (store::RefusalCount& count : counts) keep(std::move(count));
}

}  // namespace portvakt::grant
