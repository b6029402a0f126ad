// What the server must remember, in SQL: SQLite or PostgreSQL through one set of statements. SOCI
// and libpq stop here. A write is one transaction that leaves its trace in the change feed, which
// is also the record of who changed what. Safe from any thread: each call takes a connection of the
// pool. Every call blocks, so it belongs on a pool of threads.
#pragma once

#include "base/clock.hpp"
#include "model/access_request.hpp"
#include "model/notification.hpp"
#include "model/records.hpp"
#include "store/logins.hpp"
#include "store/statistics.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::store {

using Revision = std::int64_t;
struct LedgerQuery;  // store/ledger.hpp
struct LedgerPage;
class Notices;  // store/notices.hpp

/// The database is away, full, locked or broken. `what()` is a sentence for the log: never SQL,
/// never a bound value.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
/// The database cannot be used at all as it is (not ours, newer schema, unreadable path); fit for
/// the operator's eyes.
class UnusableStore : public StoreError {
 public:
  using StoreError::StoreError;
};

enum class Inactive { hidden, shown };

/// `/scopes/all` (docs/protocol.md): which of the public scopes.
struct PublicScopes {
  std::optional<std::string> prefix;
  std::optional<bool> accessible_for_all;
  std::optional<IntegrationType> integration_type;
  bool delegated_only = false;
  Inactive inactive = Inactive::hidden;
};

/// A part of a long list: `take` items after the first `skip`.
struct Slice {
  std::int64_t skip = 0, take = 100;
};
template <class T>
struct Part {
  std::vector<T> items;
  std::int64_t total = 0;  ///< of the whole list
};

// Which of everything; what is left out does not narrow. `text` stands anywhere in a name, whatever
// its case.
struct ClientSearch {
  std::optional<OrgNumber> org;  ///< the client's or its supplier's
  std::vector<IntegrationType> types;
  std::optional<Prefix> scopes_under = {};  ///< holds one of these
  std::string text;
  std::optional<Instant> changed_since;  ///< itself, its keys or its customers
  Inactive inactive = Inactive::hidden;
};
struct ScopeSearch {
  std::optional<Prefix> prefix;
  std::string text;
  Inactive inactive = Inactive::hidden;
};
struct PrefixSearch {
  std::string text;
  Inactive inactive = Inactive::hidden;
};
struct OrganisationSearch {
  std::string text;  ///< in the name; or the number begins with it
};
struct AccessSearch {
  std::optional<AccessState> state;
  Inactive inactive = Inactive::hidden;
};
struct AccessRequestSearch {
  std::optional<OrgNumber> consumer, owner;
  std::optional<ScopeName> scope;
  std::optional<AccessRequestState> state;
};

/// Public active scopes in which every word stands somewhere: in the name, in a text of any
/// language or in the owner's name, whatever its case.
struct CatalogueSearch {
  OrgNumber reader;  ///< whose access is told
  std::vector<std::string> words;
  std::optional<OrgNumber> owner;
  std::optional<Prefix> prefix;
};
struct CatalogueEntry {
  Scope scope;
  std::optional<AccessState> access;
};

/// Keys of an organisation's active clients.
struct KeyExpirySearch {
  OrgNumber org;
  bool as_supplier = false;  ///< of the clients that it made for others too
  Instant before;            ///< keys that expire earlier than this
};
struct KeyExpiry {
  ClientId client;
  std::string client_name;
  KeyId kid;
  Instant expires;
};

/// What the record of changes tells of an access; a state is absent where there was none.
struct AccessChange {
  Instant at;
  Actor actor;
  OrgNumber consumer;
  std::optional<AccessState> before, after;
};
struct AccessRequestChange {
  Instant at;
  Actor actor;
  AccessRequestState state;
  std::string text;  ///< the reason, then the answer
};

/// What an API owner has: how many prefixes and scopes that are active, and how many organisations
/// hold an approved access to any of them.
struct OwnerCount {
  OrgNumber owner;
  std::int64_t prefixes = 0, scopes = 0, consumers = 0;
};

/// A key and whose it is.
struct KeyOfClient {
  ClientId client;
  ClientKey key;
};

/// A grant as the ledger knows it.
struct GrantUse {
  ClientId client;
  std::string key;  ///< LedgerRow::grant_key
  Instant expires;  ///< LedgerRow::grant_expires
  Instant since;    ///< it cannot have been used before this; bounds the search
};

/// Reads, all at one state of the database. Lists are ordered by their natural key.
class Reader {
 public:
  virtual ~Reader() = default;

  virtual std::optional<Organisation> organisation(OrgNumber) = 0;
  virtual std::vector<Organisation> organisations() = 0;
  virtual std::optional<PrefixRecord> prefix(const Prefix&) = 0;
  virtual std::vector<PrefixRecord> prefixes(std::optional<OrgNumber> owner, Inactive) = 0;
  virtual std::optional<Scope> scope(const ScopeName&) = 0;
  virtual std::vector<Scope> scopes_of(OrgNumber owner, Inactive) = 0;
  virtual std::vector<Scope> public_scopes(const PublicScopes&) = 0;
  virtual bool prefix_in_use(const Prefix&) = 0;  ///< a scope of any state lies under it
  virtual std::optional<Access> access(const ScopeName&, OrgNumber consumer) = 0;
  virtual std::vector<Access> accesses_of_scope(const ScopeName&, Inactive) = 0;
  virtual std::vector<Access> accesses_given(OrgNumber owner, OrgNumber consumer, Inactive) = 0;
  virtual std::vector<Access> accesses_held(OrgNumber consumer, Inactive) = 0;
  virtual std::optional<AccessRequest> access_request(const Uuid&) = 0;
  virtual std::optional<AccessRequest> open_access_request(const ScopeName&,
                                                           OrgNumber consumer) = 0;
  virtual Part<AccessRequest> access_requests(const AccessRequestSearch&,
                                              Slice) = 0;                      ///< newest first
  virtual std::vector<AccessRequestChange> history(const AccessRequest&) = 0;  ///< oldest first
  virtual Part<AccessChange> access_history(const ScopeName&, Slice) = 0;      ///< newest first
  virtual Part<CatalogueEntry> catalogue(const CatalogueSearch&, Slice) = 0;
  virtual std::optional<Client> client(const ClientId&) = 0;
  /// The organisation's own clients and those it made as a supplier.
  virtual std::vector<Client> clients_of(OrgNumber, Inactive) = 0;
  /// Those that this client made (`created_by`).
  virtual std::vector<Client> clients_made_by(const std::string& client, Inactive) = 0;
  virtual std::vector<ClientKey> keys_of(const ClientId&) = 0;
  virtual std::optional<OnBehalfOf> on_behalf_of(const ClientId&, const OnBehalfOfId&) = 0;
  virtual std::vector<OnBehalfOf> on_behalf_of(const ClientId&) = 0;
  virtual std::optional<Delegation> delegation(const ScopeName&, OrgNumber consumer,
                                               OrgNumber supplier) = 0;
  virtual std::vector<Delegation> delegations_given(OrgNumber consumer) = 0;  ///< of any state
  virtual std::vector<Delegation> delegations_received(OrgNumber supplier) = 0;
  virtual std::optional<SystemUser> system_user(const Uuid&) = 0;
  virtual std::vector<SystemUser> system_users_of(OrgNumber owner) = 0;  ///< of any state
  virtual std::vector<SystemUser> system_users_for(OrgNumber vendor) = 0;
  virtual std::vector<DelegationSourceRecord> delegation_sources() = 0;
  virtual std::optional<NotificationPoint> notification_point(const Uuid&) = 0;
  virtual std::vector<NotificationPoint> notification_points(OrgNumber) = 0;  ///< oldest first
  virtual std::optional<NotificationPoint> calendar(const std::string& digest) = 0;
  virtual std::vector<SigningKeyRecord> signing_keys() = 0;  ///< oldest first
  // The operator's view of everything, a part at a time.
  virtual Part<Client> clients(const ClientSearch&, Slice) = 0;
  virtual Part<Scope> scopes(const ScopeSearch&, Slice) = 0;
  virtual Part<PrefixRecord> prefixes(const PrefixSearch&, Slice) = 0;
  virtual Part<Access> accesses(const AccessSearch&, Slice) = 0;
  virtual std::vector<OwnerCount> owner_counts() = 0;  ///< of everybody who has a prefix
  /// Of the organisation's active clients, the next to expire first.
  virtual std::vector<KeyOfClient> keys_of_organisation(OrgNumber) = 0;
  virtual Part<KeyExpiry> key_expiries(const KeyExpirySearch&, Slice) = 0;  ///< in the same order
  virtual Part<Organisation> organisations(const OrganisationSearch&, Slice) = 0;
  /// In the order of time and key, at most as many as were asked for.
  virtual std::vector<Counted> counts(const CountQuery&) = 0;
  /// Rows of issued tokens, newest first. No index helps most searches, since each would cost every
  /// token; so at most `most` rows are looked at, and the answer says where to go on.
  virtual LedgerPage ledger(const LedgerQuery&, std::int64_t most) = 0;
  /// What the ledger would say to the grant now, without entering it.
  virtual bool grant_used(const GrantUse&) = 0;
};

/// A write in progress; reads see what was put. Each put leaves a row in the change feed: actor,
/// before and after.
class Transaction : public Reader {
 public:
  virtual void put(const Organisation&) = 0;
  virtual void put(const PrefixRecord&) = 0;
  virtual void drop(const Prefix&) = 0;
  virtual void put(const Scope&) = 0;
  virtual void put(const Access&) = 0;
  virtual void drop(const Access&) = 0;
  virtual void put(const AccessRequest&) = 0;
  virtual void put(const Client&) = 0;
  virtual void put_keys(const ClientId&, const std::vector<ClientKey>&) = 0;  ///< the whole set
  virtual void put(const OnBehalfOf&) = 0;
  virtual void drop(const ClientId&, const OnBehalfOfId&) = 0;
  virtual void put(const Delegation&) = 0;
  virtual void put(const SystemUser&) = 0;
  virtual void put(const DelegationSourceRecord&) = 0;
  virtual void put(const SigningKeyRecord&) = 0;
  virtual void put(const NotificationPoint&) = 0;
  virtual void drop(const NotificationPoint&) = 0;  ///< and what is on its way to it
};

/// Which object a change touched; what it became is read from its table.
enum class Entity {
  organisation,
  prefix,
  scope,
  access,
  client,
  client_keys,
  delegation_source,
  signing_key,
  delegation,
  system_user,
  on_behalf_of,
  access_request,
  notification_point
};
struct Change {
  Revision revision;
  Entity entity;
  std::string
      key;  ///< orgno, prefix, scope name, `<scope> <orgno>`, client id, issuer, kid,
            ///< `<scope> <consumer> <supplier>`, uuid, `<client id> <onbehalfof>`, uuid, uuid
};

/// What a registry needs of everything, in batches so that ten million rows pass through a few
/// megabytes.
struct Loader {
  std::function<void(Scope&&)> scope;
  std::function<void(Access&&)> access;           ///< approved ones only, without times
  std::function<void(Delegation&&)> delegation;   ///< all but revoked ones
  std::function<void(SystemUser&&)> system_user;  ///< all but deleted ones
  std::function<void(Client&&)> client;           ///< without descriptions
  std::function<void(const ClientId&, ClientKey&&)> client_key;
  std::function<void(SigningKeyRecord&&)> signing_key;
};

class Store {
 public:
  struct Options {
    std::string url;  ///< `sqlite:PATH` or `postgresql://…`
    std::size_t connections = 4;
    std::chrono::milliseconds patience{5'000};  ///< longest wait for a lock or a connection
  };
  /// Opens and migrates. Throws UnusableStore when the path cannot be used, the file is not a
  /// database of ours or its schema is newer than this program, StoreError when the server is away.
  Store(const Options& options, Clock& clock);
  ~Store();

  /// Runs `work` on one consistent picture.
  void read(const std::function<void(Reader&)>& work);
  /// Runs `work` alone among all writers of the database and commits durably when it returns true;
  /// rolls back when it returns false or throws.
  bool write(const Actor& actor, const std::function<bool(Transaction&)>& work);

  /// Runs `work` in one durable transaction beside those of `write`.
  void change_logins(const std::function<void(Logins&)>& work);
  std::optional<Session> session(const std::string& digest);

  /// Reads them, and everything else, on one consistent picture.
  void read_notices(const std::function<void(Notices&, Reader&)>& work);
  /// Runs `work` in one durable transaction beside those of `write`.
  void change_notices(const std::function<void(Notices&, Reader&)>& work);

  Revision revision();  ///< of the last committed change
  /// Changes after `seen`, oldest first; nothing when some of them have been purged already (then
  /// load again).
  std::optional<std::vector<Change>> changes_after(Revision seen, std::size_t limit = 1000);
  /// Everything at one revision, which it returns, in one read transaction: the reader then follows
  /// with `changes_after` that revision. Throws halfway when the database goes away; then start
  /// over.
  Revision load(const Loader& loader);
  /// Blocks until another process may have changed something or `at_most` has passed (LISTEN on
  /// PostgreSQL; SQLite waits).
  void wait_for_change(std::chrono::milliseconds at_most);
  void stop_waiting();  ///< wakes wait_for_change for good

  bool reachable();  ///< a cheap question to the database, for readiness

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace portvakt::store
