// The server's own keys: the active one signs, and all that are published verify. Rebuilt whenever
// a signing key changes; readers keep the set they took. Private keys are decrypted here and
// nowhere else.
#pragma once

#include "base/clock.hpp"
#include "jose/keys.hpp"
#include "model/records.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::grant {

/// The key that signs, with the access token's header ready encoded.
struct ActiveKey {
  std::string kid;
  jose::Algorithm alg;
  jose::SigningKey key;
  std::string encoded_header;  ///< base64url of {"kid":…,"alg":…}
};

/// The JWKS document and the keys in it.
struct PublishedKeys {
  struct Key {
    std::string kid;
    jose::Algorithm alg;
    jose::VerificationKey key;
  };
  std::vector<Key> keys;
  std::shared_ptr<const std::string> jwks;  ///< JSON text
  std::string etag;                         ///< quoted, changes with the text
  std::optional<Instant> changes;           ///< when the next retired key leaves

  const Key* find(std::string_view kid) const;
};

class SigningKeys {
 public:
  /// A retired key stays published for `keep_after`: until its last token has expired and caches
  /// have turned over.
  SigningKeys(std::string passphrase, seconds keep_after, Clock& clock);

  /// Takes the records over; throws std::runtime_error naming the kid when the active key cannot be
  /// decrypted.
  void replace(const std::vector<SigningKeyRecord>& records);

  std::shared_ptr<const ActiveKey> active() const;  ///< nullptr when there is none
  std::shared_ptr<const PublishedKeys> published() const;

 private:
  std::shared_ptr<const PublishedKeys> publish() const;

  const std::string passphrase_;
  const seconds keep_after_;
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::vector<SigningKeyRecord> records_;                   // guarded by mutex_
  std::shared_ptr<const ActiveKey> active_;                 // guarded by mutex_
  mutable std::shared_ptr<const PublishedKeys> published_;  // guarded by mutex_
};

/// The algorithm of a signing key: its record's `alg`, which key rotation always sets.
jose::Algorithm algorithm_of(const SigningKeyRecord& record);

}  // namespace portvakt::grant
