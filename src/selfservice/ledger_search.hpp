// The operator's search in the record of issued tokens.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"
#include "store/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace portvakt::selfservice {

/// Rows that one answer may look at. What lies beyond is the next page's.
inline constexpr std::int64_t kMostSearchedRows = 200'000;

/// As it was asked; absent: not narrowed by it.
struct LedgerQuestion {
  std::optional<std::string> trace_id, client_id, org, jti, from, to;
  std::optional<std::int64_t> before;
  std::int64_t limit = 100;
};

Result<store::LedgerPage, Refusal> search_ledger(Services&, Permit<Operation::search_ledger>,
                                                 const LedgerQuestion&);

}  // namespace portvakt::selfservice
