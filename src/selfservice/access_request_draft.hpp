// What people write when they ask for access and when they answer (docs/protocol.md §5.16): text
// that is kept and shown, and never interpreted.
#pragma once

#include "model/access_request.hpp"
#include "selfservice/services.hpp"

#include <string>
#include <string_view>

namespace portvakt::selfservice {

/// From the body of a request; the text is right, the scope is looked up when it is made.
struct AccessRequestDraft {
  std::string scope, reason;
};
Result<AccessRequestDraft, Refusal> read_access_request_draft(const Services&,
                                                              std::string_view body);
struct AccessAnswer {
  AccessRequestState state;  ///< approved or denied
  std::string text;
};
Result<AccessAnswer, Refusal> read_access_answer(const Services&, std::string_view body);
/// The same, from the command line.
Result<AccessAnswer, Refusal> access_answer(AccessRequestState state, std::string_view text);

}  // namespace portvakt::selfservice
