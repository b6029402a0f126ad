#include "selfservice/admin_clients.hpp"

#include "base/text.hpp"
#include "selfservice/clients.hpp"
#include "selfservice/members.hpp"
#include "selfservice/operator_scopes.hpp"

#include <utility>

namespace portvakt::selfservice {

ClientDraft admin_client_draft(OrgNumber org, const std::string& name,
                               const std::vector<ScopeName>& scopes) {
  ClientDraft draft;
  draft.client_orgno = org.digits();
  draft.name = name.empty() ? "Admin " + org.digits() : name;
  draft.description = "Selvbetjeningsklient, utstedt av forvaltningen";
  draft.integration_type = std::string(word(IntegrationType::maskinporten));
  draft.scopes.emplace();
  for (const ScopeName& scope : scopes) draft.scopes->push_back(scope.text());
  return draft;
}

Result<AdminClientOrder, Refusal> read_admin_client_order(std::string_view body,
                                                          const Policy& policy) {
  const auto object = read_body(body, "client");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "client");
  const auto orgno = members.text("orgno");
  const auto name = members.text("client_name");
  const auto texts = members.texts("scopes");
  if (policy.refuse_unknown_members) members.refuse_unknown();
  const auto org = OrgNumber::parse(orgno.value_or(""));
  if (!org) members.findings().push_back(bad_org_number("client", "orgno"));
  if (!texts || texts->empty()) members.object_to("scopes", "scopes må oppgis");
  std::vector<ScopeName> scopes;
  for (const std::string& text : texts.value_or(std::vector<std::string>{})) {
    const auto scope = ScopeName::parse(text);
    if (scope && is_operator_scope(*scope)) {
      scopes.push_back(*scope);
    } else {
      members.object_to("scopes",
                        printable(text, 100) + " er ikke et av forvaltningens egne scopes");
    }
  }
  if (!members.findings().empty()) return std::unexpected(invalid(std::move(members.findings())));
  return AdminClientOrder{*org, name.value_or(""), std::move(scopes)};
}

Result<Client, Refusal> create_admin_client(Services& services,
                                            Permit<Operation::create_admin_client> permit,
                                            const AdminClientOrder& order) {
  const Caller& caller = permit.caller();
  using Made = Result<Client, Refusal>;
  return commit<Client>(services, caller, [&](store::Transaction& transaction) -> Made {
    if (!transaction.organisation(order.org)) {
      return std::unexpected(conflict(
          "client", "orgno", "Organisasjonen " + order.org.digits() + " er ikke registrert"));
    }
    if (!give_operator_scopes(transaction, caller.org, order.org, order.scopes, services.now())) {
      return std::unexpected(
          conflict("scope", "scopes", "Prefikset idporten tilhører en annen organisasjon"));
    }
    return make_client(services, caller, admin_client_draft(order.org, order.name, order.scopes),
                       transaction);
  });
}

store::Part<Client> list_admin_clients(Services& services, Permit<Operation::list_admin_clients>,
                                       store::Slice slice) {
  const store::ClientSearch wanted{.org = {},
                                   .types = {},
                                   .scopes_under = must(Prefix::parse(kOperatorPrefix)),
                                   .text = {},
                                   .changed_since = {}};
  store::Part<Client> part;
  services.store.read([&](store::Reader& reader) { part = reader.clients(wanted, slice); });
  return part;
}

}  // namespace portvakt::selfservice
