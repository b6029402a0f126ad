#include "grant/verification_keys.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace portvakt::grant {
namespace {

/// Everything that decides what the key verifies; lengths are fixed by the type but for n and e,
/// which a NUL parts.
std::string identity(const jose::PublicJwk& jwk) {
  std::string text = jwk.type == jose::KeyType::rsa ? jwk.e + '\0' + jwk.n : jwk.x + jwk.y;
  text += jwk.alg ? jose::word(*jwk.alg) : "*";
  return text;
}

}  // namespace

VerificationKeys::VerificationKeys(std::size_t capacity)
    : per_generation_(std::max<std::size_t>(1, capacity / (2 * kShards))) {}

std::shared_ptr<const jose::VerificationKey> VerificationKeys::of(const jose::PublicJwk& jwk) {
  std::string id = identity(jwk);
  Shard& shard = shards_[std::hash<std::string>{}(id) % shards_.size()];
  {
    const std::scoped_lock lock(shard.mutex);
    if (const auto it = shard.young.find(id); it != shard.young.end()) return it->second;
  }
  std::shared_ptr<const jose::VerificationKey> key;
  {
    const std::scoped_lock lock(shard.mutex);
    if (auto found = shard.old.extract(id)) key = std::move(found.mapped());
  }
  if (!key) key = std::make_shared<const jose::VerificationKey>(jwk);

  Map forgotten;  // its keys are freed outside the lock
  const std::scoped_lock lock(shard.mutex);
  if (shard.young.size() >= per_generation_) {
    forgotten = std::exchange(shard.old, std::exchange(shard.young, {}));
  }
  return shard.young.emplace(std::move(id), std::move(key)).first->second;
}

}  // namespace portvakt::grant
