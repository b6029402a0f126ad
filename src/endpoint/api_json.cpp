#include "endpoint/api_json.hpp"

#include "base/text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace portvakt::endpoint {
namespace {

json::array names_of(const std::vector<ScopeName>& scopes) {
  return list_json(scopes, [](const ScopeName& scope) { return json::value(scope.text()); });
}

void add_times(json::object& object, Instant created, Instant last_updated) {
  object["created"] = rfc3339(created);
  object["last_updated"] = rfc3339(last_updated);
}

/// Moves the member over, or puts what a client without it has.
void take(json::object& from, std::string_view name, json::value otherwise, json::object& into) {
  const auto it = from.find(name);
  if (it == from.end()) {
    into[name] = std::move(otherwise);
    return;
  }
  into[name] = std::move(it->value());
  from.erase(it);
}

void put_if(json::object& object, std::string_view name, const std::optional<std::string>& text) {
  if (text) object[name] = *text;
}

/// Whose client did it, and which, where that may be told. The operator at the machine is nobody's.
void add_actor(json::object& object, const Actor& actor) {
  if (actor.org) object["by_orgno"] = actor.org->digits();
  if (!actor.client_id.empty()) object["by"] = actor.client_id;
}

}  // namespace

json::object client_json(const Client& client) {
  const auto stored = read_json(client.other_members);
  json::object other = stored && stored->is_object() ? stored->get_object() : json::object{};
  json::object out;
  out["client_id"] = client.id.text();
  out["client_name"] = client.name;
  out["client_orgno"] = client.org.digits();
  if (client.supplier) out["supplier_orgno"] = client.supplier->digits();
  out["description"] = client.description;
  out["active"] = client.active;
  add_times(out, client.created, client.last_updated);
  take(other, "application_type", "web", out);
  out["integration_type"] = word(client.integration_type);
  out["scopes"] = names_of(client.scopes);
  take(other, "grant_types", json::array{"urn:ietf:params:oauth:grant-type:jwt-bearer"}, out);
  take(other, "token_endpoint_auth_method", "private_key_jwt", out);
  take(other, "refresh_token_lifetime", 0, out);
  take(other, "refresh_token_usage", "ONETIME", out);
  out["access_token_lifetime"] = client.access_token_lifetime.count();
  take(other, "authorization_lifetime", 0, out);
  for (auto& [name, value] : other) out[name] = std::move(value);
  out["jwks_uri"] = "/clients/" + client.id.text() + "/jwks";
  return out;
}

json::object key_json(const ClientKey& key) {
  json::object jwk = jose::to_json(key.jwk);
  jwk["kid"] = key.kid.text();
  json::object out;
  for (const std::string_view name : {"kty", "use", "alg", "kid", "n", "e", "x5c"}) {
    if (json::value* value = jwk.if_contains(name)) out[name] = std::move(*value);
  }
  out["exp"] = epoch(key.expires);
  add_times(out, key.created, key.last_updated);
  return out;
}

json::object key_set_json(const std::vector<ClientKey>& keys) {
  json::object out;
  out["keys"] = list_json(keys, key_json);
  return out;
}

json::object on_behalf_of_json(const OnBehalfOf& customer) {
  json::object out{{"onbehalfof", customer.id.text()},
                   {"name", customer.name},
                   {"orgno", customer.org.digits()}};
  if (!customer.organisation_name.empty()) out["organization_name"] = customer.organisation_name;
  if (!customer.description.empty()) out["description"] = customer.description;
  if (customer.uri) out["uri"] = customer.uri->text();
  if (customer.logo_uri) out["logo_uri"] = customer.logo_uri->text();
  add_times(out, customer.created, customer.last_updated);
  return out;
}

json::object scope_json(const Scope& scope) {
  json::object out;
  out["prefix"] = scope.name.prefix();
  out["description"] = scope.description;
  out["subscope"] = scope.name.subscope();
  if (!scope.long_description.empty()) out["long_description"] = scope.long_description;
  for (const auto& [name, text] : scope.translations) out[name] = text;
  out["active"] = scope.active;
  add_times(out, scope.created, scope.last_updated);
  out["allowed_integration_types"] =
      list_json(scope.allowed_integration_types,
                [](const IntegrationType& type) { return json::value(word(type)); });
  out["owner_orgno"] = scope.owner.digits();
  out["token_type"] = word(scope.token_type);
  out["visibility"] = word(scope.visibility);
  out["requires_user_consent"] = scope.requires_user_consent;
  out["requires_user_authentication"] = scope.requires_user_authentication;
  out["requires_pseudonymous_tokens"] = scope.requires_pseudonymous_tokens;
  if (scope.delegation_source) out["delegation_source"] = scope.delegation_source->text();
  out["at_max_age"] = scope.at_max_age.count();
  out["authorization_max_lifetime"] = scope.authorization_max_lifetime.count();
  if (!scope.enforced_aud.empty()) out["enforced_aud_for_access_token"] = scope.enforced_aud;
  out["accessible_for_all"] = scope.accessible_for_all;
  out["name"] = scope.name.text();
  out["protected"] = scope.is_protected;
  out["supports_european_businesses"] = scope.supports_european_businesses;
  return out;
}

json::object access_json(const selfservice::NamedAccess& named) {
  const Access& access = named.access;
  json::object out;
  out["scope"] = access.scope.text();
  out["state"] = word(access.state);
  out["owner_orgno"] = access.owner.digits();
  put_if(out, "owner_organization_name", named.owner_name);
  out["consumer_orgno"] = access.consumer.digits();
  put_if(out, "consumer_organization_name", named.consumer_name);
  add_times(out, access.created, access.last_updated);
  return out;
}

json::object access_request_json(const selfservice::NamedAccessRequest& named) {
  const AccessRequest& request = named.request;
  json::object out;
  out["id"] = request.id.text();
  out["scope"] = request.scope.text();
  out["consumer_orgno"] = request.consumer.digits();
  put_if(out, "consumer_name", named.consumer_name);
  out["owner_orgno"] = request.owner.digits();
  put_if(out, "owner_name", named.owner_name);
  out["state"] = word(request.state);
  out["reason"] = request.reason;
  if (!request.answer.empty()) out["answer"] = request.answer;
  add_times(out, request.created, request.last_updated);
  out["history"] = list_json(named.history, [](const store::AccessRequestChange& change) {
    json::object step{{"state", word(change.state)}, {"at", rfc3339(change.at)}};
    add_actor(step, change.actor);
    if (!change.text.empty()) step["text"] = change.text;
    return step;
  });
  return out;
}

json::object access_event_json(const selfservice::AccessEvent& event) {
  json::object out{{"at", rfc3339(event.at)}, {"consumer_orgno", event.consumer.digits()}};
  put_if(out, "consumer_name", event.consumer_name);
  out["action"] = word(event.action);
  add_actor(out, event.by);
  return out;
}

json::object catalogue_json(const selfservice::CatalogueItem& item) {
  const Scope& scope = item.scope;
  json::object out{{"scope", scope.name.text()}, {"description", scope.description}};
  if (!scope.long_description.empty()) out["long_description"] = scope.long_description;
  for (const auto& [name, text] : scope.translations) out[name] = text;
  out["owner_orgno"] = scope.owner.digits();
  put_if(out, "owner_name", item.owner_name);
  out["accessible_for_all"] = scope.accessible_for_all;
  json::array sources;
  if (scope.delegation_source) sources.emplace_back(scope.delegation_source->text());
  out["delegation_sources"] = std::move(sources);
  out["my_access"] = item.access ? json::value(word(*item.access)) : nullptr;
  return out;
}

json::object key_expiry_json(const selfservice::ExpiringKey& expiring) {
  return {{"client_id", expiring.key.client.text()},
          {"client_name", expiring.key.client_name},
          {"kid", expiring.key.kid.text()},
          {"exp", rfc3339(expiring.key.expires)},
          {"state", expiring.expired ? "expired" : "expiring"}};
}

json::object delegation_json(const selfservice::NamedDelegation& named) {
  const Delegation& delegation = named.delegation;
  json::object out;
  out["scope"] = delegation.scope.text();
  out["consumer_orgno"] = delegation.consumer.digits();
  put_if(out, "consumer_organization_name", named.consumer_name);
  out["supplier_orgno"] = delegation.supplier.digits();
  put_if(out, "supplier_organization_name", named.supplier_name);
  out["active"] = named.counts;
  out["valid_from"] = rfc3339(delegation.valid_from);
  if (delegation.valid_to) out["valid_to"] = rfc3339(*delegation.valid_to);
  if (delegation.revoked) out["revoked"] = rfc3339(*delegation.revoked);
  add_times(out, delegation.created, delegation.last_updated);
  return out;
}

json::object system_user_json(const selfservice::NamedSystemUser& named) {
  const SystemUser& user = named.user;
  json::object out;
  out["id"] = user.id.text();
  out["system_id"] = user.system.text();
  out["owner_orgno"] = user.owner.digits();
  put_if(out, "owner_organization_name", named.owner_name);
  out["vendor_orgno"] = user.system.vendor().digits();
  put_if(out, "vendor_organization_name", named.vendor_name);
  out["client_id"] = user.client.text();
  out["external_ref"] = user.external_ref.text();
  out["active"] = !user.deleted;
  if (user.deleted) out["deleted"] = rfc3339(*user.deleted);
  add_times(out, user.created, user.last_updated);
  return out;
}

json::object prefix_json(const selfservice::NamedPrefix& named) {
  json::object out;
  out["prefix"] = named.record.prefix.text();
  out["owner_orgno"] = named.record.owner.digits();
  put_if(out, "organization_name", named.organisation_name);
  out["active"] = named.record.active;
  add_times(out, named.record.created, named.record.last_updated);
  return out;
}

json::object organisation_json(const selfservice::NamedOrganisation& organisation) {
  json::object out;
  out["orgnr"] = organisation.orgno.digits();
  put_if(out, "name", organisation.name);
  return out;
}

json::object user_json(const selfservice::NamedOrganisation& organisation) {
  json::object out;
  out["authenticated_organization_number"] = organisation.orgno.digits();
  put_if(out, "authenticated_organization_name", organisation.name);
  out["is_synthetic_organization_number"] = organisation.orgno.synthetic();
  out["has_consented"] = true;  // a server of one's own has no terms of use to accept
  return out;
}

json::object delegation_source_json(const DelegationSourceRecord& source) {
  json::object out;
  out["issuer"] = source.issuer.text();
  out["name"] = source.name;
  out["created"] = rfc3339(source.created);
  out["lastUpdated"] = rfc3339(source.last_updated);  // camel case, as the real API has it here
  return out;
}

}  // namespace portvakt::endpoint
