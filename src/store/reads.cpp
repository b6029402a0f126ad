#include "store/rows.hpp"
#include "store/selects.hpp"
#include "store/sql_transaction.hpp"

#include <algorithm>
#include <string>

namespace portvakt::store {
namespace {

bool wanted_by(const PublicScopes& wanted, const Scope& scope) {
  const auto& types = scope.allowed_integration_types;
  return (!wanted.prefix || scope.name.prefix() == *wanted.prefix) &&
         (!wanted.accessible_for_all || scope.accessible_for_all == *wanted.accessible_for_all) &&
         (!wanted.integration_type || types.empty() ||
          std::ranges::find(types, *wanted.integration_type) != types.end()) &&
         (!wanted.delegated_only || scope.delegation_source.has_value());
}

}  // namespace

std::optional<Organisation> SqlTransaction::organisation(OrgNumber orgno) {
  return first<OrganisationRow>(connection_, kOrganisation + "where orgno = :orgno",
                                Number{orgno.value()});
}

std::vector<Organisation> SqlTransaction::organisations() {
  return all<OrganisationRow>(connection_, kOrganisation + "order by orgno");
}

std::optional<PrefixRecord> SqlTransaction::prefix(const Prefix& prefix) {
  return first<PrefixRow>(connection_, kPrefix + "where prefix = :prefix", prefix.text());
}

std::vector<PrefixRecord> SqlTransaction::prefixes(std::optional<OrgNumber> owner,
                                                   Inactive inactive) {
  const Number least = least_active(inactive);
  if (!owner) {
    return all<PrefixRow>(connection_, kPrefix + "where active >= :least order by prefix", least);
  }
  return all<PrefixRow>(connection_,
                        kPrefix + "where owner = :owner and active >= :least order by prefix",
                        Number{owner->value()}, least);
}

std::optional<Scope> SqlTransaction::scope(const ScopeName& name) {
  return first<ScopeRow>(connection_, kScope + "where name = :name", name.text());
}

std::vector<Scope> SqlTransaction::scopes_of(OrgNumber owner, Inactive inactive) {
  return all<ScopeRow>(connection_,
                       kScope + "where owner = :owner and active >= :least order by name",
                       Number{owner.value()}, least_active(inactive));
}

std::vector<Scope> SqlTransaction::public_scopes(const PublicScopes& wanted) {
  auto scopes = all<ScopeRow>(
      connection_, kScope + "where visibility = 'PUBLIC' and active >= :least order by name",
      least_active(wanted.inactive));
  std::erase_if(scopes, [&](const Scope& scope) { return !wanted_by(wanted, scope); });
  return scopes;
}

bool SqlTransaction::prefix_in_use(const Prefix& prefix) {
  return scalar<std::string>(connection_, "select name from scope where prefix = :prefix limit 1",
                             prefix.text())
      .has_value();
}

std::optional<Access> SqlTransaction::access(const ScopeName& scope, OrgNumber consumer) {
  return first<AccessRow>(connection_, kAccess + "where scope = :scope and consumer = :consumer",
                          scope.text(), Number{consumer.value()});
}

std::vector<Access> SqlTransaction::accesses_of_scope(const ScopeName& scope, Inactive inactive) {
  return all<AccessRow>(connection_,
                        kAccess + "where scope = :scope and state like :states order by consumer",
                        scope.text(), states_shown(inactive));
}

std::vector<Access> SqlTransaction::accesses_given(OrgNumber owner, OrgNumber consumer,
                                                   Inactive inactive) {
  return all<AccessRow>(connection_,
                        kAccess +
                            "where consumer = :consumer and owner = :owner and state like :states"
                            " order by scope",
                        Number{consumer.value()}, Number{owner.value()}, states_shown(inactive));
}

std::vector<Access> SqlTransaction::accesses_held(OrgNumber consumer, Inactive inactive) {
  return all<AccessRow>(
      connection_, kAccess + "where consumer = :consumer and state like :states order by scope",
      Number{consumer.value()}, states_shown(inactive));
}

std::optional<Client> SqlTransaction::client(const ClientId& id) {
  return first<ClientRow>(connection_, kClient + "where id = :id", id.text());
}

std::vector<Client> SqlTransaction::clients_of(OrgNumber org, Inactive inactive) {
  return all<ClientRow>(
      connection_,
      kClient + "where (org = :org or supplier = :supplier) and active >= :least order by id",
      Number{org.value()}, Number{org.value()}, least_active(inactive));
}

std::vector<Client> SqlTransaction::clients_made_by(const std::string& client, Inactive inactive) {
  return all<ClientRow>(
      connection_,
      kClient + "where created_by = :client and created_by <> '' and active >= :least order by id",
      client, least_active(inactive));
}

std::vector<ClientKey> SqlTransaction::keys_of(const ClientId& client) {
  return all<ClientKeyRow>(connection_, kClientKey + "where client_id = :client order by kid",
                           client.text());
}

std::optional<OnBehalfOf> SqlTransaction::on_behalf_of(const ClientId& client,
                                                       const OnBehalfOfId& id) {
  return first<OnBehalfOfRow>(connection_, kOnBehalfOf + "where client_id = :client and id = :id",
                              client.text(), id.text());
}

std::vector<OnBehalfOf> SqlTransaction::on_behalf_of(const ClientId& client) {
  return all<OnBehalfOfRow>(connection_, kOnBehalfOf + "where client_id = :client order by id",
                            client.text());
}

std::optional<Delegation> SqlTransaction::delegation(const ScopeName& scope, OrgNumber consumer,
                                                     OrgNumber supplier) {
  return first<DelegationRow>(
      connection_,
      kDelegation + "where scope = :scope and consumer = :consumer and supplier = :supplier",
      scope.text(), Number{consumer.value()}, Number{supplier.value()});
}

std::vector<Delegation> SqlTransaction::delegations_given(OrgNumber consumer) {
  return all<DelegationRow>(connection_,
                            kDelegation + "where consumer = :consumer order by scope, supplier",
                            Number{consumer.value()});
}

std::vector<Delegation> SqlTransaction::delegations_received(OrgNumber supplier) {
  return all<DelegationRow>(connection_,
                            kDelegation + "where supplier = :supplier order by scope, consumer",
                            Number{supplier.value()});
}

std::optional<SystemUser> SqlTransaction::system_user(const Uuid& id) {
  return first<SystemUserRow>(connection_, kSystemUser + "where id = :id", id.text());
}

std::vector<SystemUser> SqlTransaction::system_users_of(OrgNumber owner) {
  return all<SystemUserRow>(connection_,
                            kSystemUser + "where owner = :owner order by system_id, id",
                            Number{owner.value()});
}

std::vector<SystemUser> SqlTransaction::system_users_for(OrgNumber vendor) {
  return all<SystemUserRow>(connection_,
                            kSystemUser + "where vendor = :vendor order by system_id, owner, id",
                            Number{vendor.value()});
}

std::vector<DelegationSourceRecord> SqlTransaction::delegation_sources() {
  return all<DelegationSourceRow>(connection_, kDelegationSource + "order by issuer");
}

std::vector<SigningKeyRecord> SqlTransaction::signing_keys() {
  return all<SigningKeyRow>(connection_, kSigningKey + "order by created, kid");
}

// The ledger's rows answer for both engines: SQLite has no table of used grants on disk. Their only
// index is by time. The horizon refuses what may have been forgotten.
bool SqlTransaction::grant_used(const GrantUse& grant) {
  const auto use = scalar<Number>(connection_,
                                  "select id from ledger where at >= :since"
                                  " and client_id = :client_id and grant_key = :grant_key",
                                  Number{epoch(grant.since)}, grant.client.text(), grant.key);
  return use || epoch(grant.expires) <=
                    scalar<Number>(connection_, "select until from grant_horizon").value_or(0);
}

}  // namespace portvakt::store
