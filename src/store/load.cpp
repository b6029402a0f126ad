#include "store/load.hpp"

#include "store/rows.hpp"

#include <tuple>
#include <utility>

namespace portvakt::store {
namespace {

// Pages by key, so that no engine holds more than this many rows at once; a page costs one descent
// of an index.
constexpr Number kPage = 5'000;

constexpr const char* kScopes =
    "select name, prefix, owner, active, description, long_description, translations, visibility,"
    " token_type, allowed_integration_types, accessible_for_all, delegation_source, at_max_age,"
    " authorization_max_lifetime, enforced_aud, requires_user_consent,"
    " requires_user_authentication, requires_pseudonymous_tokens, supports_european_businesses,"
    " is_protected, created, last_updated from scope where name > :name order by name limit :page";
constexpr const char* kAccesses =
    "select scope, consumer, owner from scope_access"
    " where (scope, consumer) > (:scope, :consumer) and state = 'APPROVED'"
    " order by scope, consumer limit :page";
constexpr const char* kDelegations =
    "select scope, consumer, supplier, valid_from, valid_to, revoked, created, last_updated"
    " from delegation where (scope, consumer, supplier) > (:scope, :consumer, :supplier)"
    " and revoked = 0 order by scope, consumer, supplier limit :page";
constexpr const char* kSystemUsers =
    "select id, owner, system_id, vendor, client_id, external_ref, deleted, created, last_updated"
    " from system_user where id > :id and deleted = 0 order by id limit :page";
constexpr const char* kClients =
    "select id, org, supplier, active, integration_type, name, '' as description, scopes,"
    " access_token_lifetime, other_members, '' as created_by, created, last_updated from client"
    " where id > :id"
    " order by id limit :page";
constexpr const char* kClientKeys =
    "select client_id, kid, kty, n, e, x, y, alg, key_use, jwk_kid, x5c, expires, created,"
    " last_updated from client_key where (client_id, kid) > (:client_id, :kid)"
    " order by client_id, kid limit :page";
constexpr const char* kSigningKeys =
    "select kid, kty, n, e, x, y, alg, key_use, jwk_kid, x5c, private_pem, state, created,"
    " activated, retired from signing_key where kid > :kid order by kid limit :page";

/// `key_of(row)` is the tuple the statement's first values compare with.
template <class Row, class Key, class KeyOf, class Each>
void pages(Connection& connection, const char* sql, Key after, KeyOf key_of, Each each) {
  Number found = kPage;
  while (found == kPage) {
    found = 0;
    const Key from = after;
    std::apply(
        [&](const auto&... key) {
          for_each<Row>(
              connection, sql,
              [&](const Row& row) {
                each(row);
                if (++found == kPage) after = key_of(row);
              },
              key..., kPage);
        },
        from);
  }
}

using Text = std::tuple<std::string>;

/// What of an access decides a token; ten million of the rest would only cost time.
struct GivenRow {
  std::string scope;
  Number consumer = 0, owner = 0;
  auto columns(this auto& self) { return std::tie(self.scope, self.consumer, self.owner); }
};

/// Accesses come sorted by scope: millions of rows repeat the name of the row before.
class AccessReader {
 public:
  Access operator()(const GivenRow& row) {
    if (!scope_ || scope_->text() != row.scope) scope_ = stored_scope(row.scope);
    return {.scope = *scope_,
            .owner = stored_org(row.owner),
            .consumer = stored_org(row.consumer),
            .state = AccessState::approved,
            .created = {},
            .last_updated = {}};
  }

 private:
  std::optional<ScopeName> scope_;
};

}  // namespace

void load_all(Connection& connection, const Loader& loader) {
  pages<ScopeRow>(
      connection, kScopes, Text{""}, [](const ScopeRow& row) { return Text{row.name}; },
      [&](const ScopeRow& row) { loader.scope(row.record()); });
  AccessReader access;
  pages<GivenRow>(
      connection, kAccesses, std::tuple<std::string, Number>{"", 0},
      [](const GivenRow& row) { return std::tuple<std::string, Number>{row.scope, row.consumer}; },
      [&](const GivenRow& row) { loader.access(access(row)); });
  using Triple = std::tuple<std::string, Number, Number>;
  pages<DelegationRow>(
      connection, kDelegations, Triple{"", 0, 0},
      [](const DelegationRow& row) { return Triple{row.scope, row.consumer, row.supplier}; },
      [&](const DelegationRow& row) { loader.delegation(row.record()); });
  pages<SystemUserRow>(
      connection, kSystemUsers, Text{""}, [](const SystemUserRow& row) { return Text{row.id}; },
      [&](const SystemUserRow& row) { loader.system_user(row.record()); });
  pages<ClientRow>(
      connection, kClients, Text{""}, [](const ClientRow& row) { return Text{row.id}; },
      [&](const ClientRow& row) { loader.client(row.record()); });
  pages<ClientKeyRow>(
      connection, kClientKeys, std::tuple<std::string, std::string>{"", ""},
      [](const ClientKeyRow& row) {
        return std::tuple<std::string, std::string>{row.client_id, row.kid};
      },
      [&](const ClientKeyRow& row) {
        loader.client_key(stored_client(row.client_id), row.record());
      });
  pages<SigningKeyRow>(
      connection, kSigningKeys, Text{""}, [](const SigningKeyRow& row) { return Text{row.kid}; },
      [&](const SigningKeyRow& row) { loader.signing_key(row.record()); });
}

}  // namespace portvakt::store
