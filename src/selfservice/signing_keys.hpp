// The life of our own signing keys: pending (published, does not sign yet) → active (the one that
// signs) → retired (published until the last token it signed has ended and caches have turned
// over). Who may ask is the caller's business; each function works inside the caller's transaction
// and changes nothing when it refuses.
#pragma once

#include "base/result.hpp"
#include "jose/keys.hpp"
#include "store/store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

struct SigningKeyRules {
  /// Relying parties may cache our key set for this long (docs/protocol.md: they are told 24 h).
  std::chrono::hours publish_before{24};
  /// How long a retired key stays published; at least the longest token lifetime and that cache
  /// together.
  std::chrono::hours keep_after{26};
};

/// What a new key shall be. ES256 ignores `bits` and `primes`.
struct SigningKeyShape {
  jose::Algorithm algorithm = jose::Algorithm::rs256;
  unsigned bits = 2048;
  jose::Primes primes = jose::Primes::provable_strength;
  jose::Passphrases passphrase = jose::Passphrases::of_people;
};

enum class Publishing { waited, cut_short };

enum class SigningKeyRefusal {
  unknown_key,
  already_active,
  already_retired,
  too_young,
  last_active
};
/// The refusal as a sentence that names the key and, for a young one, when its time comes.
std::string sentence(SigningKeyRefusal refusal, const KeyId& kid,
                     const std::vector<SigningKeyRecord>& keys, const SigningKeyRules& rules);

/// A pending key, encrypted with the operator's passphrase, not yet in any store. Takes up to a
/// second for large RSA keys, so call it outside a transaction.
SigningKeyRecord make_signing_key(const SigningKeyShape& shape, std::string_view passphrase,
                                  Instant now);

/// From when the key may sign: at once for the first key of all, since nobody has cached a key set
/// without it.
Instant ripe_at(const SigningKeyRecord& key, const std::vector<SigningKeyRecord>& all,
                const SigningKeyRules& rules);
/// Whether the key belongs in the key set that relying parties fetch.
bool is_published(const SigningKeyRecord& key, const SigningKeyRules& rules, Instant now);

/// Makes a pending key the one that signs; the one before it is retired in the same transaction.
Result<SigningKeyRecord, SigningKeyRefusal> activate_signing_key(store::Transaction& transaction,
                                                                 const KeyId& kid,
                                                                 const SigningKeyRules& rules,
                                                                 Publishing publishing,
                                                                 Instant now);
/// Retires a pending key, which then never signs. The active one only makes way for another.
Result<SigningKeyRecord, SigningKeyRefusal> retire_signing_key(store::Transaction& transaction,
                                                               const KeyId& kid, Instant now);

struct Rotation {
  std::optional<KeyId> activated;
  std::optional<KeyId> made;         ///< the new pending key
  std::optional<KeyId> waiting;      ///< pending already, but not ripe
  std::optional<Instant> next_ripe;  ///< when the next rotation can activate a key
};
/// Activates the oldest ripe pending key and leaves exactly one pending key behind it: `fresh`,
/// when none was waiting. Safe to run as often as one likes: it does nothing while the waiting key
/// is not ripe.
Rotation rotate_signing_keys(store::Transaction& transaction, const SigningKeyRecord& fresh,
                             const SigningKeyRules& rules, Instant now);

/// For a server that starts on an empty store: `fresh` as the active key. False when there is an
/// active one already.
bool ensure_active_signing_key(store::Transaction& transaction, const SigningKeyRecord& fresh,
                               Instant now);

}  // namespace portvakt::selfservice
