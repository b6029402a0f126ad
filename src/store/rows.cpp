#include "store/rows.hpp"

#include "base/base64.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace portvakt::store {
namespace {

[[noreturn]] void damaged(std::string_view what) {
  throw StoreError(fmt::format("the database holds a malformed {}", what));
}

template <class T>
T stored(std::optional<T> value, std::string_view what) {
  if (!value) damaged(what);
  return *std::move(value);
}
template <class T, class E>
T stored(Result<T, E> value, std::string_view what) {
  if (!value) damaged(what);
  return *std::move(value);
}

Number column(bool value) { return value ? 1 : 0; }
Number column(Instant value) { return epoch(value); }
Number column(const std::optional<Instant>& value) { return value ? epoch(*value) : 0; }
Number column(seconds value) { return value.count(); }
std::string column(const std::optional<Uri>& value) { return value ? value->text() : ""; }
std::optional<Uri> uri_or_none(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return stored(Uri::parse(text), "URI");
}
std::optional<Instant> instant_or_none(Number value) {
  if (value == 0) return std::nullopt;
  return from_epoch(value);
}

std::string to_text(const std::map<std::string, std::string>& translations) {
  if (translations.empty()) return "{}";
  json::object object;
  for (const auto& [name, text] : translations) object[name] = text;
  return json::serialize(object);
}

std::map<std::string, std::string> stored_translations(const std::string& text) {
  std::map<std::string, std::string> translations;
  if (text == "{}") return translations;
  boost::system::error_code failed;
  const json::value value = json::parse(text, failed);
  if (failed || !value.is_object()) damaged("translation");
  for (const auto& [name, translation] : value.get_object()) {
    if (!translation.is_string()) damaged("translation");
    translations.emplace(name, translation.get_string());
  }
  return translations;
}

template <class Values, class ToText>
std::string words(const Values& values, ToText to_text) {
  std::string text;
  for (const auto& value : values) {
    if (!text.empty()) text += ' ';
    text += to_text(value);
  }
  return text;
}

std::string octets(const std::string& text) {
  if (text.empty()) return text;
  return stored(from_base64url(text), "key");
}

}  // namespace

OrgNumber stored_org(Number value) {
  if (value < 0 || value > 999'999'999) damaged("organisation number");
  return stored(OrgNumber::from_value(static_cast<std::uint32_t>(value)), "organisation number");
}
std::optional<OrgNumber> stored_org_or_none(Number value) {
  if (value == 0) return std::nullopt;
  return stored_org(value);
}
Number column(const std::optional<OrgNumber>& org) { return org ? org->value() : 0; }
ScopeName stored_scope(const std::string& text) {
  return stored(ScopeName::parse(text), "scope name");
}
ClientId stored_client(const std::string& text) {
  return stored(ClientId::parse(text), "client id");
}
KeyId stored_key_id(const std::string& text) { return stored(KeyId::parse(text), "key id"); }
std::optional<AccessState> stored_access_state_or_none(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return stored(access_state(text), "access state");
}
AccessRequestState stored_access_request_state(const std::string& text) {
  return stored(access_request_state(text), "state of an access request");
}

Uuid stored_uuid(const std::string& text) { return stored(Uuid::parse(text), "UUID"); }
NotificationEvent stored_notification_event(const std::string& text) {
  return stored(notification_event(text), "event");
}
Notice::State stored_notice_state(const std::string& text) {
  return stored(notice_state(text), "state of a notice");
}

OrganisationRow::OrganisationRow(const Organisation& record)
    : orgno(record.orgno.value()),
      name(record.name),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}
Organisation OrganisationRow::record() const {
  return {stored_org(orgno), name, from_epoch(created), from_epoch(last_updated)};
}

PrefixRow::PrefixRow(const PrefixRecord& record)
    : prefix(record.prefix.text()),
      owner(record.owner.value()),
      active(column(record.active)),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}
PrefixRecord PrefixRow::record() const {
  return {stored(Prefix::parse(prefix), "prefix"), stored_org(owner), active != 0,
          from_epoch(created), from_epoch(last_updated)};
}

ScopeRow::ScopeRow(const Scope& record)
    : name(record.name.text()),
      prefix(record.name.prefix()),
      owner(record.owner.value()),
      active(column(record.active)),
      description(record.description),
      long_description(record.long_description),
      translations(to_text(record.translations)),
      visibility(word(record.visibility)),
      token_type(word(record.token_type)),
      allowed_integration_types(
          words(record.allowed_integration_types, [](IntegrationType t) { return word(t); })),
      accessible_for_all(column(record.accessible_for_all)),
      delegation_source(column(record.delegation_source)),
      at_max_age(column(record.at_max_age)),
      authorization_max_lifetime(column(record.authorization_max_lifetime)),
      enforced_aud(record.enforced_aud),
      requires_user_consent(column(record.requires_user_consent)),
      requires_user_authentication(column(record.requires_user_authentication)),
      requires_pseudonymous_tokens(column(record.requires_pseudonymous_tokens)),
      supports_european_businesses(column(record.supports_european_businesses)),
      is_protected(column(record.is_protected)),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}

Scope ScopeRow::record() const {
  std::vector<IntegrationType> types;
  for (const std::string_view type : split_white(allowed_integration_types)) {
    types.push_back(stored(integration_type(type), "integration type"));
  }
  return {.name = stored_scope(name),
          .owner = stored_org(owner),
          .active = active != 0,
          .description = description,
          .long_description = long_description,
          .translations = stored_translations(translations),
          .visibility = stored(portvakt::visibility(visibility), "visibility"),
          .token_type = stored(portvakt::token_type(token_type), "token type"),
          .allowed_integration_types = std::move(types),
          .accessible_for_all = accessible_for_all != 0,
          .delegation_source = uri_or_none(delegation_source),
          .at_max_age = seconds{at_max_age},
          .authorization_max_lifetime = seconds{authorization_max_lifetime},
          .enforced_aud = enforced_aud,
          .requires_user_consent = requires_user_consent != 0,
          .requires_user_authentication = requires_user_authentication != 0,
          .requires_pseudonymous_tokens = requires_pseudonymous_tokens != 0,
          .supports_european_businesses = supports_european_businesses != 0,
          .is_protected = is_protected != 0,
          .created = from_epoch(created),
          .last_updated = from_epoch(last_updated)};
}

AccessRow::AccessRow(const Access& record)
    : scope(record.scope.text()),
      consumer(record.consumer.value()),
      owner(record.owner.value()),
      state(word(record.state)),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}
Access AccessRow::record() const {
  return {.scope = stored_scope(scope),
          .owner = stored_org(owner),
          .consumer = stored_org(consumer),
          .state = stored(access_state(state), "access state"),
          .created = from_epoch(created),
          .last_updated = from_epoch(last_updated)};
}

AccessRequestRow::AccessRequestRow(const AccessRequest& record)
    : id(record.id.text()),
      scope(record.scope.text()),
      consumer(record.consumer.value()),
      owner(record.owner.value()),
      state(word(record.state)),
      reason(record.reason),
      answer(record.answer),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}
AccessRequest AccessRequestRow::record() const {
  return {.id = stored(Uuid::parse(id), "access request id"),
          .scope = stored_scope(scope),
          .consumer = stored_org(consumer),
          .owner = stored_org(owner),
          .state = stored_access_request_state(state),
          .reason = reason,
          .answer = answer,
          .created = from_epoch(created),
          .last_updated = from_epoch(last_updated)};
}

ClientRow::ClientRow(const Client& record)
    : id(record.id.text()),
      org(record.org.value()),
      supplier(store::column(record.supplier)),
      active(column(record.active)),
      integration_type(word(record.integration_type)),
      name(record.name),
      description(record.description),
      scopes(words(record.scopes, [](const ScopeName& s) { return s.text(); })),
      access_token_lifetime(column(record.access_token_lifetime)),
      other_members(record.other_members),
      created_by(record.created_by),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}

Client ClientRow::record() const {
  std::vector<ScopeName> names;
  for (const std::string_view name_text : split_white(scopes)) {
    names.push_back(stored(ScopeName::parse(name_text), "scope name"));
  }
  return {
      .id = stored_client(id),
      .org = stored_org(org),
      .supplier = stored_org_or_none(supplier),
      .active = active != 0,
      .integration_type = stored(portvakt::integration_type(integration_type), "integration type"),
      .name = name,
      .description = description,
      .scopes = std::move(names),
      .access_token_lifetime = seconds{access_token_lifetime},
      .other_members = other_members,
      .created_by = created_by,
      .created = from_epoch(created),
      .last_updated = from_epoch(last_updated)};
}

OnBehalfOfRow::OnBehalfOfRow(const OnBehalfOf& record)
    : client_id(record.client.text()),
      id(record.id.text()),
      name(record.name),
      org(record.org.value()),
      organisation_name(record.organisation_name),
      description(record.description),
      uri(column(record.uri)),
      logo_uri(column(record.logo_uri)),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}

OnBehalfOf OnBehalfOfRow::record() const {
  return {.client = stored_client(client_id),
          .id = stored(OnBehalfOfId::parse(id), "onbehalfof"),
          .name = name,
          .org = stored_org(org),
          .organisation_name = organisation_name,
          .description = description,
          .uri = uri_or_none(uri),
          .logo_uri = uri_or_none(logo_uri),
          .created = from_epoch(created),
          .last_updated = from_epoch(last_updated)};
}

JwkColumns::JwkColumns(const jose::PublicJwk& key)
    : kty(key.type == jose::KeyType::rsa ? "RSA" : "EC"),
      n(base64url(key.n)),
      e(base64url(key.e)),
      x(base64url(key.x)),
      y(base64url(key.y)),
      alg(key.alg ? std::string(jose::word(*key.alg)) : ""),
      key_use(key.use),
      jwk_kid(key.kid),
      x5c(join(key.x5c, " ")) {}

jose::PublicJwk JwkColumns::key() const {
  if (kty != "RSA" && kty != "EC") damaged("key");
  jose::PublicJwk key{.type = kty == "RSA" ? jose::KeyType::rsa : jose::KeyType::ec_p256,
                      .n = octets(n),
                      .e = octets(e),
                      .x = octets(x),
                      .y = octets(y),
                      .alg = std::nullopt,
                      .use = key_use,
                      .kid = jwk_kid,
                      .x5c = {}};
  if (!alg.empty()) key.alg = stored(jose::algorithm(alg), "key algorithm");
  for (const std::string_view certificate : split_white(x5c)) key.x5c.emplace_back(certificate);
  return key;
}

ClientKeyRow::ClientKeyRow(const ClientId& client, const ClientKey& record)
    : client_id(client.text()),
      kid(record.kid.text()),
      jwk(record.jwk),
      expires(column(record.expires)),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}
ClientKey ClientKeyRow::record() const {
  return {.kid = stored_key_id(kid),
          .jwk = jwk.key(),
          .expires = from_epoch(expires),
          .created = from_epoch(created),
          .last_updated = from_epoch(last_updated)};
}

DelegationRow::DelegationRow(const Delegation& record)
    : scope(record.scope.text()),
      consumer(record.consumer.value()),
      supplier(record.supplier.value()),
      valid_from(column(record.valid_from)),
      valid_to(column(record.valid_to)),
      revoked(column(record.revoked)),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}
Delegation DelegationRow::record() const {
  return {.scope = stored_scope(scope),
          .consumer = stored_org(consumer),
          .supplier = stored_org(supplier),
          .valid_from = from_epoch(valid_from),
          .valid_to = instant_or_none(valid_to),
          .revoked = instant_or_none(revoked),
          .created = from_epoch(created),
          .last_updated = from_epoch(last_updated)};
}

SystemUserRow::SystemUserRow(const SystemUser& record)
    : id(record.id.text()),
      owner(record.owner.value()),
      system_id(record.system.text()),
      vendor(record.system.vendor().value()),
      client_id(record.client.text()),
      external_ref(record.external_ref.text()),
      deleted(column(record.deleted)),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}
SystemUser SystemUserRow::record() const {
  return {.id = stored(Uuid::parse(id), "UUID"),
          .owner = stored_org(owner),
          .system = stored(SystemId::parse(system_id), "system id"),
          .client = stored_client(client_id),
          .external_ref = stored(ExternalRef::parse(external_ref), "external reference"),
          .deleted = instant_or_none(deleted),
          .created = from_epoch(created),
          .last_updated = from_epoch(last_updated)};
}

DelegationSourceRow::DelegationSourceRow(const DelegationSourceRecord& record)
    : issuer(record.issuer.text()),
      name(record.name),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}
DelegationSourceRecord DelegationSourceRow::record() const {
  return {stored(Uri::parse(issuer), "URI"), name, from_epoch(created), from_epoch(last_updated)};
}

SigningKeyRow::SigningKeyRow(const SigningKeyRecord& record)
    : kid(record.kid.text()),
      jwk(record.jwk),
      private_pem(record.private_pem),
      state(word(record.state)),
      created(column(record.created)),
      activated(column(record.activated)),
      retired(column(record.retired)) {}
SigningKeyRecord SigningKeyRow::record() const {
  return {.kid = stored_key_id(kid),
          .jwk = jwk.key(),
          .private_pem = private_pem,
          .state = stored(signing_key_state(state), "signing key state"),
          .created = from_epoch(created),
          .activated = instant_or_none(activated),
          .retired = instant_or_none(retired)};
}

NotificationPointRow::NotificationPointRow(const NotificationPoint& record)
    : id(record.id.text()),
      org(record.org.value()),
      channel(word(record.channel)),
      address(record.address),
      language(word(record.language)),
      events(words(record.events, [](NotificationEvent event) { return word(event); })),
      created(column(record.created)),
      last_updated(column(record.last_updated)) {}
NotificationPoint NotificationPointRow::record() const {
  NotificationPoint point{.id = stored_uuid(id),
                          .org = stored_org(org),
                          .channel = stored(portvakt::channel(channel), "channel"),
                          .address = address,
                          .language = stored(portvakt::language(language), "language"),
                          .events = {},
                          .created = from_epoch(created),
                          .last_updated = from_epoch(last_updated)};
  for (const std::string_view event : split_white(events)) {
    point.events.push_back(stored_notification_event(std::string(event)));
  }
  return point;
}

}  // namespace portvakt::store
