// Signing keys in the operator's API: the rules are those of signing_keys.hpp, the refusals those
// of the API.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"
#include "selfservice/signing_keys.hpp"

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// What a node knows of making keys; the passphrase that protects them stays in `make`.
struct SigningKeyDesk {
  SigningKeyRules rules = {};
  std::function<SigningKeyRecord(Instant now)> make = {};
};

/// So many keys may wait: each is published, and relying parties read them all.
inline constexpr std::size_t kMostPendingKeys = 5;

struct ToldSigningKey {
  SigningKeyRecord record;
  bool published = false;
  std::optional<Instant> ripe;  ///< of pending ones: when it may sign
};

/// Oldest first.
std::vector<ToldSigningKey> list_signing_keys(Services&, Permit<Operation::list_signing_keys>,
                                              const SigningKeyDesk&);
/// A pending one.
Result<ToldSigningKey, Refusal> make_signing_key(Services&, Permit<Operation::make_signing_key>,
                                                 const SigningKeyDesk&);
/// `{"state":"active"}`, or `"retired"`.
Result<SigningKeyState, Refusal> read_signing_key_state(std::string_view body, const Policy&);
Result<ToldSigningKey, Refusal> change_signing_key(Services&, Permit<Operation::change_signing_key>,
                                                   const SigningKeyDesk&, std::string_view kid,
                                                   SigningKeyState wanted);

}  // namespace portvakt::selfservice
