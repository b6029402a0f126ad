#include "selfservice/scope_rules.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace portvakt::selfservice {
namespace {

constexpr std::size_t kLongestDescription = 255;
constexpr std::size_t kLongestLongDescription = 4000;
constexpr std::int64_t kShortestLifetime = 10;
constexpr std::int64_t kLongestLifetime = 7200;
constexpr std::int64_t kLongestAuthorization = 10LL * 365 * 24 * 3600;

void object_to(Findings& findings, std::string_view field, std::string message) {
  findings.push_back({std::move(message), std::string(field), "scope"});
}

void check_description(Findings& findings, const std::string& field, std::string_view text) {
  if (characters(text) > kLongestDescription) {
    object_to(findings, field, field + " kan ikke være lengre enn 255 tegn");
  } else if (!is_plain_text(text)) {
    object_to(findings, field, field + " kan ikke ha linjeskift eller styretegn");
  }
}

/// A letter of the Latin alphabet in UTF-8 at the front of `text`, as its length in octets; 0 when
/// it is none. Two-octet letters are U+00C0 to U+017F without × and ÷, which holds the Norwegian
/// and the Northern Sami ones.
std::size_t latin_letter(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if ((first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z')) return 1;
  if (first < 0xC3 || first > 0xC5 || text.size() < 2) return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  const bool sign = first == 0xC3 && (second == 0x97 || second == 0xB7);
  return sign ? 0 : 2;
}

bool is_limited_markdown(std::string_view text) {
  constexpr std::string_view kOthers = "0123456789 \t\r\n.,-_:;!?'\"()/*[]#";
  while (!text.empty()) {
    const std::size_t letter = latin_letter(text);
    if (letter == 0 && kOthers.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(letter == 0 ? 1 : letter);
  }
  return true;
}

void check_long_description(Findings& findings, const std::string& field, std::string_view text) {
  if (characters(text) > kLongestLongDescription) {
    object_to(findings, field, field + " kan ikke være lengre enn 4000 tegn");
  } else if (!is_limited_markdown(text)) {
    object_to(
        findings, field,
        field + " kan bare ha bokstaver, sifre, mellomrom og . , - _ : ; ! ? ' \" ( ) / * [ ] #");
  }
}

void take_texts(Findings& findings, const ScopeDraft& draft, Scope& scope) {
  scope.description = draft.description.value_or("");
  if (trimmed(scope.description).empty()) {
    object_to(findings, "description", "description må fylles ut");
  }
  check_description(findings, "description", scope.description);
  scope.long_description = draft.long_description.value_or("");
  check_long_description(findings, "long_description", scope.long_description);
  scope.translations = draft.translations;
  for (const auto& [name, text] : scope.translations) {
    if (name.starts_with("long_")) {
      check_long_description(findings, name, text);
    } else {
      check_description(findings, name, text);
    }
  }
}

void take_words(Findings& findings, const ScopeDraft& draft, Scope& scope) {
  if (const auto type = token_type(draft.token_type.value_or("SELF_CONTAINED"))) {
    scope.token_type = *type;
  } else {
    object_to(findings, "token_type", "token_type må være SELF_CONTAINED eller OPAQUE");
  }
  scope.allowed_integration_types.clear();
  if (!draft.allowed_integration_types) return;
  for (const std::string& text : *draft.allowed_integration_types) {
    const auto type = integration_type(text);
    if (!type) {
      object_to(findings, "allowed_integration_types",
                "Ukjent integrasjonstype: " + printable(text, 40) +
                    ". Forventet maskinporten, idporten, api_klient, krr, eformidling, "
                    "ansattporten eller idporten_saml2");
      continue;
    }
    auto& types = scope.allowed_integration_types;
    if (std::ranges::find(types, *type) == types.end()) types.push_back(*type);
  }
}

void take_lifetimes(Findings& findings, const ScopeDraft& draft, Scope& scope) {
  const std::int64_t age = draft.at_max_age.value_or(0);
  if (age != 0 && (age < kShortestLifetime || age > kLongestLifetime)) {
    object_to(findings, "at_max_age", "at_max_age må være 0 eller mellom 10 og 7200 sekunder");
  } else {
    scope.at_max_age = seconds{age};
  }
  const std::int64_t authorization = draft.authorization_max_lifetime.value_or(0);
  if (authorization < 0 || authorization > kLongestAuthorization) {
    object_to(findings, "authorization_max_lifetime",
              "authorization_max_lifetime må være mellom 0 og 315360000 sekunder");
  } else {
    scope.authorization_max_lifetime = seconds{authorization};
  }
}

void take_uris(Findings& findings, store::Reader& reader, const ScopeDraft& draft, Scope& scope) {
  scope.enforced_aud = draft.enforced_aud.value_or("");
  if (!scope.enforced_aud.empty() && !Uri::parse(scope.enforced_aud)) {
    object_to(findings, "enforced_aud_for_access_token",
              "enforced_aud_for_access_token må være en absolutt URI");
  }
  scope.delegation_source.reset();
  const std::string source = draft.delegation_source.value_or("");
  if (source.empty()) return;
  for (const DelegationSourceRecord& known : reader.delegation_sources()) {
    if (known.issuer.text() == source) scope.delegation_source = known.issuer;
  }
  if (!scope.delegation_source) {
    object_to(findings, "delegation_source",
              "delegation_source må være en registrert delegeringskilde, se /delegationsources");
  }
}

void check_fixed(Findings& findings, std::string_view field, const std::optional<std::string>& text,
                 std::string_view value) {
  if (!text || *text == value) return;
  object_to(findings, field,
            std::string(field) + " kan ikke endres, verdien er " + std::string(value));
}

std::optional<Refusal> set_by_operator(const Caller& caller, std::string_view member,
                                       std::optional<bool> wanted, bool& value) {
  if (!wanted || *wanted == value) return std::nullopt;
  if (!caller.is_operator()) {
    return forbidden("scope", std::string(member) + " kan bare endres av forvaltningen");
  }
  value = *wanted;
  return std::nullopt;
}

std::optional<Refusal> apply_visibility(const Caller& caller, const ScopeDraft& draft,
                                        Scope& scope) {
  if (!draft.visibility) {
    if (scope.visibility != Visibility::internal) scope.visibility = Visibility::public_;
    return std::nullopt;
  }
  const auto wanted = visibility(*draft.visibility);
  if (!wanted) {
    return invalid("scope", "visibility", "visibility må være PUBLIC, PRIVATE eller INTERNAL");
  }
  const bool internal = *wanted == Visibility::internal || scope.visibility == Visibility::internal;
  if (internal && *wanted != scope.visibility && !caller.is_operator()) {
    return forbidden("scope", "visibility INTERNAL kan bare endres av forvaltningen");
  }
  scope.visibility = *wanted;
  return std::nullopt;
}

}  // namespace

Findings apply_draft(store::Reader& reader, const ScopeDraft& draft, Scope& scope) {
  Findings findings;
  check_fixed(findings, "name", draft.name, scope.name.text());
  check_fixed(findings, "prefix", draft.prefix, scope.name.prefix());
  check_fixed(findings, "subscope", draft.subscope, scope.name.subscope());
  check_fixed(findings, "owner_orgno", draft.owner_orgno, scope.owner.digits());
  take_texts(findings, draft, scope);
  take_words(findings, draft, scope);
  take_lifetimes(findings, draft, scope);
  take_uris(findings, reader, draft, scope);
  scope.active = draft.active.value_or(true);
  scope.accessible_for_all = draft.accessible_for_all.value_or(false);
  scope.requires_user_consent = draft.requires_user_consent.value_or(false);
  scope.requires_user_authentication = draft.requires_user_authentication.value_or(false);
  scope.requires_pseudonymous_tokens = draft.requires_pseudonymous_tokens.value_or(false);
  return findings;
}

std::optional<Refusal> apply_operator_members(const Caller& caller, const ScopeDraft& draft,
                                              Scope& scope) {
  if (auto refusal = apply_visibility(caller, draft, scope)) return refusal;
  if (auto refusal = set_by_operator(caller, "protected", draft.is_protected, scope.is_protected)) {
    return refusal;
  }
  return set_by_operator(caller, "supports_european_businesses", draft.supports_european_businesses,
                         scope.supports_european_businesses);
}

}  // namespace portvakt::selfservice
