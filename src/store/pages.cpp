// The operator's view of everything: parts of long lists, counted and cut by the database.
#include "store/filter.hpp"
#include "store/rows.hpp"
#include "store/search_text.hpp"
#include "store/selects.hpp"
#include "store/sql_transaction.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace portvakt::store {
namespace {

/// `text` anywhere, its own wildcards meaning themselves.
std::string pattern(std::string_view text) {
  std::string out = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c;
  }
  return out + "%";
}

Filter filter(const ClientSearch& wanted) {
  Filter all;
  all.need("active >= :least", least_active(wanted.inactive));
  if (wanted.org) {
    all.need("(org = :org or supplier = :supplier)", Number{wanted.org->value()},
             Number{wanted.org->value()});
  }
  if (!wanted.types.empty()) {
    std::string types = " ";
    for (const IntegrationType type : wanted.types) types += std::string(word(type)) + " ";
    all.need("cast(:types as text) like '% ' || integration_type || ' %'", std::move(types));
  }
  if (wanted.scopes_under) {
    all.need("' ' || scopes like :scopes_under escape '!'",
             pattern(" " + wanted.scopes_under->text() + ":"));
  }
  if (!wanted.text.empty()) {
    all.need(
        "(lower(id) like lower(:id_text) escape '!' or lower(name) like lower(:name_text) escape "
        "'!')",
        anywhere(wanted.text), anywhere(wanted.text));
  }
  if (wanted.changed_since) all.need("changed >= :since", Number{epoch(*wanted.changed_since)});
  return all;
}

Filter filter(const ScopeSearch& wanted) {
  Filter all;
  all.need("active >= :least", least_active(wanted.inactive));
  if (wanted.prefix) all.need("prefix = :prefix", wanted.prefix->text());
  if (!wanted.text.empty()) {
    all.need(
        "(lower(name) like lower(:name_text) escape '!'"
        " or lower(description) like lower(:description_text) escape '!')",
        anywhere(wanted.text), anywhere(wanted.text));
  }
  return all;
}

Filter filter(const PrefixSearch& wanted) {
  Filter all;
  all.need("active >= :least", least_active(wanted.inactive));
  if (!wanted.text.empty()) all.need("prefix like lower(:text) escape '!'", anywhere(wanted.text));
  return all;
}

Filter filter(const OrganisationSearch& wanted) {
  Filter all;
  if (!wanted.text.empty()) {
    all.need(
        "(lower(name) like lower(:name_text) escape '!'"
        " or cast(orgno as text) like :number_text escape '!')",
        pattern(wanted.text), pattern(wanted.text).substr(1));
  }
  return all;
}

Filter filter(const AccessSearch& wanted) {
  Filter all;
  all.need("state like :states", states_shown(wanted.inactive));
  if (wanted.state) all.need("state = :state", std::string(word(*wanted.state)));
  return all;
}

struct OwnerCountRow {
  Number owner = 0, prefixes = 0, scopes = 0, consumers = 0;
  auto columns(this auto& self) {
    return std::tie(self.owner, self.prefixes, self.scopes, self.consumers);
  }
  OwnerCount record() const { return {stored_org(owner), prefixes, scopes, consumers}; }
};

struct KeyOfClientRow : ClientKeyRow {
  KeyOfClient record() const { return {stored_client(client_id), ClientKeyRow::record()}; }
};

}  // namespace

Part<Client> SqlTransaction::clients(const ClientSearch& wanted, Slice slice) {
  return part<ClientRow, Client>(connection_, kClient, "client", "id", filter(wanted), slice);
}

Part<Scope> SqlTransaction::scopes(const ScopeSearch& wanted, Slice slice) {
  return part<ScopeRow, Scope>(connection_, kScope, "scope", "name", filter(wanted), slice);
}

Part<PrefixRecord> SqlTransaction::prefixes(const PrefixSearch& wanted, Slice slice) {
  return part<PrefixRow, PrefixRecord>(connection_, kPrefix, "prefix", "prefix", filter(wanted),
                                       slice);
}

Part<Access> SqlTransaction::accesses(const AccessSearch& wanted, Slice slice) {
  return part<AccessRow, Access>(connection_, kAccess, "scope_access", "scope, consumer",
                                 filter(wanted), slice);
}

Part<Organisation> SqlTransaction::organisations(const OrganisationSearch& wanted, Slice slice) {
  return part<OrganisationRow, Organisation>(connection_, kOrganisation, "organisation", "orgno",
                                             filter(wanted), slice);
}

std::vector<OwnerCount> SqlTransaction::owner_counts() {
  return all<OwnerCountRow>(
      connection_,
      "select p.owner, p.prefixes, coalesce(s.scopes, 0), coalesce(a.consumers, 0) from"
      " (select owner, sum(active) as prefixes from prefix group by owner) p"
      " left join (select owner, sum(active) as scopes from scope group by owner) s"
      " on s.owner = p.owner"
      " left join (select owner, count(distinct consumer) as consumers from scope_access"
      " where state = 'APPROVED' group by owner) a on a.owner = p.owner order by p.owner");
}

std::vector<KeyOfClient> SqlTransaction::keys_of_organisation(OrgNumber org) {
  return all<KeyOfClientRow>(
      connection_,
      kClientKey +
          "where client_id in (select id from client where org = :org and active = 1)"
          " order by expires, client_id, kid",
      Number{org.value()});
}

}  // namespace portvakt::store
