#include "app/record_json.hpp"

#include "base/text.hpp"

#include <boost/json.hpp>

namespace portvakt::app {
namespace {

void put_times(json::object& object, Instant created, Instant last_updated) {
  object["created"] = rfc3339(created);
  object["last_updated"] = rfc3339(last_updated);
}

void put_text(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) object[name] = text;
}

void put_time(json::object& object, std::string_view name, const std::optional<Instant>& at) {
  if (at) object[name] = rfc3339(*at);
}

}  // namespace

json::object to_json(const Organisation& organisation) {
  json::object object{{"orgno", organisation.orgno.digits()}, {"name", organisation.name}};
  put_times(object, organisation.created, organisation.last_updated);
  return object;
}

json::object to_json(const PrefixRecord& prefix) {
  json::object object{{"prefix", prefix.prefix.text()},
                      {"owner_orgno", prefix.owner.digits()},
                      {"active", prefix.active}};
  put_times(object, prefix.created, prefix.last_updated);
  return object;
}

json::object to_json(const Scope& scope) {
  json::object object{{"name", scope.name.text()},
                      {"owner_orgno", scope.owner.digits()},
                      {"description", scope.description},
                      {"visibility", word(scope.visibility)},
                      {"active", scope.active},
                      {"accessible_for_all", scope.accessible_for_all},
                      {"at_max_age", scope.at_max_age.count()}};
  if (scope.delegation_source) object["delegation_source"] = scope.delegation_source->text();
  put_text(object, "enforced_aud_for_access_token", scope.enforced_aud);
  json::array types;
  for (const IntegrationType type : scope.allowed_integration_types) types.emplace_back(word(type));
  object["allowed_integration_types"] = std::move(types);
  put_times(object, scope.created, scope.last_updated);
  return object;
}

json::object to_json(const Access& access) {
  json::object object{{"scope", access.scope.text()},
                      {"owner_orgno", access.owner.digits()},
                      {"consumer_orgno", access.consumer.digits()},
                      {"state", word(access.state)}};
  put_times(object, access.created, access.last_updated);
  return object;
}

json::object to_json(const AccessRequest& request) {
  json::object object{{"id", request.id.text()},
                      {"scope", request.scope.text()},
                      {"consumer_orgno", request.consumer.digits()},
                      {"owner_orgno", request.owner.digits()},
                      {"state", word(request.state)},
                      {"reason", request.reason}};
  put_text(object, "answer", request.answer);
  put_times(object, request.created, request.last_updated);
  return object;
}

json::object to_json(const Delegation& delegation) {
  json::object object{{"scope", delegation.scope.text()},
                      {"consumer_orgno", delegation.consumer.digits()},
                      {"supplier_orgno", delegation.supplier.digits()},
                      {"valid_from", rfc3339(delegation.valid_from)}};
  put_time(object, "valid_to", delegation.valid_to);
  put_time(object, "revoked", delegation.revoked);
  put_times(object, delegation.created, delegation.last_updated);
  return object;
}

json::object to_json(const SystemUser& user) {
  json::object object{{"id", user.id.text()},
                      {"system_id", user.system.text()},
                      {"owner_orgno", user.owner.digits()},
                      {"vendor_orgno", user.system.vendor().digits()},
                      {"client_id", user.client.text()},
                      {"external_ref", user.external_ref.text()}};
  put_time(object, "deleted", user.deleted);
  put_times(object, user.created, user.last_updated);
  return object;
}

json::object to_json(const Client& client) {
  json::object object{{"client_id", client.id.text()},
                      {"client_name", client.name},
                      {"client_orgno", client.org.digits()}};
  if (client.supplier) object["supplier_orgno"] = client.supplier->digits();
  object["description"] = client.description;
  object["active"] = client.active;
  object["integration_type"] = word(client.integration_type);
  json::array scopes;
  for (const ScopeName& scope : client.scopes) scopes.emplace_back(scope.text());
  object["scopes"] = std::move(scopes);
  object["access_token_lifetime"] = client.access_token_lifetime.count();
  put_times(object, client.created, client.last_updated);
  return object;
}

json::object to_json(const ClientKey& key) {
  json::object object = jose::to_json(key.jwk);
  object["kid"] = key.kid.text();
  object["exp"] = epoch(key.expires);
  put_times(object, key.created, key.last_updated);
  return object;
}

json::object to_json(const SigningKeyRecord& key) {
  json::object object{{"kid", key.kid.text()}, {"state", word(key.state)}};
  object["created"] = rfc3339(key.created);
  put_time(object, "activated", key.activated);
  put_time(object, "retired", key.retired);
  object["jwk"] = jose::to_json(key.jwk);
  return object;
}

}  // namespace portvakt::app
