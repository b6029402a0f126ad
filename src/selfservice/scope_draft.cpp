#include "selfservice/scope_draft.hpp"

#include "selfservice/members.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

constexpr std::string_view kTranslated[] = {"description", "long_description"};
constexpr std::string_view kLanguages[] = {"nn", "en", "se"};

void take_translations(Members& members, ScopeDraft& draft) {
  for (const std::string_view text : kTranslated) {
    for (const std::string_view language : kLanguages) {
      const std::string name = std::string(text) + "#" + std::string(language);
      auto translation = members.text(name);
      if (translation && !translation->empty()) draft.translations[name] = *std::move(translation);
    }
  }
}

}  // namespace

Result<ScopeDraft, Refusal> read_scope_draft(std::string_view body, const Policy& policy) {
  const auto object = read_body(body, "scope");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "scope");
  ScopeDraft draft;
  draft.name = members.text("name");
  draft.prefix = members.text("prefix");
  draft.subscope = members.text("subscope");
  draft.owner_orgno = members.text("owner_orgno");
  draft.description = members.text("description");
  draft.long_description = members.text("long_description");
  take_translations(members, draft);
  draft.visibility = members.text("visibility");
  draft.token_type = members.text("token_type");
  draft.delegation_source = members.text("delegation_source");
  draft.enforced_aud = members.text("enforced_aud_for_access_token");
  draft.allowed_integration_types = members.texts("allowed_integration_types");
  draft.at_max_age = members.whole("at_max_age");
  draft.authorization_max_lifetime = members.whole("authorization_max_lifetime");
  draft.active = members.flag("active");
  draft.accessible_for_all = members.flag("accessible_for_all");
  draft.requires_user_consent = members.flag("requires_user_consent");
  draft.requires_user_authentication = members.flag("requires_user_authentication");
  draft.requires_pseudonymous_tokens = members.flag("requires_pseudonymous_tokens");
  draft.supports_european_businesses = members.flag("supports_european_businesses");
  draft.is_protected = members.flag("protected");
  members.pass_over({"created", "last_updated", "delegations", "orphanedDelegations", "access"});
  if (policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(std::move(members.findings())));
  return draft;
}

}  // namespace portvakt::selfservice
