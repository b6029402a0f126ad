// What somebody wants a client to be, as they wrote it: typed, not yet judged. The rules live in
// clients.cpp.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "selfservice/services.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

struct ClientDraft {
  std::optional<std::string> client_id, client_orgno, supplier_orgno;
  std::optional<std::string> name, description, integration_type;
  std::optional<std::vector<std::string>> scopes;
  std::optional<bool> active;
  std::optional<std::int64_t> access_token_lifetime;
  json::object
      other;  ///< members that mean something to other products only; types and words are right
};

/// A client object as JSON (docs/protocol.md, client). Members that the server decides are passed
/// over.
Result<ClientDraft, Refusal> read_client_draft(std::string_view body, const Policy& policy);

/// The names that `ClientDraft::other` can hold, in the order they are stored.
std::vector<std::string_view> other_client_members();

}  // namespace portvakt::selfservice
