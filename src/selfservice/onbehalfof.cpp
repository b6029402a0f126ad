#include "selfservice/onbehalfof.hpp"

#include "base/text.hpp"
#include "selfservice/clients.hpp"
#include "selfservice/members.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

constexpr std::size_t kLongestText = 255;
constexpr std::size_t kMostOfAClient = 1000;

Refusal unknown_value() {
  return not_found("onbehalfof", "Klienten har ingen slik onbehalfof-verdi");
}

void object_to(Findings& findings, std::string_view field, std::string message) {
  findings.push_back({std::move(message), std::string(field), "onbehalfof"});
}

std::string text_of(Findings& findings, std::string_view field,
                    const std::optional<std::string>& text, Lines lines) {
  const std::string value = text.value_or("");
  const std::string name(field);
  if (characters(value) > kLongestText) {
    object_to(findings, field, name + " kan ikke være lengre enn 255 tegn");
  } else if (!is_plain_text(value, lines)) {
    object_to(findings, field, name + " kan ikke ha styretegn");
  }
  return value;
}

std::optional<Uri> uri_of(Findings& findings, std::string_view field,
                          const std::optional<std::string>& text) {
  if (!text || text->empty()) return std::nullopt;
  auto uri = Uri::parse(*text);
  if (uri) return *std::move(uri);
  object_to(findings, field, std::string(field) + " må være en absolutt URI på høyst 2048 tegn");
  return std::nullopt;
}

Result<OnBehalfOfId, Refusal> id_of(const std::optional<std::string>& text) {
  auto id = OnBehalfOfId::parse(text.value_or(""));
  if (id) return *std::move(id);
  return std::unexpected(invalid("onbehalfof", "onbehalfof",
                                 "onbehalfof må ha 1 til 255 tegn: bokstaver a-z, sifre og . _ -"));
}

/// The draft as it would be stored, or everything that is wrong with it.
Result<OnBehalfOf, Refusal> judged(const ClientId& client, const OnBehalfOfId& id,
                                   const OnBehalfOfDraft& draft, Instant created, Instant now) {
  Findings findings;
  std::string name = text_of(findings, "name", draft.name, Lines::one);
  if (trimmed(name).empty()) object_to(findings, "name", "name må fylles ut");
  std::string organisation =
      text_of(findings, "organization_name", draft.organisation_name, Lines::one);
  std::string description = text_of(findings, "description", draft.description, Lines::many);
  auto uri = uri_of(findings, "uri", draft.uri);
  auto logo = uri_of(findings, "logo_uri", draft.logo_uri);
  const auto org = OrgNumber::parse(draft.orgno.value_or(""));
  if (!org) findings.push_back(bad_org_number("onbehalfof", "orgno"));
  if (!findings.empty()) return std::unexpected(invalid(std::move(findings)));
  return OnBehalfOf{.client = client,
                    .id = id,
                    .name = std::move(name),
                    .org = *org,
                    .organisation_name = std::move(organisation),
                    .description = std::move(description),
                    .uri = std::move(uri),
                    .logo_uri = std::move(logo),
                    .created = created,
                    .last_updated = now};
}

Result<OnBehalfOf, Refusal> found(store::Reader& reader, const Caller& caller,
                                  std::string_view client, std::string_view id) {
  const auto owner = client_of(reader, caller, client);
  if (!owner) return std::unexpected(owner.error());
  const auto parsed = OnBehalfOfId::parse(id);
  auto customer = parsed ? reader.on_behalf_of(owner->id, *parsed) : std::nullopt;
  if (!customer) return std::unexpected(unknown_value());
  return *std::move(customer);
}

}  // namespace

Result<OnBehalfOfDraft, Refusal> read_on_behalf_of_draft(std::string_view body,
                                                         const Policy& policy) {
  const auto object = read_body(body, "onbehalfof");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "onbehalfof");
  const auto either = [&](std::string_view name, std::initializer_list<std::string_view> older) {
    auto text = members.text(name);
    for (const std::string_view old : older) {
      auto other = members.text(old);
      if (!text) text = std::move(other);
    }
    return text;
  };
  OnBehalfOfDraft draft{.id = members.text("onbehalfof"),
                        .name = either("name", {"display_name"}),
                        .orgno = members.text("orgno"),
                        .organisation_name = members.text("organization_name"),
                        .description = members.text("description"),
                        .uri = either("uri", {"url", "client_uri"}),
                        .logo_uri = members.text("logo_uri")};
  members.pass_over({"created", "last_updated"});
  if (policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(std::move(members.findings())));
  return draft;
}

Result<std::vector<OnBehalfOf>, Refusal> list_on_behalf_of(
    Services& services, Permit<Operation::list_on_behalf_of> permit, std::string_view client) {
  using List = Result<std::vector<OnBehalfOf>, Refusal>;
  return look<std::vector<OnBehalfOf>>(services, [&](store::Reader& reader) -> List {
    const auto owner = client_of(reader, permit.caller(), client);
    if (!owner) return std::unexpected(owner.error());
    return reader.on_behalf_of(owner->id);
  });
}

Result<OnBehalfOf, Refusal> get_on_behalf_of(Services& services,
                                             Permit<Operation::get_on_behalf_of> permit,
                                             std::string_view client, std::string_view id) {
  return look<OnBehalfOf>(
      services, [&](store::Reader& reader) { return found(reader, permit.caller(), client, id); });
}

Result<OnBehalfOf, Refusal> create_on_behalf_of(Services& services,
                                                Permit<Operation::create_on_behalf_of> permit,
                                                std::string_view client,
                                                const OnBehalfOfDraft& draft) {
  using Made = Result<OnBehalfOf, Refusal>;
  return commit<OnBehalfOf>(services, permit.caller(), [&](store::Transaction& t) -> Made {
    const auto owner = client_of(t, permit.caller(), client);
    if (!owner) return std::unexpected(owner.error());
    const auto id = id_of(draft.id);
    if (!id) return std::unexpected(id.error());
    auto customer = judged(owner->id, *id, draft, services.now(), services.now());
    if (!customer) return customer;
    if (t.on_behalf_of(owner->id, *id)) {
      return std::unexpected(
          conflict("onbehalfof", "onbehalfof", "Klienten har allerede denne onbehalfof-verdien"));
    }
    if (t.on_behalf_of(owner->id).size() >= kMostOfAClient) {
      return std::unexpected(
          invalid("onbehalfof", "onbehalfof", "En klient kan ha høyst 1000 onbehalfof-verdier"));
    }
    t.put(*customer);
    return customer;
  });
}

Result<OnBehalfOf, Refusal> update_on_behalf_of(Services& services,
                                                Permit<Operation::update_on_behalf_of> permit,
                                                std::string_view client, std::string_view id,
                                                const OnBehalfOfDraft& draft) {
  using Made = Result<OnBehalfOf, Refusal>;
  return commit<OnBehalfOf>(services, permit.caller(), [&](store::Transaction& t) -> Made {
    const auto before = found(t, permit.caller(), client, id);
    if (!before) return before;
    if (draft.id && *draft.id != before->id.text()) {
      return std::unexpected(
          invalid("onbehalfof", "onbehalfof",
                  "onbehalfof kan ikke endres, verdien er " + before->id.text()));
    }
    auto customer = judged(before->client, before->id, draft, before->created, services.now());
    if (customer) t.put(*customer);
    return customer;
  });
}

Result<Done, Refusal> delete_on_behalf_of(Services& services,
                                          Permit<Operation::delete_on_behalf_of> permit,
                                          std::string_view client, std::string_view id) {
  return commit<Done>(services, permit.caller(),
                      [&](store::Transaction& t) -> Result<Done, Refusal> {
                        const auto before = found(t, permit.caller(), client, id);
                        if (!before) return std::unexpected(before.error());
                        t.drop(before->client, before->id);
                        return Done{};
                      });
}

}  // namespace portvakt::selfservice
