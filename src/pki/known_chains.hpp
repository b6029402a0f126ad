// Chains that were found good a moment ago, by the digest of their text, so that a client that
// signs often pays for one judgement only. For this folder only; safe from any thread.
#pragma once

#include "pki/certificate_check.hpp"

#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace portvakt::pki {

/// Good until the first of: a certificate of the path ends, the list that vouched lapses where that
/// matters, five minutes have passed (`until`); a revocation list changes (`generation`).
struct KnownChain {
  GoodCertificate certificate;
  Instant until;
  std::uint64_t generation;
};

/// A good chain is judged anew after this long at the latest, so that a rule which depends on time
/// in a way nobody thought of is wrong for minutes, not for years.
constexpr std::chrono::minutes kLongestMemory{5};

class KnownChains {
 public:
  /// Of the texts as sent: base64 is canonical here, so equal digests mean equal chains.
  static std::string digest(std::span<const std::string> x5c);

  GoodCertificate find(const std::string& digest, Instant now, std::uint64_t generation) const;
  void remember(std::string digest, KnownChain known);

 private:
  using Map = std::unordered_map<std::string, KnownChain>;
  mutable std::mutex mutex_;
  Map young_, old_;  // guarded by mutex_; when the young one is full it becomes the old one
};

}  // namespace portvakt::pki
