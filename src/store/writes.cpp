#include "store/described.hpp"
#include "store/rows.hpp"
#include "store/search_text.hpp"
#include "store/sql_transaction.hpp"

#include <algorithm>
#include <array>

namespace portvakt::store {
namespace {

constexpr const char* kPutOrganisation =
    "insert into organisation(orgno, name, created, last_updated)"
    " values (:orgno, :name, :created, :last_updated)"
    " on conflict (orgno) do update set name = excluded.name, created = excluded.created,"
    " last_updated = excluded.last_updated";
constexpr const char* kPutPrefix =
    "insert into prefix(prefix, owner, active, created, last_updated)"
    " values (:prefix, :owner, :active, :created, :last_updated)"
    " on conflict (prefix) do update set owner = excluded.owner, active = excluded.active,"
    " created = excluded.created, last_updated = excluded.last_updated";
constexpr const char* kPutScope =
    "insert into scope(name, prefix, owner, active, description, long_description, translations,"
    " visibility, token_type, allowed_integration_types, accessible_for_all, delegation_source,"
    " at_max_age, authorization_max_lifetime, enforced_aud, requires_user_consent,"
    " requires_user_authentication, requires_pseudonymous_tokens, supports_european_businesses,"
    " is_protected, created, last_updated)"
    " values (:name, :prefix, :owner, :active, :description, :long_description, :translations,"
    " :visibility, :token_type, :allowed_integration_types, :accessible_for_all,"
    " :delegation_source, :at_max_age, :authorization_max_lifetime, :enforced_aud,"
    " :requires_user_consent, :requires_user_authentication, :requires_pseudonymous_tokens,"
    " :supports_european_businesses, :is_protected, :created, :last_updated)"
    " on conflict (name) do update set owner = excluded.owner, active = excluded.active,"
    " description = excluded.description, long_description = excluded.long_description,"
    " translations = excluded.translations, visibility = excluded.visibility,"
    " token_type = excluded.token_type,"
    " allowed_integration_types = excluded.allowed_integration_types,"
    " accessible_for_all = excluded.accessible_for_all,"
    " delegation_source = excluded.delegation_source, at_max_age = excluded.at_max_age,"
    " authorization_max_lifetime = excluded.authorization_max_lifetime,"
    " enforced_aud = excluded.enforced_aud,"
    " requires_user_consent = excluded.requires_user_consent,"
    " requires_user_authentication = excluded.requires_user_authentication,"
    " requires_pseudonymous_tokens = excluded.requires_pseudonymous_tokens,"
    " supports_european_businesses = excluded.supports_european_businesses,"
    " is_protected = excluded.is_protected, created = excluded.created,"
    " last_updated = excluded.last_updated";
constexpr const char* kPutAccess =
    "insert into scope_access(scope, consumer, owner, state, created, last_updated)"
    " values (:scope, :consumer, :owner, :state, :created, :last_updated)"
    " on conflict (scope, consumer) do update set owner = excluded.owner, state = excluded.state,"
    " created = excluded.created, last_updated = excluded.last_updated";
constexpr const char* kPutAccessRequest =
    "insert into access_request(id, scope, consumer, owner, state, reason, answer, created,"
    " last_updated)"
    " values (:id, :scope, :consumer, :owner, :state, :reason, :answer, :created, :last_updated)"
    " on conflict (id) do update set scope = excluded.scope, consumer = excluded.consumer,"
    " owner = excluded.owner, state = excluded.state, reason = excluded.reason,"
    " answer = excluded.answer, created = excluded.created, last_updated = excluded.last_updated";
constexpr const char* kPutClient =
    "insert into client(id, org, supplier, active, integration_type, name, description, scopes,"
    " access_token_lifetime, other_members, created_by, created, last_updated)"
    " values (:id, :org, :supplier, :active, :integration_type, :name, :description, :scopes,"
    " :access_token_lifetime, :other_members, :created_by, :created, :last_updated)"
    " on conflict (id) do update set org = excluded.org, supplier = excluded.supplier,"
    " active = excluded.active, integration_type = excluded.integration_type,"
    " name = excluded.name, description = excluded.description, scopes = excluded.scopes,"
    " access_token_lifetime = excluded.access_token_lifetime,"
    " other_members = excluded.other_members, created_by = excluded.created_by,"
    " created = excluded.created, last_updated = excluded.last_updated";
constexpr const char* kPutOnBehalfOf =
    "insert into client_on_behalf_of(client_id, id, name, org, organisation_name, description, uri,"
    " logo_uri, created, last_updated)"
    " values (:client_id, :id, :name, :org, :organisation_name, :description, :uri, :logo_uri,"
    " :created, :last_updated)"
    " on conflict (client_id, id) do update set name = excluded.name, org = excluded.org,"
    " organisation_name = excluded.organisation_name, description = excluded.description,"
    " uri = excluded.uri, logo_uri = excluded.logo_uri, created = excluded.created,"
    " last_updated = excluded.last_updated";
constexpr const char* kAddClientKey =
    "insert into client_key(client_id, kid, kty, n, e, x, y, alg, key_use, jwk_kid, x5c, expires,"
    " created, last_updated)"
    " values (:client_id, :kid, :kty, :n, :e, :x, :y, :alg, :key_use, :jwk_kid, :x5c, :expires,"
    " :created, :last_updated)";
constexpr const char* kPutDelegation =
    "insert into delegation(scope, consumer, supplier, valid_from, valid_to, revoked, created,"
    " last_updated)"
    " values (:scope, :consumer, :supplier, :valid_from, :valid_to, :revoked, :created,"
    " :last_updated)"
    " on conflict (scope, consumer, supplier) do update set valid_from = excluded.valid_from,"
    " valid_to = excluded.valid_to, revoked = excluded.revoked, created = excluded.created,"
    " last_updated = excluded.last_updated";
constexpr const char* kPutSystemUser =
    "insert into system_user(id, owner, system_id, vendor, client_id, external_ref, deleted,"
    " created, last_updated)"
    " values (:id, :owner, :system_id, :vendor, :client_id, :external_ref, :deleted, :created,"
    " :last_updated)"
    " on conflict (id) do update set owner = excluded.owner, system_id = excluded.system_id,"
    " vendor = excluded.vendor, client_id = excluded.client_id,"
    " external_ref = excluded.external_ref, deleted = excluded.deleted,"
    " created = excluded.created, last_updated = excluded.last_updated";
constexpr const char* kPutDelegationSource =
    "insert into delegation_source(issuer, name, created, last_updated)"
    " values (:issuer, :name, :created, :last_updated)"
    " on conflict (issuer) do update set name = excluded.name, created = excluded.created,"
    " last_updated = excluded.last_updated";
// A key's octets never change under its thumbprint.
constexpr const char* kPutSigningKey =
    "insert into signing_key(kid, kty, n, e, x, y, alg, key_use, jwk_kid, x5c, private_pem, state,"
    " created, activated, retired)"
    " values (:kid, :kty, :n, :e, :x, :y, :alg, :key_use, :jwk_kid, :x5c, :private_pem, :state,"
    " :created, :activated, :retired)"
    " on conflict (kid) do update set alg = excluded.alg, private_pem = excluded.private_pem,"
    " state = excluded.state, created = excluded.created, activated = excluded.activated,"
    " retired = excluded.retired";
constexpr const char* kRecordChange =
    "insert into change(revision, at, actor_org, actor, trace, person, entity, entity_key, before,"
    " after) values (:revision, :at, :actor_org, :actor, :trace, :person, :entity, :entity_key,"
    " :before, :after)";

constexpr std::array<std::pair<Entity, std::string_view>, 13> kEntities{{
    {Entity::organisation, "organisation"},
    {Entity::prefix, "prefix"},
    {Entity::scope, "scope"},
    {Entity::access, "access"},
    {Entity::client, "client"},
    {Entity::client_keys, "client_keys"},
    {Entity::delegation_source, "delegation_source"},
    {Entity::signing_key, "signing_key"},
    {Entity::delegation, "delegation"},
    {Entity::system_user, "system_user"},
    {Entity::on_behalf_of, "on_behalf_of"},
    {Entity::access_request, "access_request"},
    {Entity::notification_point, "notification_point"},
}};

template <class Record>
std::string described_or_empty(const std::optional<Record>& record) {
  return record ? described(*record) : std::string();
}

std::string key_of(const Access& access) {
  return access.scope.text() + " " + access.consumer.digits();
}

}  // namespace

std::string_view word(Entity entity) {
  return std::ranges::find(kEntities, entity, &decltype(kEntities)::value_type::first)->second;
}
Entity entity_of(std::string_view word) {
  const auto it = std::ranges::find(kEntities, word, &decltype(kEntities)::value_type::second);
  if (it == kEntities.end()) throw StoreError("the database holds a malformed change");
  return it->first;
}

void SqlTransaction::become_writer(const Actor& actor, Instant now) {
  actor_ = actor;
  now_ = now;
  execute(connection_, "update feed set revision = revision");
  first_revision_ = scalar<Number>(connection_, "select revision from feed").value_or(0);
  revision_ = first_revision_;
}

void SqlTransaction::publish() {
  if (revision_ == first_revision_) return;
  execute(connection_, "update feed set revision = :revision", revision_);
  connection_.announce();
}

void SqlTransaction::record_change(Entity entity, const std::string& key, const std::string& before,
                                   const std::string& after) {
  ++revision_;
  execute(connection_, kRecordChange, revision_, Number{epoch(now_)}, column(actor_.org),
          actor_.client_id, actor_.trace, actor_.person, std::string(word(entity)), key, before,
          after);
}

void SqlTransaction::touch(const ClientId& client) {
  execute(connection_, "update client set changed = :now where id = :id", Number{epoch(now_)},
          client.text());
}

void SqlTransaction::put(const Organisation& organisation) {
  const auto before = this->organisation(organisation.orgno);
  execute_row(connection_, kPutOrganisation, OrganisationRow(organisation));
  execute(connection_, "update organisation set searched = :searched where orgno = :orgno",
          folded(organisation.name), Number{organisation.orgno.value()});
  record_change(Entity::organisation, organisation.orgno.digits(), described_or_empty(before),
                described(organisation));
}

void SqlTransaction::put(const PrefixRecord& prefix) {
  const auto before = this->prefix(prefix.prefix);
  execute_row(connection_, kPutPrefix, PrefixRow(prefix));
  record_change(Entity::prefix, prefix.prefix.text(), described_or_empty(before),
                described(prefix));
}

void SqlTransaction::drop(const Prefix& prefix) {
  const auto before = this->prefix(prefix);
  if (!before) return;
  execute(connection_, "delete from prefix where prefix = :prefix", prefix.text());
  record_change(Entity::prefix, prefix.text(), described(*before), "");
}

void SqlTransaction::put(const Scope& scope) {
  const auto before = this->scope(scope.name);
  execute_row(connection_, kPutScope, ScopeRow(scope));
  execute(connection_, "update scope set searched = :searched where name = :name",
          search_text(scope), scope.name.text());
  record_change(Entity::scope, scope.name.text(), described_or_empty(before), described(scope));
}

void SqlTransaction::put(const Access& access) {
  const auto before = this->access(access.scope, access.consumer);
  execute_row(connection_, kPutAccess, AccessRow(access));
  record_change(Entity::access, key_of(access), described_or_empty(before), described(access));
}

void SqlTransaction::drop(const Access& access) {
  const auto before = this->access(access.scope, access.consumer);
  if (!before) return;
  execute(connection_, "delete from scope_access where scope = :scope and consumer = :consumer",
          access.scope.text(), Number{access.consumer.value()});
  record_change(Entity::access, key_of(access), described(*before), "");
}

void SqlTransaction::put(const AccessRequest& request) {
  const auto before = access_request(request.id);
  execute_row(connection_, kPutAccessRequest, AccessRequestRow(request));
  record_change(Entity::access_request, request.id.text(), described_or_empty(before),
                described(request));
}

void SqlTransaction::put(const Client& client) {
  const auto before = this->client(client.id);
  execute_row(connection_, kPutClient, ClientRow(client));
  touch(client.id);
  record_change(Entity::client, client.id.text(), described_or_empty(before), described(client));
}

void SqlTransaction::put_keys(const ClientId& client, const std::vector<ClientKey>& keys) {
  const auto before = keys_of(client);
  execute(connection_, "delete from client_key where client_id = :client", client.text());
  for (const ClientKey& key : keys) {
    execute_row(connection_, kAddClientKey, ClientKeyRow(client, key));
  }
  touch(client);
  record_change(Entity::client_keys, client.text(), described(before), described(keys));
}

void SqlTransaction::put(const OnBehalfOf& customer) {
  const auto before = on_behalf_of(customer.client, customer.id);
  execute_row(connection_, kPutOnBehalfOf, OnBehalfOfRow(customer));
  touch(customer.client);
  record_change(Entity::on_behalf_of, customer.client.text() + " " + customer.id.text(),
                described_or_empty(before), described(customer));
}

void SqlTransaction::drop(const ClientId& client, const OnBehalfOfId& id) {
  const auto before = on_behalf_of(client, id);
  if (!before) return;
  execute(connection_, "delete from client_on_behalf_of where client_id = :client and id = :id",
          client.text(), id.text());
  touch(client);
  record_change(Entity::on_behalf_of, client.text() + " " + id.text(), described(*before), "");
}

void SqlTransaction::put(const Delegation& delegation) {
  const auto before = this->delegation(delegation.scope, delegation.consumer, delegation.supplier);
  execute_row(connection_, kPutDelegation, DelegationRow(delegation));
  record_change(Entity::delegation,
                delegation.scope.text() + " " + delegation.consumer.digits() + " " +
                    delegation.supplier.digits(),
                described_or_empty(before), described(delegation));
}

void SqlTransaction::put(const SystemUser& user) {
  const auto before = system_user(user.id);
  execute_row(connection_, kPutSystemUser, SystemUserRow(user));
  record_change(Entity::system_user, user.id.text(), described_or_empty(before), described(user));
}

void SqlTransaction::put(const DelegationSourceRecord& source) {
  const auto sources = delegation_sources();
  const auto before = std::ranges::find(sources, source.issuer, &DelegationSourceRecord::issuer);
  execute_row(connection_, kPutDelegationSource, DelegationSourceRow(source));
  record_change(Entity::delegation_source, source.issuer.text(),
                before == sources.end() ? "" : described(*before), described(source));
}

void SqlTransaction::put(const SigningKeyRecord& key) {
  const auto keys = signing_keys();
  const auto before = std::ranges::find(keys, key.kid, &SigningKeyRecord::kid);
  execute_row(connection_, kPutSigningKey, SigningKeyRow(key));
  record_change(Entity::signing_key, key.kid.text(), before == keys.end() ? "" : described(*before),
                described(key));
}

}  // namespace portvakt::store
