// Simplified onboarding (docs/protocol.md, datasharing): what an organisation may use, and clients
// for it with as little to fill in as can be. A caller may speak for several organisations and sees
// only clients that were made here, by the same application.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/keys.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

/// As somebody wrote it: typed, not yet judged.
struct OnboardingDraft {
  std::optional<std::string> description, consumer_orgno;
  std::optional<std::vector<std::string>> scopes;
  std::vector<KeyDraft> keys;
};

/// `{description, scopes[], keys?[], consumerOrgNr?}`.
Result<OnboardingDraft, Refusal> read_onboarding_draft(std::string_view body, const Policy& policy);

struct OnboardedClient {
  Client client;
  Keys keys;
};
struct HeldScope {
  Access access;
  Scope scope;
};

/// Approved accesses of every organisation that the caller speaks for.
std::vector<HeldScope> list_held_scopes(Services&, Permit<Operation::use_datasharing>);
std::vector<OnboardedClient> list_onboarded_clients(Services&, Permit<Operation::use_datasharing>);
/// For the draft's organisation; who speaks for one only need not name it.
Result<OnboardedClient, Refusal> onboard_client(Services&, Permit<Operation::use_datasharing>,
                                                const OnboardingDraft&);
Result<Done, Refusal> delete_onboarded_client(Services&, Permit<Operation::use_datasharing>,
                                              std::string_view id);

}  // namespace portvakt::selfservice
