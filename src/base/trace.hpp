// W3C trace context: the 32 hex digits that tie an answer, its log line and its ledger row
// together.
#pragma once

#include "base/random.hpp"

#include <string>
#include <string_view>

namespace portvakt {

/// The trace id of a `traceparent` header (W3C Trace Context section 3.2.2), or a fresh one when it
/// is absent or malformed.
std::string trace_id_of(std::string_view traceparent, Random& random);

}  // namespace portvakt
