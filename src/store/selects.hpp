// The columns of each table in the order of its row (rows.hpp), for every statement that reads
// whole rows.
#pragma once

#include "store/query.hpp"
#include "store/store.hpp"

#include <string>

namespace portvakt::store {

inline const std::string kOrganisation =
    "select orgno, name, created, last_updated from organisation ";
inline const std::string kPrefix =
    "select prefix, owner, active, created, last_updated from prefix ";
inline const std::string kScope =
    "select name, prefix, owner, active, description, long_description, translations, visibility,"
    " token_type, allowed_integration_types, accessible_for_all, delegation_source, at_max_age,"
    " authorization_max_lifetime, enforced_aud, requires_user_consent,"
    " requires_user_authentication, requires_pseudonymous_tokens, supports_european_businesses,"
    " is_protected, created, last_updated from scope ";
inline const std::string kAccess =
    "select scope, consumer, owner, state, created, last_updated from scope_access ";
inline const std::string kAccessRequest =
    "select id, scope, consumer, owner, state, reason, answer, created, last_updated"
    " from access_request ";
inline const std::string kClient =
    "select id, org, supplier, active, integration_type, name, description, scopes,"
    " access_token_lifetime, other_members, created_by, created, last_updated from client ";
inline const std::string kClientKey =
    "select client_id, kid, kty, n, e, x, y, alg, key_use, jwk_kid, x5c, expires, created,"
    " last_updated from client_key ";
inline const std::string kOnBehalfOf =
    "select client_id, id, name, org, organisation_name, description, uri, logo_uri, created,"
    " last_updated from client_on_behalf_of ";
inline const std::string kDelegation =
    "select scope, consumer, supplier, valid_from, valid_to, revoked, created, last_updated"
    " from delegation ";
inline const std::string kSystemUser =
    "select id, owner, system_id, vendor, client_id, external_ref, deleted, created, last_updated"
    " from system_user ";
inline const std::string kDelegationSource =
    "select issuer, name, created, last_updated from delegation_source ";
inline const std::string kNotificationPoint =
    "select id, org, channel, address, language, events, created, last_updated"
    " from notification_point ";
inline const std::string kSigningKey =
    "select kid, kty, n, e, x, y, alg, key_use, jwk_kid, x5c, private_pem, state, created,"
    " activated, retired from signing_key ";

/// `active` is 1 or 0; a list shows what is at least this.
inline Number least_active(Inactive inactive) { return inactive == Inactive::shown ? 0 : 1; }
/// A pattern of the access states that a list shows: grants, or what was denied and asked for too.
inline std::string states_shown(Inactive inactive) {
  return inactive == Inactive::shown ? "%" : std::string(word(AccessState::approved));
}

}  // namespace portvakt::store
