#include "selfservice/clients.hpp"

#include "selfservice/client_rules.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

struct Parties {
  OrgNumber org;
  std::optional<OrgNumber> supplier;
};

/// docs/protocol.md, clients made by suppliers: naming another organisation takes
/// `idporten:dcr.supplier`, and the caller's own number becomes `supplier_orgno`. Altinn's twin
/// always names the organisation, whose own the client then is.
Result<Parties, Refusal> parties_of(const Caller& caller, const ClientDraft& draft) {
  const bool is_maker = caller.role == Role::maker;
  if (!draft.client_orgno && is_maker) {
    return std::unexpected(invalid("client", "client_orgno", "client_orgno må fylles ut"));
  }
  if (!draft.client_orgno) return Parties{caller.org, std::nullopt};
  const auto org = OrgNumber::parse(*draft.client_orgno);
  if (!org) return std::unexpected(invalid({bad_org_number("client", "client_orgno")}));
  if (!may_make_client_for(caller, *org)) {
    Refusal refusal = forbidden("client",
                                "Bare leverandører med scopet idporten:dcr.supplier kan "
                                "opprette klienter for andre organisasjoner");
    refusal.needed_scopes = kDcrSupplier;
    return std::unexpected(std::move(refusal));
  }
  const bool becomes_its_own = *org == caller.org || caller.is_operator() || is_maker;
  if (becomes_its_own) return Parties{*org, std::nullopt};
  return Parties{*org, caller.org};
}

Result<ClientId, Refusal> id_of(Services& services, const ClientDraft& draft) {
  if (!draft.client_id) return must(ClientId::parse(random_uuid(services.random)));
  const auto id = ClientId::parse(*draft.client_id);
  if (id) return *id;
  return std::unexpected(invalid("client", "client_id",
                                 "client_id må ha 1 til 255 tegn: bokstaver a-z, sifre og . _ -"));
}

Refusal unknown_client() { return not_found("client", "Klienten finnes ikke"); }

}  // namespace

Result<Client, Refusal> make_client(Services& services, const Caller& caller,
                                    const ClientDraft& draft, store::Transaction& transaction) {
  const auto parties = parties_of(caller, draft);
  if (!parties) return std::unexpected(parties.error());
  const auto id = id_of(services, draft);
  if (!id) return std::unexpected(id.error());

  const Instant now = services.now();
  Client client{.id = *id,
                .org = parties->org,
                .supplier = parties->supplier,
                .name = {},
                .description = {},
                .scopes = {},
                .created_by = caller.is_operator() ? "" : caller.client_id,
                .created = now,
                .last_updated = now};
  Findings findings = apply_draft(transaction, caller, services.policy, draft, nullptr, client);
  if (!findings.empty()) return std::unexpected(invalid(std::move(findings)));
  if (transaction.client(*id)) {
    return std::unexpected(
        conflict("client", "client_id", "Det finnes allerede en klient med denne client_id"));
  }
  transaction.put(client);
  return client;
}

Result<Client, Refusal> client_of(store::Reader& reader, const Caller& caller,
                                  std::string_view id) {
  const auto parsed = ClientId::parse(id);
  if (!parsed) return std::unexpected(unknown_client());
  auto client = reader.client(*parsed);
  if (!client) return std::unexpected(unknown_client());
  if (!may_handle(caller, *client)) {
    return std::unexpected(forbidden("client", "Klienten tilhører en annen organisasjon"));
  }
  return *std::move(client);
}

Result<std::vector<Client>, Refusal> list_clients(Services& services,
                                                  Permit<Operation::list_clients> permit,
                                                  store::Inactive inactive) {
  return look<std::vector<Client>>(services, [&](store::Reader& reader) {
    auto clients = reader.clients_of(permit.caller().org, inactive);
    std::erase_if(clients, [&](const Client& c) { return !may_handle(permit.caller(), c); });
    return Result<std::vector<Client>, Refusal>(std::move(clients));
  });
}

Result<std::vector<Client>, Refusal> list_made_clients(
    Services& services, Permit<Operation::manage_made_clients> permit, store::Inactive inactive) {
  using List = Result<std::vector<Client>, Refusal>;
  return look<std::vector<Client>>(services, [&](store::Reader& reader) -> List {
    return reader.clients_made_by(permit.caller().client_id, inactive);
  });
}

Result<Client, Refusal> create_client(Services& services, Permit<Operation::create_client> permit,
                                      const ClientDraft& draft) {
  return commit<Client>(services, permit.caller(), [&](store::Transaction& transaction) {
    return make_client(services, permit.caller(), draft, transaction);
  });
}

Result<Client, Refusal> get_client(Services& services, Permit<Operation::get_client> permit,
                                   std::string_view id) {
  return look<Client>(
      services, [&](store::Reader& reader) { return client_of(reader, permit.caller(), id); });
}

Result<Client, Refusal> client_with_refusals(Services& services,
                                             Permit<Operation::list_refusals> permit,
                                             std::string_view id) {
  return look<Client>(
      services, [&](store::Reader& reader) { return client_of(reader, permit.caller(), id); });
}

Result<Client, Refusal> update_client(Services& services, Permit<Operation::update_client> permit,
                                      std::string_view id, const ClientDraft& draft) {
  return commit<Client>(
      services, permit.caller(), [&](store::Transaction& transaction) -> Result<Client, Refusal> {
        const auto before = client_of(transaction, permit.caller(), id);
        if (!before) return before;
        Client client = *before;
        client.last_updated = services.now();
        Findings findings =
            apply_draft(transaction, permit.caller(), services.policy, draft, &*before, client);
        if (!findings.empty()) return std::unexpected(invalid(std::move(findings)));
        transaction.put(client);
        return client;
      });
}

Result<Done, Refusal> delete_client(Services& services, Permit<Operation::delete_client> permit,
                                    std::string_view id) {
  return commit<Done>(services, permit.caller(),
                      [&](store::Transaction& transaction) -> Result<Done, Refusal> {
                        auto client = client_of(transaction, permit.caller(), id);
                        if (!client) return std::unexpected(client.error());
                        if (!client->active) return Done{};
                        client->active = false;
                        client->last_updated = services.now();
                        transaction.put(*client);
                        return Done{};
                      });
}

}  // namespace portvakt::selfservice
