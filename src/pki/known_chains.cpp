#include "pki/known_chains.hpp"

#include <utility>

namespace portvakt::pki {
namespace {

constexpr std::size_t kPerGeneration = 512;

}  // namespace

std::string KnownChains::digest(std::span<const std::string> x5c) {
  std::string all;
  for (const std::string& certificate : x5c) (all += certificate) += ' ';
  return jose::sha256(all);
}

GoodCertificate KnownChains::find(const std::string& digest, Instant now,
                                  std::uint64_t generation) const {
  const std::scoped_lock lock(mutex_);
  for (const Map* map : {&young_, &old_}) {
    const auto it = map->find(digest);
    if (it == map->end()) continue;
    const KnownChain& known = it->second;
    // A clock that stepped back far is a reason to look again, too.
    const bool fresh = now < known.until && known.until <= now + kLongestMemory;
    return fresh && known.generation == generation ? known.certificate : nullptr;
  }
  return nullptr;
}

void KnownChains::remember(std::string digest, KnownChain known) {
  Map forgotten;  // its keys are freed outside the lock
  const std::scoped_lock lock(mutex_);
  if (young_.size() >= kPerGeneration) forgotten = std::exchange(old_, std::exchange(young_, {}));
  young_.insert_or_assign(std::move(digest), std::move(known));
}

}  // namespace portvakt::pki
