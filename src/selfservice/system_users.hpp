// The built-in register of system users (docs/protocol.md §1.11): a customer lets a vendor's client
// act through the vendor's system. A row is never removed but marked deleted.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// A system user with the names of both sides, where the directory knows them.
struct NamedSystemUser {
  SystemUser user;
  std::optional<std::string> owner_name, vendor_name;
};

/// What a customer says of a new one; checked when it is made.
struct SystemUserDraft {
  std::string system_id, client_id;
  std::string external_ref;  ///< empty: the owner's number
};
/// From the body of a request.
Result<SystemUserDraft, Refusal> read_system_user_draft(const Services&, std::string_view body);

/// Those of the caller's organisation, and those that others made for its clients. Deleted ones
/// only when inactive ones are shown.
Result<std::vector<NamedSystemUser>, Refusal> list_system_users(
    Services&, Permit<Operation::list_system_users>, store::Inactive);
Result<std::vector<NamedSystemUser>, Refusal> list_received_system_users(
    Services&, Permit<Operation::list_received_system_users>, store::Inactive);
Result<NamedSystemUser, Refusal> create_system_user(Services&,
                                                    Permit<Operation::create_system_user>,
                                                    const SystemUserDraft& draft);
/// Idempotent; the owner's alone.
Result<NamedSystemUser, Refusal> delete_system_user(Services&,
                                                    Permit<Operation::delete_system_user>,
                                                    std::string_view id);

}  // namespace portvakt::selfservice
