// Admin clients: ordinary clients that hold scopes of the operator's, which open the self-service
// API. Only the operator makes them.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/client_draft.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// What such a client looks like, whoever makes it; an empty name becomes a usual one.
ClientDraft admin_client_draft(OrgNumber org, const std::string& name,
                               const std::vector<ScopeName>& scopes);

struct AdminClientOrder {
  OrgNumber org;
  std::string name;
  std::vector<ScopeName> scopes;  ///< at least one, all the operator's
};
/// `{"orgno","client_name","scopes":[…]}`. Scopes have no default: nobody gets more than was named.
Result<AdminClientOrder, Refusal> read_admin_client_order(std::string_view body, const Policy&);

/// With an access to each of its scopes. It has no key yet. The caller's organisation is the
/// operator.
Result<Client, Refusal> create_admin_client(Services&, Permit<Operation::create_admin_client>,
                                            const AdminClientOrder&);

/// Active ones, by id.
store::Part<Client> list_admin_clients(Services&, Permit<Operation::list_admin_clients>,
                                       store::Slice);

}  // namespace portvakt::selfservice
