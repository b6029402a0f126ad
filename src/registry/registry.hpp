// The read model: everything a token decision needs, in memory. Readers look things up and keep
// what they took; one writer at a time puts whole objects. No lock is held across work. Knows
// nothing of SQL; the Follower feeds it.
#pragma once

#include "model/records.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::registry {

/// A scope's place in the registry; given once per name and never reused, so that grants fit in
/// eight bytes.
enum class ScopeIndex : std::uint32_t {};

struct RegisteredKey {
  KeyId kid;
  jose::PublicJwk jwk;
  Instant expires;
};

/// What the token endpoint must know of a client; names and descriptions stay in SQL.
struct RegisteredClient {
  ClientId id;
  OrgNumber org;
  std::optional<OrgNumber> supplier;
  bool active = true;
  IntegrationType integration_type = IntegrationType::maskinporten;
  seconds access_token_lifetime{120};
  std::vector<ScopeIndex> scopes;
  std::vector<RegisteredKey> keys;

  const RegisteredKey* key(std::string_view kid) const;
  bool holds(ScopeIndex scope) const;
};

/// What a grant names a system user of the built-in register by.
struct SystemUserKey {
  std::string client_id;
  OrgNumber owner;
  std::string external_ref;
  bool operator==(const SystemUserKey&) const = default;
};
struct RegisteredSystemUser {
  Uuid id;
  SystemId system;
};

struct RegisteredScope {
  ScopeIndex index;
  Scope scope;
};

class Registry {
 public:
  Registry();
  Registry(Registry&&) noexcept;
  ~Registry();

  // Questions, from any thread.
  std::shared_ptr<const RegisteredClient> client(std::string_view id) const;
  std::shared_ptr<const RegisteredScope> scope(
      std::string_view name) const;                          ///< of any state; nullptr when unknown
  bool granted(ScopeIndex scope, OrgNumber consumer) const;  ///< an APPROVED access exists
  /// The built-in register: a delegation exists and counts at that moment.
  bool delegated(ScopeIndex scope, OrgNumber consumer, OrgNumber supplier, Instant now) const;
  std::optional<RegisteredSystemUser> system_user(const SystemUserKey& key) const;
  std::shared_ptr<const std::vector<SigningKeyRecord>> signing_keys() const;  ///< oldest first
  std::size_t clients() const;
  std::size_t grants() const;

  // Changes, from one thread at a time.
  void put(const Scope& scope);
  void put(const Access& access);  ///< any state but approved takes the grant away
  void drop_access(const ScopeName& scope, OrgNumber consumer);
  void put(const Delegation& delegation);
  void put(const SystemUser& user);  ///< a deleted one goes
  void put(const Client& client, const std::vector<ClientKey>& keys);
  void put_keys(const ClientId& id,
                const std::vector<ClientKey>& keys);       ///< of a client that is here already
  void add_key(const ClientId& id, const ClientKey& key);  ///< one more, while loading
  void put(std::vector<SigningKeyRecord> keys);            ///< the whole set
  /// An empty registry that gives scopes the same places as this one, to be filled and then
  /// adopted.
  Registry successor() const;
  /// Takes over everything `fresh` holds, shard by shard; used when the change feed has a gap.
  /// `fresh` is a successor.
  void adopt(Registry&& fresh);

 private:
  struct Tables;
  ScopeIndex index_of(std::string_view scope_name);
  std::unique_ptr<Tables> tables_;
};

}  // namespace portvakt::registry
