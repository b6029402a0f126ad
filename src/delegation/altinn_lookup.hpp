// The wire of Altinn's register of delegations (docs/protocol.md §6.1): what is asked, and what the
// answer says. Strict: whatever is not plainly an answer to the question is none.
#pragma once

#include "base/result.hpp"
#include "delegation/source.hpp"

#include <string>
#include <string_view>

namespace portvakt::delegation {

inline constexpr std::string_view kAltinnScope = "altinn:maskinporten/delegations";

/// Below the platform's base URL.
std::string altinn_path(const Question& question, const ScopeName& scope);

/// Whether the body of a 200 says that the scope is delegated; an empty array says that it is not.
/// The error is a sentence that repeats nothing of the body.
Result<bool, std::string> altinn_says(std::string_view body, const Question& question,
                                      const ScopeName& scope);

}  // namespace portvakt::delegation
