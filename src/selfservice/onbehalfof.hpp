// The customers for whom a client acts (docs/protocol.md, onbehalfof): a mechanism of login
// products that is kept for those who administer it here. No token is any different for it.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// As somebody wrote it: typed, not yet judged.
struct OnBehalfOfDraft {
  std::optional<std::string> id, name, orgno, organisation_name, description, uri, logo_uri;
};

/// An onbehalfof object as JSON, in today's or in the older names of its members.
Result<OnBehalfOfDraft, Refusal> read_on_behalf_of_draft(std::string_view body,
                                                         const Policy& policy);

Result<std::vector<OnBehalfOf>, Refusal> list_on_behalf_of(Services&,
                                                           Permit<Operation::list_on_behalf_of>,
                                                           std::string_view client);
Result<OnBehalfOf, Refusal> get_on_behalf_of(Services&, Permit<Operation::get_on_behalf_of>,
                                             std::string_view client, std::string_view id);
/// A client has 1000 at most.
Result<OnBehalfOf, Refusal> create_on_behalf_of(Services&, Permit<Operation::create_on_behalf_of>,
                                                std::string_view client, const OnBehalfOfDraft&);
/// Replaces everything but the value itself.
Result<OnBehalfOf, Refusal> update_on_behalf_of(Services&, Permit<Operation::update_on_behalf_of>,
                                                std::string_view client, std::string_view id,
                                                const OnBehalfOfDraft&);
/// The row goes; the record of changes keeps what stood there.
Result<Done, Refusal> delete_on_behalf_of(Services&, Permit<Operation::delete_on_behalf_of>,
                                          std::string_view client, std::string_view id);

}  // namespace portvakt::selfservice
