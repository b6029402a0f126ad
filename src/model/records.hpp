// What the server remembers, as plain values: the nouns that store, registry, grant and
// self-service all speak of. Names are Maskinporten's own (docs/protocol.md); optional means
// "absent on the wire".
#pragma once

#include "base/clock.hpp"
#include "jose/jwk.hpp"
#include "model/names.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt {

struct Organisation {
  OrgNumber orgno;
  std::string name;
  Instant created, last_updated;
};

struct PrefixRecord {
  Prefix prefix;
  OrgNumber owner;
  bool active = true;
  Instant created, last_updated;
};

enum class IntegrationType {
  maskinporten,
  idporten,
  api_klient,
  krr,
  eformidling,
  ansattporten,
  idporten_saml2
};
enum class Visibility { public_, private_, internal };
enum class TokenType { self_contained, opaque };
enum class AccessState { requested, approved, denied };
enum class SigningKeyState { pending, active, retired };

// Wire words and back: `maskinporten`, `PUBLIC`, `SELF_CONTAINED`, `APPROVED`, `pending`. from_word
// ignores case for integration types only, because the official portal sends them in upper case as
// a filter.
std::string_view word(IntegrationType);
std::string_view word(Visibility);
std::string_view word(TokenType);
std::string_view word(AccessState);
std::string_view word(SigningKeyState);
std::optional<IntegrationType> integration_type(std::string_view text);
std::optional<Visibility> visibility(std::string_view text);
std::optional<TokenType> token_type(std::string_view text);
std::optional<AccessState> access_state(std::string_view text);
std::optional<SigningKeyState> signing_key_state(std::string_view text);

struct Scope {
  ScopeName name;
  OrgNumber owner;
  bool active = true;
  std::string description;
  std::string long_description;  ///< empty: absent
  std::map<std::string, std::string>
      translations;  ///< by wire name: `description#nn`, `long_description#en`, …
  Visibility visibility = Visibility::public_;
  TokenType token_type = TokenType::self_contained;
  std::vector<IntegrationType> allowed_integration_types;  ///< empty: all
  bool accessible_for_all = false;
  std::optional<Uri> delegation_source;
  seconds at_max_age{0};  ///< 0: the client's lifetime rules
  seconds authorization_max_lifetime{0};
  std::string enforced_aud;  ///< `enforced_aud_for_access_token`; empty: absent
  bool requires_user_consent = false;
  bool requires_user_authentication = false;
  bool requires_pseudonymous_tokens = false;
  bool supports_european_businesses = false;
  bool is_protected = false;
  Instant created, last_updated;
};

struct Access {
  ScopeName scope;
  OrgNumber owner;
  OrgNumber consumer;
  AccessState state = AccessState::approved;
  Instant created, last_updated;
};

struct Client {
  ClientId id;
  OrgNumber org;                      ///< `client_orgno`
  std::optional<OrgNumber> supplier;  ///< `supplier_orgno`: made by a supplier for a customer
  bool active = true;
  IntegrationType integration_type = IntegrationType::maskinporten;
  std::string name;
  std::string description;
  std::vector<ScopeName> scopes;
  seconds access_token_lifetime{120};
  /// What only other products use, stored and returned unchanged: a JSON object as text.
  std::string other_members = "{}";
  std::string created_by = {};  ///< the client that made it; empty: the operator
  Instant created, last_updated;
};

/// One of the customers for whom a client acts. A mechanism of login products, kept here and
/// without effect on tokens.
struct OnBehalfOf {
  ClientId client;
  OnBehalfOfId id;  ///< `onbehalfof`
  std::string name;
  OrgNumber org;
  std::string organisation_name, description;  ///< empty: absent
  std::optional<Uri> uri, logo_uri;
  Instant created, last_updated;
};

struct ClientKey {
  KeyId kid;
  jose::PublicJwk jwk;
  Instant expires;
  Instant created, last_updated;
};

/// A consumer lets a supplier use one of its scopes on its behalf, in the built-in register.
struct Delegation {
  ScopeName scope;
  OrgNumber consumer, supplier;
  Instant valid_from;               ///< counts from this second on
  std::optional<Instant> valid_to;  ///< and up to, but not in, this one; absent: without end
  std::optional<Instant> revoked;
  Instant created, last_updated;

  bool over(Instant now) const { return revoked || (valid_to && *valid_to <= now); }
  bool counts(Instant now) const { return !over(now) && valid_from <= now; }
};

/// A customer lets a vendor's client act through the vendor's system, in the built-in register
/// (docs/protocol.md §1.11).
struct SystemUser {
  Uuid id;
  OrgNumber owner;  ///< the customer
  SystemId system;  ///< names the vendor
  ClientId client;  ///< one of the vendor's
  ExternalRef external_ref;
  std::optional<Instant> deleted;
  Instant created, last_updated;
};

struct DelegationSourceRecord {
  Uri issuer;
  std::string name;
  Instant created, last_updated;
};

/// One of our own signing keys. `private_pem` is PKCS#8, encrypted with the operator's passphrase.
struct SigningKeyRecord {
  KeyId kid;  ///< RFC 7638 thumbprint
  jose::PublicJwk jwk;
  std::string private_pem;
  SigningKeyState state = SigningKeyState::pending;
  Instant created;
  std::optional<Instant> activated, retired;
};

/// Who changed something: an organisation through a client, or the operator on the machine.
struct Actor {
  std::optional<OrgNumber> org;
  std::string client_id;  ///< or `operator:<system user>`
  std::string trace;
  std::string person = {};  ///< `sub` of who signed in; empty: a machine or the operator
};

}  // namespace portvakt
