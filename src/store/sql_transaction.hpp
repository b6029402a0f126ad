// Reader and Transaction in SQL, over a connection that is inside a transaction. A read hands it
// out as Reader only.
#pragma once

#include "store/connection.hpp"
#include "store/query.hpp"

namespace portvakt::store {

class SqlTransaction final : public Transaction {
 public:
  explicit SqlTransaction(Connection& connection) : connection_(connection) {}

  std::optional<Organisation> organisation(OrgNumber orgno) override;
  std::vector<Organisation> organisations() override;
  std::optional<PrefixRecord> prefix(const Prefix& prefix) override;
  std::vector<PrefixRecord> prefixes(std::optional<OrgNumber> owner, Inactive inactive) override;
  std::optional<Scope> scope(const ScopeName& name) override;
  std::vector<Scope> scopes_of(OrgNumber owner, Inactive inactive) override;
  std::vector<Scope> public_scopes(const PublicScopes& wanted) override;
  bool prefix_in_use(const Prefix& prefix) override;
  std::optional<Access> access(const ScopeName& scope, OrgNumber consumer) override;
  std::vector<Access> accesses_of_scope(const ScopeName& scope, Inactive inactive) override;
  std::vector<Access> accesses_given(OrgNumber owner, OrgNumber consumer,
                                     Inactive inactive) override;
  std::vector<Access> accesses_held(OrgNumber consumer, Inactive inactive) override;
  std::optional<AccessRequest> access_request(const Uuid& id) override;
  std::optional<AccessRequest> open_access_request(const ScopeName& scope,
                                                   OrgNumber consumer) override;
  Part<AccessRequest> access_requests(const AccessRequestSearch& wanted, Slice slice) override;
  std::vector<AccessRequestChange> history(const AccessRequest& request) override;
  Part<AccessChange> access_history(const ScopeName& scope, Slice slice) override;
  Part<CatalogueEntry> catalogue(const CatalogueSearch& wanted, Slice slice) override;
  std::optional<Client> client(const ClientId& id) override;
  std::vector<Client> clients_of(OrgNumber org, Inactive inactive) override;
  std::vector<Client> clients_made_by(const std::string& client, Inactive inactive) override;
  std::vector<ClientKey> keys_of(const ClientId& client) override;
  std::optional<OnBehalfOf> on_behalf_of(const ClientId& client, const OnBehalfOfId& id) override;
  std::vector<OnBehalfOf> on_behalf_of(const ClientId& client) override;
  std::optional<Delegation> delegation(const ScopeName& scope, OrgNumber consumer,
                                       OrgNumber supplier) override;
  std::vector<Delegation> delegations_given(OrgNumber consumer) override;
  std::vector<Delegation> delegations_received(OrgNumber supplier) override;
  std::optional<SystemUser> system_user(const Uuid& id) override;
  std::vector<SystemUser> system_users_of(OrgNumber owner) override;
  std::vector<SystemUser> system_users_for(OrgNumber vendor) override;
  std::vector<DelegationSourceRecord> delegation_sources() override;
  Part<Client> clients(const ClientSearch& wanted, Slice slice) override;
  Part<Scope> scopes(const ScopeSearch& wanted, Slice slice) override;
  Part<PrefixRecord> prefixes(const PrefixSearch& wanted, Slice slice) override;
  Part<Access> accesses(const AccessSearch& wanted, Slice slice) override;
  std::vector<OwnerCount> owner_counts() override;
  std::vector<KeyOfClient> keys_of_organisation(OrgNumber org) override;
  Part<KeyExpiry> key_expiries(const KeyExpirySearch& wanted, Slice slice) override;
  Part<Organisation> organisations(const OrganisationSearch& wanted, Slice slice) override;
  std::vector<Counted> counts(const CountQuery& query) override;
  LedgerPage ledger(const LedgerQuery& wanted, std::int64_t most) override;
  bool grant_used(const GrantUse& grant) override;
  std::optional<NotificationPoint> notification_point(const Uuid& id) override;
  std::vector<NotificationPoint> notification_points(OrgNumber org) override;
  std::optional<NotificationPoint> calendar(const std::string& digest) override;
  std::vector<SigningKeyRecord> signing_keys() override;

  /// Takes the feed's row, so that this transaction is the only writer until it ends. Before
  /// anything is put.
  void become_writer(const Actor& actor, Instant now);
  /// Leaves the new revision in the feed; nothing when nothing was put.
  void publish();

  void put(const Organisation& organisation) override;
  void put(const PrefixRecord& prefix) override;
  void drop(const Prefix& prefix) override;
  void put(const Scope& scope) override;
  void put(const Access& access) override;
  void drop(const Access& access) override;
  void put(const AccessRequest& request) override;
  void put(const Client& client) override;
  void put_keys(const ClientId& client, const std::vector<ClientKey>& keys) override;
  void put(const OnBehalfOf& customer) override;
  void drop(const ClientId& client, const OnBehalfOfId& id) override;
  void put(const Delegation& delegation) override;
  void put(const SystemUser& user) override;
  void put(const DelegationSourceRecord& source) override;
  void put(const SigningKeyRecord& key) override;
  void put(const NotificationPoint& point) override;
  void drop(const NotificationPoint& point) override;

 private:
  void touch(const ClientId& client);  ///< something about it changes now
  void record_change(Entity entity, const std::string& key, const std::string& before,
                     const std::string& after);

  Connection& connection_;
  Actor actor_;
  Instant now_;
  Number first_revision_ = 0;  // what the feed said when we took it
  Number revision_ = 0;
};

std::string_view word(Entity entity);     ///< as in the column `change.entity`
Entity entity_of(std::string_view word);  ///< throws StoreError for a word no version of ours wrote

}  // namespace portvakt::store
