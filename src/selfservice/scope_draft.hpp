// What somebody wants a scope to be, as they wrote it: typed, not yet judged. The rules live in
// scope_rules.cpp.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "selfservice/services.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

struct ScopeDraft {
  std::optional<std::string> name, prefix, subscope, owner_orgno;
  std::optional<std::string> description, long_description;
  std::map<std::string, std::string> translations;  ///< by wire name; empty texts left out
  std::optional<std::string> visibility, token_type, delegation_source, enforced_aud;
  std::optional<std::vector<std::string>> allowed_integration_types;
  std::optional<std::int64_t> at_max_age, authorization_max_lifetime;
  std::optional<bool> active, accessible_for_all, requires_user_consent,
      requires_user_authentication, requires_pseudonymous_tokens;
  std::optional<bool> supports_european_businesses, is_protected;  ///< the operator's to decide
};

/// A scope object as JSON (docs/protocol.md, scope). Members that the server decides are passed
/// over.
Result<ScopeDraft, Refusal> read_scope_draft(std::string_view body, const Policy& policy);

}  // namespace portvakt::selfservice
