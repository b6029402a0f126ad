// Prefixes: handed out by the operator, listed for everyone.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

struct NamedPrefix {
  PrefixRecord record;
  std::optional<std::string> organisation_name;
};

Result<std::vector<NamedPrefix>, Refusal> list_prefixes(Services&, Permit<Operation::list_prefixes>,
                                                        store::Inactive);
std::vector<NamedPrefix> all_prefixes(Services&, store::Inactive);  ///< for anyone

/// The owner must be registered here. A prefix that is there already, inactive too, is a conflict.
Result<PrefixRecord, Refusal> assign_prefix(Services&, Permit<Operation::assign_prefix>,
                                            std::string_view prefix, std::string_view owner);
/// What somebody wants a prefix to be, as they wrote it.
struct PrefixDraft {
  std::optional<std::string> prefix, owner_orgno;
  std::optional<bool> active;
};
Result<PrefixDraft, Refusal> read_prefix_draft(std::string_view body, const Policy& policy);
/// Another state or, while no scope lies under it, another owner.
Result<PrefixRecord, Refusal> update_prefix(Services&, Permit<Operation::assign_prefix>,
                                            std::string_view prefix, const PrefixDraft&);
/// Only while no scope of any state lies under it.
Result<Done, Refusal> drop_prefix(Services&, Permit<Operation::drop_prefix>,
                                  std::string_view prefix);

}  // namespace portvakt::selfservice
