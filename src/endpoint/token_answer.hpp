// How a denial looks to a stranger, before it is written: the catalogue's row, or what it was until
// 2023. For /token itself and for whoever tells what /token would say.
#pragma once

#include "grant/denial.hpp"

#include <string>
#include <string_view>

namespace portvakt::endpoint {

/// MP-250 and MP-251 as they are today (400 `invalid_scope`) or as they were until 2023 (403
/// `forbidden`).
enum class Forbidden { modern, legacy };

struct TokenError {
  int status;
  std::string_view error, code;
  std::string text;  ///< still without the trace id
};

inline TokenError token_error(const grant::Denial& denial, Forbidden forbidden) {
  using grant::Reason;
  const grant::PublicRow& row = grant::public_row(denial.reason);
  const bool legacy =
      forbidden == Forbidden::legacy &&
      (denial.reason == Reason::access_not_granted || denial.reason == Reason::not_delegated);
  return {legacy ? 403 : row.status, legacy ? "forbidden" : row.error, row.code,
          grant::description(denial)};
}

}  // namespace portvakt::endpoint
