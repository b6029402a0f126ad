#include "registry/registry.hpp"

#include <boost/container_hash/hash.hpp>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace portvakt::registry {
namespace {

constexpr std::size_t kShards = 64;

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// A million clients: the id is kept once, inside the entry.
struct ById {
  using is_transparent = void;
  using Entry = std::shared_ptr<const RegisteredClient>;
  std::size_t operator()(std::string_view id) const { return TextHash{}(id); }
  std::size_t operator()(const Entry& entry) const { return TextHash{}(entry->id.text()); }
  bool operator()(const Entry& a, const Entry& b) const { return a->id == b->id; }
  bool operator()(const Entry& a, std::string_view b) const { return a->id.text() == b; }
  bool operator()(std::string_view a, const Entry& b) const { return b->id.text() == a; }
};

/// Who delegated what to whom.
struct Triple {
  ScopeIndex scope;
  OrgNumber consumer, supplier;
  bool operator==(const Triple&) const = default;
};
struct TripleHash {
  std::size_t operator()(const Triple& t) const {
    auto seed = static_cast<std::size_t>(t.scope);
    boost::hash_combine(seed, t.consumer.value());
    boost::hash_combine(seed, t.supplier.value());
    return seed;
  }
};
struct Period {
  Instant from;
  std::optional<Instant> to;
};

struct SystemUserHash {
  std::size_t operator()(const SystemUserKey& key) const {
    auto seed = TextHash{}(key.client_id);
    boost::hash_combine(seed, key.owner.value());
    boost::hash_combine(seed, TextHash{}(key.external_ref));
    return seed;
  }
};

using SystemUserMap =
    boost::unordered_flat_map<SystemUserKey, RegisteredSystemUser, SystemUserHash>;
using DelegationMap = boost::unordered_flat_map<Triple, Period, TripleHash>;
using ClientSet = boost::unordered_flat_set<std::shared_ptr<const RegisteredClient>, ById, ById>;
using GrantSet = boost::unordered_flat_set<std::uint64_t>;
using ScopeMap = boost::unordered_flat_map<std::string, std::shared_ptr<const RegisteredScope>,
                                           TextHash, std::equal_to<>>;
using IndexMap = boost::unordered_flat_map<std::string, ScopeIndex, TextHash, std::equal_to<>>;

template <class T>
struct Guarded {
  mutable std::mutex mutex;
  T value;
};

std::uint64_t grant_key(ScopeIndex scope, OrgNumber consumer) {
  return static_cast<std::uint64_t>(scope) << 32 | consumer.value();
}

template <class T>
void exchange(Guarded<T>& mine, Guarded<T>& theirs) {
  T old;
  {
    const std::scoped_lock lock(mine.mutex);
    old = std::exchange(mine.value, std::move(theirs.value));
  }
}

}  // namespace

struct Registry::Tables {
  std::array<Guarded<ClientSet>, kShards> clients;
  std::array<Guarded<GrantSet>, kShards> grants;
  Guarded<DelegationMap> delegations;
  Guarded<SystemUserMap> system_users;
  Guarded<ScopeMap> scopes;
  IndexMap indexes;  // the writer's alone
  Guarded<std::shared_ptr<const std::vector<SigningKeyRecord>>> signing_keys;

  Guarded<ClientSet>& client_shard(std::string_view id) {
    return clients[TextHash{}(id) % kShards];
  }
  Guarded<GrantSet>& grant_shard(OrgNumber consumer) { return grants[consumer.value() % kShards]; }
};

const RegisteredKey* RegisteredClient::key(std::string_view kid) const {
  const auto it = std::ranges::find(
      keys, kid, [](const RegisteredKey& k) -> std::string_view { return k.kid.text(); });
  return it == keys.end() ? nullptr : &*it;
}

bool RegisteredClient::holds(ScopeIndex scope) const {
  return std::ranges::find(scopes, scope) != scopes.end();
}

Registry::Registry() : tables_(std::make_unique<Tables>()) {
  tables_->signing_keys.value = std::make_shared<const std::vector<SigningKeyRecord>>();
}
Registry::Registry(Registry&&) noexcept = default;
Registry::~Registry() = default;

std::shared_ptr<const RegisteredClient> Registry::client(std::string_view id) const {
  const auto& shard = tables_->client_shard(id);
  const std::scoped_lock lock(shard.mutex);
  const auto it = shard.value.find(id);
  return it == shard.value.end() ? nullptr : *it;
}

std::shared_ptr<const RegisteredScope> Registry::scope(std::string_view name) const {
  const std::scoped_lock lock(tables_->scopes.mutex);
  const auto it = tables_->scopes.value.find(name);
  return it == tables_->scopes.value.end() ? nullptr : it->second;
}

bool Registry::granted(ScopeIndex scope, OrgNumber consumer) const {
  const auto& shard = tables_->grant_shard(consumer);
  const std::scoped_lock lock(shard.mutex);
  return shard.value.contains(grant_key(scope, consumer));
}

bool Registry::delegated(ScopeIndex scope, OrgNumber consumer, OrgNumber supplier,
                         Instant now) const {
  const auto& delegations = tables_->delegations;
  const std::scoped_lock lock(delegations.mutex);
  const auto it = delegations.value.find(Triple{scope, consumer, supplier});
  if (it == delegations.value.end()) return false;
  const auto& [from, to] = it->second;
  return from <= now && (!to || now < *to);
}

std::optional<RegisteredSystemUser> Registry::system_user(const SystemUserKey& key) const {
  const auto& users = tables_->system_users;
  const std::scoped_lock lock(users.mutex);
  const auto it = users.value.find(key);
  if (it == users.value.end()) return std::nullopt;
  return it->second;
}

std::shared_ptr<const std::vector<SigningKeyRecord>> Registry::signing_keys() const {
  const std::scoped_lock lock(tables_->signing_keys.mutex);
  return tables_->signing_keys.value;
}

std::size_t Registry::clients() const {
  std::size_t total = 0;
  for (const auto& shard : tables_->clients) {
    const std::scoped_lock lock(shard.mutex);
    total += shard.value.size();
  }
  return total;
}

std::size_t Registry::grants() const {
  std::size_t total = 0;
  for (const auto& shard : tables_->grants) {
    const std::scoped_lock lock(shard.mutex);
    total += shard.value.size();
  }
  return total;
}

ScopeIndex Registry::index_of(std::string_view scope_name) {
  auto& indexes = tables_->indexes;
  if (const auto it = indexes.find(scope_name); it != indexes.end()) return it->second;
  const ScopeIndex next{static_cast<std::uint32_t>(indexes.size())};
  indexes.emplace(scope_name, next);
  return next;
}

void Registry::put(const Scope& scope) {
  auto entry = std::make_shared<const RegisteredScope>(index_of(scope.name.text()), scope);
  const std::scoped_lock lock(tables_->scopes.mutex);
  tables_->scopes.value[scope.name.text()].swap(entry);
}

void Registry::put(const Access& access) {
  if (access.state != AccessState::approved) return drop_access(access.scope, access.consumer);
  const std::uint64_t key = grant_key(index_of(access.scope.text()), access.consumer);
  auto& shard = tables_->grant_shard(access.consumer);
  const std::scoped_lock lock(shard.mutex);
  shard.value.insert(key);
}

void Registry::drop_access(const ScopeName& scope, OrgNumber consumer) {
  const std::uint64_t key = grant_key(index_of(scope.text()), consumer);
  auto& shard = tables_->grant_shard(consumer);
  const std::scoped_lock lock(shard.mutex);
  shard.value.erase(key);
}

void Registry::put(const Delegation& delegation) {
  const Triple triple{index_of(delegation.scope.text()), delegation.consumer, delegation.supplier};
  const std::scoped_lock lock(tables_->delegations.mutex);
  if (delegation.revoked) {
    tables_->delegations.value.erase(triple);
  } else {
    tables_->delegations.value.insert_or_assign(triple,
                                                Period{delegation.valid_from, delegation.valid_to});
  }
}

void Registry::put(const SystemUser& user) {
  SystemUserKey key{user.client.text(), user.owner, user.external_ref.text()};
  auto& users = tables_->system_users;
  const std::scoped_lock lock(users.mutex);
  if (!user.deleted) {
    users.value.insert_or_assign(std::move(key), RegisteredSystemUser{user.id, user.system});
    return;
  }
  // Another may have taken its place since.
  const auto it = users.value.find(key);
  if (it != users.value.end() && it->second.id == user.id) users.value.erase(it);
}

namespace {

std::vector<RegisteredKey> registered(const std::vector<ClientKey>& keys) {
  std::vector<RegisteredKey> out;
  out.reserve(keys.size());
  for (const ClientKey& key : keys) out.push_back({key.kid, key.jwk, key.expires});
  return out;
}

void replace(Guarded<ClientSet>& shard, std::shared_ptr<const RegisteredClient> entry) {
  const std::scoped_lock lock(shard.mutex);
  shard.value.erase(std::string_view(entry->id.text()));
  shard.value.insert(std::move(entry));
}

}  // namespace

void Registry::put(const Client& client, const std::vector<ClientKey>& keys) {
  auto entry = std::make_shared<RegisteredClient>(
      client.id, client.org, client.supplier, client.active, client.integration_type,
      client.access_token_lifetime, std::vector<ScopeIndex>{}, registered(keys));
  entry->scopes.reserve(client.scopes.size());
  for (const ScopeName& name : client.scopes) entry->scopes.push_back(index_of(name.text()));
  replace(tables_->client_shard(client.id.text()), std::move(entry));
}

void Registry::put_keys(const ClientId& id, const std::vector<ClientKey>& keys) {
  const auto known = client(id.text());
  if (!known) return;
  auto entry = std::make_shared<RegisteredClient>(*known);
  entry->keys = registered(keys);
  replace(tables_->client_shard(id.text()), std::move(entry));
}

void Registry::add_key(const ClientId& id, const ClientKey& key) {
  const auto known = client(id.text());
  if (!known) return;
  auto entry = std::make_shared<RegisteredClient>(*known);
  entry->keys.push_back({key.kid, key.jwk, key.expires});
  replace(tables_->client_shard(id.text()), std::move(entry));
}

void Registry::put(std::vector<SigningKeyRecord> keys) {
  auto entry = std::make_shared<const std::vector<SigningKeyRecord>>(std::move(keys));
  const std::scoped_lock lock(tables_->signing_keys.mutex);
  tables_->signing_keys.value.swap(entry);
}

Registry Registry::successor() const {
  Registry fresh;
  fresh.tables_->indexes = tables_->indexes;
  return fresh;
}

void Registry::adopt(Registry&& fresh) {
  // Between two shards a reader may pair an old client with a new scope; the shared places keep
  // that pair meaningful.
  exchange(tables_->scopes, fresh.tables_->scopes);
  for (std::size_t i = 0; i < kShards; ++i) {
    exchange(tables_->grants[i], fresh.tables_->grants[i]);
    exchange(tables_->clients[i], fresh.tables_->clients[i]);
  }
  exchange(tables_->delegations, fresh.tables_->delegations);
  exchange(tables_->system_users, fresh.tables_->system_users);
  exchange(tables_->signing_keys, fresh.tables_->signing_keys);
  tables_->indexes = std::move(fresh.tables_->indexes);
}

}  // namespace portvakt::registry
