#include "selfservice/system_users.hpp"

#include "selfservice/members.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace portvakt::selfservice {
namespace {

using List = std::vector<SystemUser>;

std::unexpected<Refusal> refuse(std::string field, std::string message) {
  return std::unexpected(invalid("systemuser", std::move(field), std::move(message)));
}

NamedSystemUser named(Services& services, SystemUser user) {
  NamedSystemUser out{std::move(user), {}, {}};
  out.owner_name = services.directory.name(out.user.owner);
  out.vendor_name = services.directory.name(out.user.system.vendor());
  return out;
}
Result<NamedSystemUser, Refusal> named(Services& services, Result<SystemUser, Refusal> outcome) {
  if (!outcome) return std::unexpected(std::move(outcome.error()));
  return named(services, *std::move(outcome));
}

std::vector<NamedSystemUser> listed(Services& services, List list, store::Inactive inactive) {
  std::vector<NamedSystemUser> out;
  for (SystemUser& user : list) {
    if (inactive == store::Inactive::hidden && user.deleted) continue;
    out.push_back(named(services, std::move(user)));
  }
  return out;
}

/// A client that is not there is refused in the same words as one of somebody else: which clients
/// a vendor has is its own business.
Result<ClientId, Refusal> vendors_client(store::Reader& reader, const SystemId& system,
                                         std::string_view text) {
  const auto id = ClientId::parse(text);
  const auto client = id ? reader.client(*id) : std::nullopt;
  const bool right = client && client->active && client->org == system.vendor() &&
                     client->integration_type == IntegrationType::maskinporten;
  if (!right) return refuse("client_id", "Leverandøren i system_id har ingen slik aktiv klient");
  return client->id;
}

Result<ExternalRef, Refusal> reference(const std::string& text, OrgNumber owner) {
  if (text.empty()) return ExternalRef::of_owner(owner);
  const auto reference = ExternalRef::parse(text);
  if (!reference)
    return refuse("external_ref", "external_ref må være 1 til 255 tegn uten linjeskift");
  return *reference;
}

/// Which of them a grant means must be plain.
bool stands_in_the_way(const SystemUser& other, const SystemUser& made) {
  return !other.deleted && other.client == made.client && other.external_ref == made.external_ref;
}

}  // namespace

Result<SystemUserDraft, Refusal> read_system_user_draft(const Services& services,
                                                        std::string_view body) {
  const auto object = read_body(body, "systemuser");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "systemuser");
  SystemUserDraft draft{members.text("system_id").value_or(""),
                        members.text("client_id").value_or(""),
                        members.text("external_ref").value_or("")};
  if (services.policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(members.findings()));
  return draft;
}

Result<std::vector<NamedSystemUser>, Refusal> list_system_users(
    Services& services, Permit<Operation::list_system_users> permit, store::Inactive inactive) {
  List list;
  services.store.read(
      [&](store::Reader& reader) { list = reader.system_users_of(permit.caller().org); });
  return listed(services, std::move(list), inactive);
}

Result<std::vector<NamedSystemUser>, Refusal> list_received_system_users(
    Services& services, Permit<Operation::list_received_system_users> permit,
    store::Inactive inactive) {
  List list;
  services.store.read(
      [&](store::Reader& reader) { list = reader.system_users_for(permit.caller().org); });
  return listed(services, std::move(list), inactive);
}

Result<NamedSystemUser, Refusal> create_system_user(Services& services,
                                                    Permit<Operation::create_system_user> permit,
                                                    const SystemUserDraft& draft) {
  const OrgNumber owner = permit.caller().org;
  if (!services.policy.keep_system_users)
    return refuse("", "Systembrukere holdes ikke her, men i Altinn");
  const auto system = SystemId::parse(draft.system_id);
  if (!system)
    return refuse("system_id", "system_id må være <leverandørens organisasjonsnummer>_<navn>");
  const auto external_ref = reference(draft.external_ref, owner);
  if (!external_ref) return std::unexpected(external_ref.error());
  const auto make = [&](store::Transaction& transaction) -> Result<SystemUser, Refusal> {
    const auto client = vendors_client(transaction, *system, draft.client_id);
    if (!client) return std::unexpected(client.error());
    const SystemUser user{.id = must(Uuid::parse(random_uuid(services.random))),
                          .owner = owner,
                          .system = *system,
                          .client = *client,
                          .external_ref = *external_ref,
                          .deleted = std::nullopt,
                          .created = services.now(),
                          .last_updated = services.now()};
    const List others = transaction.system_users_of(owner);
    if (std::ranges::any_of(others, [&](const auto& o) { return stands_in_the_way(o, user); })) {
      return std::unexpected(
          conflict("systemuser", "external_ref",
                   "Det finnes allerede en systembruker for klienten med denne external_ref"));
    }
    transaction.put(user);
    return user;
  };
  return named(services, commit<SystemUser>(services, permit.caller(), make));
}

Result<NamedSystemUser, Refusal> delete_system_user(Services& services,
                                                    Permit<Operation::delete_system_user> permit,
                                                    std::string_view id) {
  const auto remove = [&](store::Transaction& transaction) -> Result<SystemUser, Refusal> {
    const auto uuid = Uuid::parse(id);
    auto user = uuid ? transaction.system_user(*uuid) : std::nullopt;
    if (!user || !owns(permit.caller(), *user)) {
      return std::unexpected(
          not_found("systemuser", "Organisasjonen har ingen systembruker med denne id-en"));
    }
    if (user->deleted) return *user;
    user->deleted = user->last_updated = services.now();
    transaction.put(*user);
    return *user;
  };
  return named(services, commit<SystemUser>(services, permit.caller(), remove));
}

}  // namespace portvakt::selfservice
