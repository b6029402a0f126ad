// Requests for access (docs/protocol.md §5.16): an organisation asks, the scope's owner answers. An
// open request and its access, REQUESTED, are put and closed together, here only.
#pragma once

#include "model/access_request.hpp"
#include "selfservice/access_request_draft.hpp"
#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// Of one organisation: an owner must be able to read what it is asked.
inline constexpr std::int64_t kMostOpenRequests = 100;

/// A request with the names of both sides, where the directory knows them, and what happened to it,
/// in which others' clients are not named.
struct NamedAccessRequest {
  AccessRequest request;
  std::optional<std::string> consumer_name, owner_name;
  std::vector<store::AccessRequestChange> history;
};

/// Words of the query.
struct AccessRequestFilter {
  std::optional<std::string> state, scope;
};

/// Those that the caller's organisation made, and those about its scopes, the newest first.
Result<store::Part<NamedAccessRequest>, Refusal> list_access_requests(
    Services&, Permit<Operation::list_access_requests>, const AccessRequestFilter&, store::Slice);
Result<store::Part<NamedAccessRequest>, Refusal> list_received_access_requests(
    Services&, Permit<Operation::list_received_access_requests>, const AccessRequestFilter&,
    store::Slice);
Result<NamedAccessRequest, Refusal> get_access_request(Services&,
                                                       Permit<Operation::get_access_request>,
                                                       std::string_view id);
Result<NamedAccessRequest, Refusal> request_access(Services&, Permit<Operation::request_access>,
                                                   const AccessRequestDraft&);
/// An approval gives the access in the same transaction.
Result<NamedAccessRequest, Refusal> answer_access_request(Services&,
                                                          Permit<Operation::answer_access_request>,
                                                          std::string_view id, const AccessAnswer&);
Result<NamedAccessRequest, Refusal> withdraw_access_request(
    Services&, Permit<Operation::withdraw_access_request>, std::string_view id);

/// Whoever puts an access otherwise has thereby answered what was open.
void close_open_request(store::Transaction&, const Access& access, AccessRequestState answer);

}  // namespace portvakt::selfservice
