// The wire of Altinn's consents (docs/protocol.md §6.3): what is asked, and what an answer becomes
// in a token. Strict: whatever is not plainly an answer to the question is none.
#pragma once

#include "base/result.hpp"
#include "model/names.hpp"

#include <string>
#include <string_view>

namespace portvakt::details {

inline constexpr std::string_view kConsentScope = "altinn:maskinporten/consent.read";
inline constexpr std::string_view kConsentPath =
    "/accessmanagement/api/v1/maskinporten/consent/lookup";
// How Altinn names the two sides of a consent.
inline constexpr std::string_view kPersonUrn = "urn:altinn:person:identifier-no:";
inline constexpr std::string_view kOrganisationUrn = "urn:altinn:organization:identifier-no:";

struct ConsentQuestion {
  Uuid id;
  std::string from;  ///< a URN; may hold a person's number
  OrgNumber to;
};

std::string consent_request(const ConsentQuestion& question);
/// What the body of a 200 becomes in the token; the error is a sentence that repeats nothing of it.
Result<std::string, std::string> consent_claim(std::string_view body,
                                               const ConsentQuestion& question);
/// The body of an error that lists several things wrong with the consent itself, which Altinn sends
/// with a status of its own fault.
bool is_list_of_problems(std::string_view body);

}  // namespace portvakt::details
