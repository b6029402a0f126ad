// Records as the self-service API shows them: the real service's member order, absent instead of
// null, times in UTC.
#pragma once

#include "base/json.hpp"
#include "model/records.hpp"
#include "selfservice/access.hpp"
#include "selfservice/access_history.hpp"
#include "selfservice/access_requests.hpp"
#include "selfservice/catalogue.hpp"
#include "selfservice/delegations.hpp"
#include "selfservice/key_expiries.hpp"
#include "selfservice/organisations.hpp"
#include "selfservice/prefixes.hpp"
#include "selfservice/system_users.hpp"

#include <vector>

namespace portvakt::endpoint {

json::object client_json(const Client& client);
json::object key_json(const ClientKey& key);
json::object key_set_json(const std::vector<ClientKey>& keys);  ///< `{"keys":[…]}`
json::object on_behalf_of_json(const OnBehalfOf& customer);
json::object scope_json(const Scope& scope);
json::object access_json(const selfservice::NamedAccess& named);
json::object access_request_json(const selfservice::NamedAccessRequest& named);
json::object access_event_json(const selfservice::AccessEvent& event);
json::object catalogue_json(const selfservice::CatalogueItem& item);
json::object key_expiry_json(const selfservice::ExpiringKey& expiring);
json::object delegation_json(const selfservice::NamedDelegation& named);
json::object system_user_json(const selfservice::NamedSystemUser& named);
json::object prefix_json(const selfservice::NamedPrefix& named);
json::object organisation_json(const selfservice::NamedOrganisation& organisation);
json::object user_json(const selfservice::NamedOrganisation& organisation);
json::object delegation_source_json(const DelegationSourceRecord& source);

template <class Items, class F>
json::array list_json(const Items& items, F one) {
  json::array list;
  list.reserve(items.size());
  for (const auto& item : items) list.emplace_back(one(item));
  return list;
}

}  // namespace portvakt::endpoint
