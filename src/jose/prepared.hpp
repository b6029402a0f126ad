// An OpenSSL key with one initialised context per algorithm; each call works on a copy, which is
// cheaper than initialising anew. Safe from any thread.
#pragma once

#include "jose/evp.hpp"

#include <array>
#include <mutex>
#include <string_view>

namespace portvakt::jose {

/// The OpenSSL name of the algorithm's hash.
const char* digest_name(Algorithm algorithm);
KeyType key_type(Algorithm algorithm);

class PreparedKey {
 public:
  enum class Operation { sign, verify };
  PreparedKey(Pkey key, Operation operation) : key_(std::move(key)), operation_(operation) {}

  /// A context for one signature; `algorithm` must be of the key's type.
  DigestContext context(Algorithm algorithm) const;
  EVP_PKEY& key() const { return *key_; }

 private:
  struct Slot {
    std::once_flag made;
    DigestContext original;
  };
  DigestContext initialised(Algorithm algorithm) const;

  Pkey key_;
  Operation operation_;
  mutable std::array<Slot, 5> slots_;  // by algorithm; each guarded by its flag, then constant
};

}  // namespace portvakt::jose
