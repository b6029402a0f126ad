#include "selfservice/client_rules.hpp"

#include "base/text.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace portvakt::selfservice {
namespace {

constexpr std::size_t kLongestText = 255;
constexpr std::size_t kMostScopes = 500;
constexpr seconds kShortestLifetime{10};
constexpr seconds kLongestLifetime{7200};
constexpr seconds kUsualLifetime{120};

void object_to(Findings& findings, std::string_view field, std::string message) {
  findings.push_back({std::move(message), std::string(field), "client"});
}

std::string needed_text(Findings& findings, std::string_view field,
                        const std::optional<std::string>& text, Lines lines) {
  const std::string name(field);
  if (!text || trimmed(*text).empty()) {
    object_to(findings, field, name + " må fylles ut");
    return {};
  }
  if (characters(*text) > kLongestText) {
    object_to(findings, field, name + " kan ikke være lengre enn 255 tegn");
  } else if (!is_plain_text(*text, lines)) {
    object_to(findings, field, name + " kan ikke ha styretegn");
  }
  return *text;
}

/// docs/protocol.md, integration types: those whose tokens this server can issue.
bool is_served(IntegrationType type) {
  return type == IntegrationType::maskinporten || type == IntegrationType::krr ||
         type == IntegrationType::eformidling;
}

void take_type(Findings& findings, const ClientDraft& draft, const Client* before, Client& client) {
  const auto type =
      draft.integration_type ? integration_type(*draft.integration_type) : std::nullopt;
  if (!type || !is_served(*type)) {
    object_to(findings, "integration_type",
              "integration_type må være en av: maskinporten, krr, eformidling");
    return;
  }
  if (before != nullptr && *type != before->integration_type) {
    object_to(findings, "integration_type", "integration_type kan ikke endres etter opprettelse");
  }
  client.integration_type = *type;
}

void take_lifetime(Findings& findings, const ClientDraft& draft, Client& client) {
  const std::int64_t lifetime = draft.access_token_lifetime.value_or(kUsualLifetime.count());
  if (lifetime < kShortestLifetime.count() || lifetime > kLongestLifetime.count()) {
    object_to(findings, "access_token_lifetime",
              "access_token_lifetime må være mellom 10 og 7200 sekunder");
    return;
  }
  client.access_token_lifetime = seconds{lifetime};
}

/// The only combination that a machine-to-machine client can have (docs/protocol.md, client).
/// Silence means it.
void check_combination(Findings& findings, const json::object& other) {
  constexpr std::string_view kGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  if (const auto type = string_member(other, "application_type"); type && *type != "web") {
    object_to(findings, "application_type", "application_type må være web for denne klienttypen");
  }
  const auto method = string_member(other, "token_endpoint_auth_method");
  if (method && *method != "private_key_jwt") {
    object_to(findings, "token_endpoint_auth_method",
              "token_endpoint_auth_method må være private_key_jwt for denne klienttypen");
  }
  if (const json::value* grants = member(other, "grant_types")) {
    const json::array& list = grants->get_array();
    if (list.size() != 1 || list.front().get_string() != kGrant) {
      object_to(findings, "grant_types",
                "grant_types må være nøyaktig [\"" + std::string(kGrant) + "\"]");
    }
  }
}

/// Why this scope may not be put on this client, or nothing (docs/protocol.md, when a scope may be
/// put on a client).
std::optional<std::string> not_registrable(store::Reader& reader, const Caller& caller,
                                           const Client& client, const ScopeName& name) {
  const std::string& text = name.text();
  const auto scope = reader.scope(name);
  const bool for_operator = name.prefix() == "idporten";
  if (for_operator && !caller.is_operator()) {
    return "Scopet " + text + " kan bare legges til av forvaltningen";
  }
  const auto granted_to = [&](OrgNumber org) {
    const auto access = reader.access(name, org);
    return access && access->state == AccessState::approved;
  };
  // A supplier may register what it was granted itself; at /token the customer's own access counts.
  const bool granted = granted_to(client.org) || (client.supplier && granted_to(*client.supplier));
  const bool open =
      scope && (scope->accessible_for_all || scope->delegation_source || for_operator || granted);
  // A scope that is not public does not betray its existence to those without access.
  if (!scope || (!open && scope->visibility != Visibility::public_)) {
    return "Scopet " + text + " finnes ikke, eller organisasjonen har ikke tilgang til det";
  }
  if (!scope->active) return "Scopet " + text + " er ikke aktivt";
  const auto& types = scope->allowed_integration_types;
  if (!types.empty() && std::ranges::find(types, client.integration_type) == types.end()) {
    return "Scopet " + text + " kan ikke brukes av klienter av typen " +
           std::string(word(client.integration_type));
  }
  if (!open) {
    return "Organisasjonen " + client.org.digits() + " har ikke fått tilgang til scopet " + text;
  }
  return std::nullopt;
}

void take_scope(Findings& findings, store::Reader& reader, const Caller& caller,
                std::string_view text, const Client* before, Client& client) {
  const auto name = ScopeName::parse(text);
  if (!name) {
    object_to(findings, "scopes",
              "Ugyldig scope: " + printable(text, 100) + " (forventet prefiks:underscope)");
    return;
  }
  if (std::ranges::find(client.scopes, *name) != client.scopes.end()) return;
  const bool kept =
      before != nullptr && std::ranges::find(before->scopes, *name) != before->scopes.end();
  if (!kept) {
    if (auto reason = not_registrable(reader, caller, client, *name)) {
      object_to(findings, "scopes", *std::move(reason));
    }
  }
  client.scopes.push_back(*name);
}

void take_scopes(Findings& findings, store::Reader& reader, const Caller& caller,
                 const Policy& policy, const ClientDraft& draft, const Client* before,
                 Client& client) {
  client.scopes.clear();
  const bool none = !draft.scopes || draft.scopes->empty();
  if (none && !policy.allow_clients_without_scopes) {
    return object_to(findings, "scopes", "scopes må ha minst ett scope");
  }
  if (none) return;
  if (draft.scopes->size() > kMostScopes) {
    return object_to(findings, "scopes", "scopes kan ha høyst 500 scopes");
  }
  for (const std::string& text : *draft.scopes) {
    take_scope(findings, reader, caller, text, before, client);
  }
}

/// What the server decides may be sent back as it was read, but not changed.
void check_fixed(Findings& findings, std::string_view field, const std::optional<std::string>& text,
                 const std::string& value) {
  if (!text || *text == value) return;
  object_to(findings, field,
            value.empty() ? std::string(field) + " settes av tjenesten og kan ikke velges her"
                          : std::string(field) + " kan ikke endres, verdien er " + value);
}

}  // namespace

Findings apply_draft(store::Reader& reader, const Caller& caller, const Policy& policy,
                     const ClientDraft& draft, const Client* before, Client& client) {
  Findings findings;
  check_fixed(findings, "client_id", draft.client_id, client.id.text());
  check_fixed(findings, "client_orgno", draft.client_orgno, client.org.digits());
  check_fixed(findings, "supplier_orgno", draft.supplier_orgno,
              client.supplier ? client.supplier->digits() : "");
  client.name = needed_text(findings, "client_name", draft.name, Lines::one);
  client.description = needed_text(findings, "description", draft.description, Lines::many);
  client.active = draft.active.value_or(true);
  take_type(findings, draft, before, client);
  take_lifetime(findings, draft, client);
  check_combination(findings, draft.other);
  client.other_members = json::serialize(draft.other);
  take_scopes(findings, reader, caller, policy, draft, before, client);
  return findings;
}

}  // namespace portvakt::selfservice
