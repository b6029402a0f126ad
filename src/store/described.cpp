#include "store/described.hpp"

#include "base/text.hpp"
#include "store/store.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace portvakt::store {
namespace {

void add_times(json::object& object, Instant created, Instant last_updated) {
  object["created"] = rfc3339(created);
  object["last_updated"] = rfc3339(last_updated);
}

json::array texts(const std::vector<ScopeName>& scopes) {
  json::array array;
  for (const ScopeName& scope : scopes) array.emplace_back(scope.text());
  return array;
}

json::array texts(const std::vector<IntegrationType>& types) {
  json::array array;
  for (const IntegrationType type : types) array.emplace_back(word(type));
  return array;
}

}  // namespace

std::string described(const Organisation& organisation) {
  json::object object{{"orgno", organisation.orgno.digits()}, {"name", organisation.name}};
  add_times(object, organisation.created, organisation.last_updated);
  return json::serialize(object);
}

std::string described(const PrefixRecord& prefix) {
  json::object object{{"prefix", prefix.prefix.text()},
                      {"owner_orgno", prefix.owner.digits()},
                      {"active", prefix.active}};
  add_times(object, prefix.created, prefix.last_updated);
  return json::serialize(object);
}

std::string described(const Scope& scope) {
  json::object object{
      {"name", scope.name.text()},
      {"owner_orgno", scope.owner.digits()},
      {"active", scope.active},
      {"description", scope.description},
      {"long_description", scope.long_description},
      {"visibility", word(scope.visibility)},
      {"token_type", word(scope.token_type)},
      {"allowed_integration_types", texts(scope.allowed_integration_types)},
      {"accessible_for_all", scope.accessible_for_all},
      {"delegation_source", scope.delegation_source ? scope.delegation_source->text() : ""},
      {"at_max_age", scope.at_max_age.count()},
      {"authorization_max_lifetime", scope.authorization_max_lifetime.count()},
      {"enforced_aud_for_access_token", scope.enforced_aud},
      {"requires_user_consent", scope.requires_user_consent},
      {"requires_user_authentication", scope.requires_user_authentication},
      {"requires_pseudonymous_tokens", scope.requires_pseudonymous_tokens},
      {"supports_european_businesses", scope.supports_european_businesses},
      {"protected", scope.is_protected}};
  for (const auto& [name, text] : scope.translations) object[name] = text;
  add_times(object, scope.created, scope.last_updated);
  return json::serialize(object);
}

std::string described(const Access& access) {
  json::object object{{"scope", access.scope.text()},
                      {"owner_orgno", access.owner.digits()},
                      {"consumer_orgno", access.consumer.digits()},
                      {"state", word(access.state)}};
  add_times(object, access.created, access.last_updated);
  return json::serialize(object);
}

std::string described(const AccessRequest& request) {
  json::object object{{"id", request.id.text()},
                      {"scope", request.scope.text()},
                      {"consumer_orgno", request.consumer.digits()},
                      {"owner_orgno", request.owner.digits()},
                      {"state", word(request.state)},
                      {"reason", request.reason},
                      {"answer", request.answer}};
  add_times(object, request.created, request.last_updated);
  return json::serialize(object);
}

std::string described(const Client& client) {
  json::object object{{"client_id", client.id.text()},
                      {"client_orgno", client.org.digits()},
                      {"supplier_orgno", client.supplier ? client.supplier->digits() : ""},
                      {"active", client.active},
                      {"integration_type", word(client.integration_type)},
                      {"client_name", client.name},
                      {"description", client.description},
                      {"scopes", texts(client.scopes)},
                      {"access_token_lifetime", client.access_token_lifetime.count()}};
  // Whatever other products' members hold, it stays text here, so that it cannot stand for one of
  // ours.
  object["other_members"] = client.other_members;
  if (!client.created_by.empty()) object["created_by"] = client.created_by;
  add_times(object, client.created, client.last_updated);
  return json::serialize(object);
}

std::string described(const std::vector<ClientKey>& keys) {
  json::array array;
  for (const ClientKey& key : keys) {
    json::object object{
        {"kid", key.kid.text()}, {"jwk", jose::to_json(key.jwk)}, {"exp", rfc3339(key.expires)}};
    add_times(object, key.created, key.last_updated);
    array.push_back(std::move(object));
  }
  return json::serialize(array);
}

std::string described(const OnBehalfOf& customer) {
  json::object object{{"client_id", customer.client.text()},
                      {"onbehalfof", customer.id.text()},
                      {"name", customer.name},
                      {"orgno", customer.org.digits()},
                      {"organization_name", customer.organisation_name},
                      {"description", customer.description},
                      {"uri", customer.uri ? customer.uri->text() : ""},
                      {"logo_uri", customer.logo_uri ? customer.logo_uri->text() : ""}};
  add_times(object, customer.created, customer.last_updated);
  return json::serialize(object);
}

std::string described(const Delegation& delegation) {
  json::object object{{"scope", delegation.scope.text()},
                      {"consumer_orgno", delegation.consumer.digits()},
                      {"supplier_orgno", delegation.supplier.digits()},
                      {"valid_from", rfc3339(delegation.valid_from)}};
  if (delegation.valid_to) object["valid_to"] = rfc3339(*delegation.valid_to);
  if (delegation.revoked) object["revoked"] = rfc3339(*delegation.revoked);
  add_times(object, delegation.created, delegation.last_updated);
  return json::serialize(object);
}

std::string described(const SystemUser& user) {
  json::object object{{"id", user.id.text()},
                      {"owner_orgno", user.owner.digits()},
                      {"system_id", user.system.text()},
                      {"client_id", user.client.text()},
                      {"external_ref", user.external_ref.text()}};
  if (user.deleted) object["deleted"] = rfc3339(*user.deleted);
  add_times(object, user.created, user.last_updated);
  return json::serialize(object);
}

std::string described(const DelegationSourceRecord& source) {
  json::object object{{"issuer", source.issuer.text()}, {"name", source.name}};
  add_times(object, source.created, source.last_updated);
  return json::serialize(object);
}

std::string described(const NotificationPoint& point) {
  json::array events;
  for (const NotificationEvent event : point.events) events.emplace_back(word(event));
  json::object object{{"id", point.id.text()},
                      {"orgno", point.org.digits()},
                      {"channel", word(point.channel)},
                      {"address", point.address},
                      {"language", word(point.language)},
                      {"events", std::move(events)}};
  add_times(object, point.created, point.last_updated);
  return json::serialize(object);
}

std::string described(const SigningKeyRecord& key) {
  json::object object{{"kid", key.kid.text()},
                      {"jwk", jose::to_json(key.jwk)},
                      {"state", word(key.state)},
                      {"created", rfc3339(key.created)}};
  if (key.activated) object["activated"] = rfc3339(*key.activated);
  if (key.retired) object["retired"] = rfc3339(*key.retired);
  return json::serialize(object);
}

std::string described_text(const std::string& description, std::string_view member) {
  if (description.empty()) return {};
  boost::system::error_code failed;
  const json::value value = json::parse(description, failed);
  if (failed || !value.is_object()) throw StoreError("the database holds a malformed change");
  const json::value* text = value.get_object().if_contains(member);
  return text != nullptr && text->is_string() ? std::string(text->get_string()) : std::string();
}

}  // namespace portvakt::store
