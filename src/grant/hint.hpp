// A refusal in words, for the people who run the client: which rule, what was seen, what was
// expected, what to do. Never for matching, and never in the body of an answer.
#pragma once

#include "grant/rule.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace portvakt::grant {

inline constexpr std::size_t kLongestHint = 512;

/// What to do about a rule that refused for this reason.
std::string_view cure(Reason reason, std::string_view rule);

/// One line of at most kLongestHint printable ASCII characters, fit for a header field; everything
/// else is escaped as `\xNN`.
std::string hint(const Refusal& refusal);

}  // namespace portvakt::grant
