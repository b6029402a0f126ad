// Parsed client keys, kept for those that sign often. Found by the key's own octets, so an entry
// can never stand for another key; bounded, so that a million clients do not become four gigabytes
// of OpenSSL objects.
#pragma once

#include "jose/keys.hpp"

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace portvakt::grant {

class VerificationKeys {
 public:
  explicit VerificationKeys(std::size_t capacity = 8192);
  std::shared_ptr<const jose::VerificationKey> of(const jose::PublicJwk& jwk);

 private:
  using Map = std::unordered_map<std::string, std::shared_ptr<const jose::VerificationKey>>;
  /// Two generations: when the young one is full it becomes the old one, and what is asked for
  /// again moves back. What nobody asked for during a whole generation is forgotten.
  struct Shard {
    std::mutex mutex;
    Map young, old;  // guarded by mutex
  };
  static constexpr std::size_t kShards = 16;
  std::size_t per_generation_;
  std::array<Shard, kShards> shards_;
};

}  // namespace portvakt::grant
