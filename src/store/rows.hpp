// The tables' rows as plain structs, one member a column in the order `columns()` names them, and
// the way between a row and its record. Absent is empty text or 0, as in the schema.
#pragma once

#include "model/access_request.hpp"
#include "model/notification.hpp"
#include "model/records.hpp"
#include "store/query.hpp"

#include <string>
#include <tuple>

namespace portvakt::store {

struct OrganisationRow {
  Number orgno = 0;
  std::string name;
  Number created = 0, last_updated = 0;

  OrganisationRow() = default;
  explicit OrganisationRow(const Organisation& record);
  Organisation record() const;
  auto columns(this auto& self) {
    return std::tie(self.orgno, self.name, self.created, self.last_updated);
  }
};

struct PrefixRow {
  std::string prefix;
  Number owner = 0, active = 0, created = 0, last_updated = 0;

  PrefixRow() = default;
  explicit PrefixRow(const PrefixRecord& record);
  PrefixRecord record() const;
  auto columns(this auto& self) {
    return std::tie(self.prefix, self.owner, self.active, self.created, self.last_updated);
  }
};

struct ScopeRow {
  std::string name, prefix;
  Number owner = 0, active = 0;
  std::string description, long_description;
  std::string translations;  ///< JSON object
  std::string visibility, token_type;
  std::string allowed_integration_types;  ///< blank-separated
  Number accessible_for_all = 0;
  std::string delegation_source;
  Number at_max_age = 0, authorization_max_lifetime = 0;
  std::string enforced_aud;
  Number requires_user_consent = 0, requires_user_authentication = 0;
  Number requires_pseudonymous_tokens = 0, supports_european_businesses = 0, is_protected = 0;
  Number created = 0, last_updated = 0;

  ScopeRow() = default;
  explicit ScopeRow(const Scope& record);
  Scope record() const;
  auto columns(this auto& self) {
    return std::tie(self.name, self.prefix, self.owner, self.active, self.description,
                    self.long_description, self.translations, self.visibility, self.token_type,
                    self.allowed_integration_types, self.accessible_for_all, self.delegation_source,
                    self.at_max_age, self.authorization_max_lifetime, self.enforced_aud,
                    self.requires_user_consent, self.requires_user_authentication,
                    self.requires_pseudonymous_tokens, self.supports_european_businesses,
                    self.is_protected, self.created, self.last_updated);
  }
};

struct AccessRow {
  std::string scope;
  Number consumer = 0, owner = 0;
  std::string state;
  Number created = 0, last_updated = 0;

  AccessRow() = default;
  explicit AccessRow(const Access& record);
  Access record() const;
  auto columns(this auto& self) {
    return std::tie(self.scope, self.consumer, self.owner, self.state, self.created,
                    self.last_updated);
  }
};

struct AccessRequestRow {
  std::string id, scope;
  Number consumer = 0, owner = 0;
  std::string state, reason, answer;
  Number created = 0, last_updated = 0;

  AccessRequestRow() = default;
  explicit AccessRequestRow(const AccessRequest& record);
  AccessRequest record() const;
  auto columns(this auto& self) {
    return std::tie(self.id, self.scope, self.consumer, self.owner, self.state, self.reason,
                    self.answer, self.created, self.last_updated);
  }
};

struct ClientRow {
  std::string id;
  Number org = 0, supplier = 0, active = 0;
  std::string integration_type, name, description;
  std::string scopes;  ///< blank-separated
  Number access_token_lifetime = 0;
  std::string other_members, created_by;
  Number created = 0, last_updated = 0;

  ClientRow() = default;
  explicit ClientRow(const Client& record);
  Client record() const;
  auto columns(this auto& self) {
    return std::tie(self.id, self.org, self.supplier, self.active, self.integration_type, self.name,
                    self.description, self.scopes, self.access_token_lifetime, self.other_members,
                    self.created_by, self.created, self.last_updated);
  }
};

struct OnBehalfOfRow {
  std::string client_id, id, name;
  Number org = 0;
  std::string organisation_name, description, uri, logo_uri;
  Number created = 0, last_updated = 0;

  OnBehalfOfRow() = default;
  explicit OnBehalfOfRow(const OnBehalfOf& record);
  OnBehalfOf record() const;
  auto columns(this auto& self) {
    return std::tie(self.client_id, self.id, self.name, self.org, self.organisation_name,
                    self.description, self.uri, self.logo_uri, self.created, self.last_updated);
  }
};

/// A public key's octets, base64url; read back without the hygiene checks of `parse_jwk`, which it
/// passed once.
struct JwkColumns {
  std::string kty, n, e, x, y, alg, key_use, jwk_kid;
  std::string x5c;  ///< blank-separated

  JwkColumns() = default;
  explicit JwkColumns(const jose::PublicJwk& key);
  jose::PublicJwk key() const;
  auto columns(this auto& self) {
    return std::tie(self.kty, self.n, self.e, self.x, self.y, self.alg, self.key_use, self.jwk_kid,
                    self.x5c);
  }
};

struct ClientKeyRow {
  std::string client_id, kid;
  JwkColumns jwk;
  Number expires = 0, created = 0, last_updated = 0;

  ClientKeyRow() = default;
  ClientKeyRow(const ClientId& client, const ClientKey& record);
  ClientKey record() const;
  auto columns(this auto& self) {
    return std::tuple_cat(std::tie(self.client_id, self.kid), self.jwk.columns(),
                          std::tie(self.expires, self.created, self.last_updated));
  }
};

struct DelegationRow {
  std::string scope;
  Number consumer = 0, supplier = 0;
  Number valid_from = 0, valid_to = 0, revoked = 0, created = 0, last_updated = 0;

  DelegationRow() = default;
  explicit DelegationRow(const Delegation& record);
  Delegation record() const;
  auto columns(this auto& self) {
    return std::tie(self.scope, self.consumer, self.supplier, self.valid_from, self.valid_to,
                    self.revoked, self.created, self.last_updated);
  }
};

struct SystemUserRow {
  std::string id;
  Number owner = 0;
  std::string system_id;
  Number vendor = 0;
  std::string client_id, external_ref;
  Number deleted = 0, created = 0, last_updated = 0;

  SystemUserRow() = default;
  explicit SystemUserRow(const SystemUser& record);
  SystemUser record() const;
  auto columns(this auto& self) {
    return std::tie(self.id, self.owner, self.system_id, self.vendor, self.client_id,
                    self.external_ref, self.deleted, self.created, self.last_updated);
  }
};

struct DelegationSourceRow {
  std::string issuer, name;
  Number created = 0, last_updated = 0;

  DelegationSourceRow() = default;
  explicit DelegationSourceRow(const DelegationSourceRecord& record);
  DelegationSourceRecord record() const;
  auto columns(this auto& self) {
    return std::tie(self.issuer, self.name, self.created, self.last_updated);
  }
};

struct NotificationPointRow {
  std::string id;
  Number org = 0;
  std::string channel, address, language;
  std::string events;  ///< blank-separated
  Number created = 0, last_updated = 0;

  NotificationPointRow() = default;
  explicit NotificationPointRow(const NotificationPoint& record);
  NotificationPoint record() const;
  auto columns(this auto& self) {
    return std::tie(self.id, self.org, self.channel, self.address, self.language, self.events,
                    self.created, self.last_updated);
  }
};

struct SigningKeyRow {
  std::string kid;
  JwkColumns jwk;
  std::string private_pem, state;
  Number created = 0, activated = 0, retired = 0;

  SigningKeyRow() = default;
  explicit SigningKeyRow(const SigningKeyRecord& record);
  SigningKeyRecord record() const;
  auto columns(this auto& self) {
    return std::tuple_cat(
        std::tie(self.kid), self.jwk.columns(),
        std::tie(self.private_pem, self.state, self.created, self.activated, self.retired));
  }
};

// What stands in a column and cannot be what it was written as is a damaged database: StoreError,
// which names the kind of value and never the value.
OrgNumber stored_org(Number value);
std::optional<OrgNumber> stored_org_or_none(Number value);
Number column(const std::optional<OrgNumber>& org);
ScopeName stored_scope(const std::string& text);
ClientId stored_client(const std::string& text);
KeyId stored_key_id(const std::string& text);
std::optional<AccessState> stored_access_state_or_none(const std::string& text);
AccessRequestState stored_access_request_state(const std::string& text);
Uuid stored_uuid(const std::string& text);
NotificationEvent stored_notification_event(const std::string& text);
Notice::State stored_notice_state(const std::string& text);

}  // namespace portvakt::store
