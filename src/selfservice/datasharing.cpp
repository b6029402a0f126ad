#include "selfservice/datasharing.hpp"

#include "base/text.hpp"
#include "selfservice/clients.hpp"
#include "selfservice/members.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

constexpr std::size_t kLongestName = 255;

/// A client has a name beside its description, and nobody is asked for one here.
std::string name_for(const std::optional<std::string>& description) {
  const std::string_view text = description ? std::string_view(*description) : std::string_view();
  const std::string_view line = trimmed(text.substr(0, text.find('\n')));
  const bool fits = !line.empty() && characters(line) <= kLongestName && is_plain_text(line);
  return fits ? std::string(line) : "Forenklet tilkobling";
}

Result<OrgNumber, Refusal> consumer_of(const Caller& caller, const OnboardingDraft& draft) {
  if (!draft.consumer_orgno) {
    if (caller.organisations().size() == 1) return caller.org;
    return std::unexpected(invalid("client", "consumerOrgNr", "consumerOrgNr må fylles ut"));
  }
  const auto org = OrgNumber::parse(*draft.consumer_orgno);
  if (!org) return std::unexpected(invalid({bad_org_number("client", "consumerOrgNr")}));
  if (!caller.speaks_for(*org)) {
    return std::unexpected(
        forbidden("client", "Brukeren representerer ikke organisasjonen " + org->digits()));
  }
  return *org;
}

ClientDraft client_draft(const OnboardingDraft& draft, OrgNumber org) {
  ClientDraft client;
  client.client_orgno = org.digits();
  client.name = name_for(draft.description);
  client.description = draft.description;
  client.integration_type = std::string(word(IntegrationType::maskinporten));
  client.scopes = draft.scopes;
  return client;
}

Result<Client, Refusal> onboarded(store::Reader& reader, const Caller& caller,
                                  std::string_view id) {
  const auto parsed = ClientId::parse(id);
  auto client = parsed ? reader.client(*parsed) : std::nullopt;
  if (!client) return std::unexpected(not_found("client", "Klienten finnes ikke"));
  if (!may_handle_in_datasharing(caller, *client)) {
    return std::unexpected(forbidden("client", "Klienten er ikke laget i forenklet tilkobling"));
  }
  return *std::move(client);
}

}  // namespace

Result<OnboardingDraft, Refusal> read_onboarding_draft(std::string_view body,
                                                       const Policy& policy) {
  const auto object = read_body(body, "client");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "client");
  OnboardingDraft draft{.description = members.text("description"),
                        .consumer_orgno = members.text("consumerOrgNr"),
                        .scopes = members.texts("scopes"),
                        .keys = {}};
  const json::value* keys = members.any("keys");
  members.pass_over({"clientId"});
  if (policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(std::move(members.findings())));
  const bool none = keys == nullptr || (keys->is_array() && keys->get_array().empty());
  if (none) return draft;
  auto drafts = read_key_set(body, policy);
  if (!drafts) return std::unexpected(drafts.error());
  draft.keys = *std::move(drafts);
  return draft;
}

std::vector<HeldScope> list_held_scopes(Services& services,
                                        Permit<Operation::use_datasharing> permit) {
  std::vector<HeldScope> held;
  services.store.read([&](store::Reader& reader) {
    for (const OrgNumber org : permit.caller().organisations()) {
      for (Access& access : reader.accesses_held(org, store::Inactive::hidden)) {
        auto scope =
            access.state == AccessState::approved ? reader.scope(access.scope) : std::nullopt;
        if (scope) held.push_back({std::move(access), *std::move(scope)});
      }
    }
  });
  return held;
}

std::vector<OnboardedClient> list_onboarded_clients(Services& services,
                                                    Permit<Operation::use_datasharing> permit) {
  std::vector<OnboardedClient> clients;
  services.store.read([&](store::Reader& reader) {
    for (Client& client :
         reader.clients_made_by(permit.caller().client_id, store::Inactive::hidden)) {
      if (!may_handle_in_datasharing(permit.caller(), client)) continue;
      Keys keys = reader.keys_of(client.id);
      clients.push_back({std::move(client), std::move(keys)});
    }
  });
  return clients;
}

Result<OnboardedClient, Refusal> onboard_client(Services& services,
                                                Permit<Operation::use_datasharing> permit,
                                                const OnboardingDraft& draft) {
  const auto org = consumer_of(permit.caller(), draft);
  if (!org) return std::unexpected(org.error());
  Caller caller = permit.caller();
  caller.org = *org;
  using Made = Result<OnboardedClient, Refusal>;
  return commit<OnboardedClient>(services, caller, [&](store::Transaction& t) -> Made {
    auto client = make_client(services, caller, client_draft(draft, *org), t);
    if (!client) return std::unexpected(client.error());
    auto keys = key_set(draft.keys, {}, services.now());
    if (!keys) return std::unexpected(keys.error());
    if (!keys->empty()) t.put_keys(client->id, *keys);
    return OnboardedClient{*std::move(client), *std::move(keys)};
  });
}

Result<Done, Refusal> delete_onboarded_client(Services& services,
                                              Permit<Operation::use_datasharing> permit,
                                              std::string_view id) {
  using Deleted = Result<Done, Refusal>;
  return commit<Done>(services, permit.caller(), [&](store::Transaction& t) -> Deleted {
    auto client = onboarded(t, permit.caller(), id);
    if (!client) return std::unexpected(client.error());
    if (!client->active) return Done{};
    client->active = false;
    client->last_updated = services.now();
    t.put(*client);
    return Done{};
  });
}

}  // namespace portvakt::selfservice
