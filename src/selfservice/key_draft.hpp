// A public key as somebody posted it, with the hygiene of jose/ and the rules for client keys: RSA,
// for signatures.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "selfservice/services.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

struct KeyDraft {
  jose::PublicJwk jwk;              ///< its `kid` has KeyId's grammar, or is empty
  std::optional<std::int64_t> exp;  ///< epoch seconds, as sent
};

/// A JWK (docs/protocol.md, keys): `use` is required; `kid`, `alg` and `exp` may be absent here.
/// `path` stands before member names in findings.
Result<KeyDraft, Refusal> read_key(const json::object& object, const Policy& policy,
                                   const std::string& path = {});
Result<KeyDraft, Refusal> read_key(std::string_view body, const Policy& policy);
/// `{"keys":[…]}` with 1 to 5 keys, each with a `kid` of its own.
Result<std::vector<KeyDraft>, Refusal> read_key_set(std::string_view body, const Policy& policy);
/// A JWK, a PEM public key or a PEM certificate (with its chain, leaf first), as text. The kid is
/// the RFC 7638 thumbprint where the JWK has none.
Result<KeyDraft, Refusal> read_key_text(std::string_view body, const Policy& policy);

}  // namespace portvakt::selfservice
