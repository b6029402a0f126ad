// Simplified onboarding. Its clients speak camel case.
#include "base/text.hpp"
#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/datasharing.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;

json::object held_scope_json(const selfservice::HeldScope& held) {
  const auto word_of = [](const auto& type) { return json::value(word(type)); };
  return {{"scope", held.scope.name.text()},
          {"state", word(held.access.state)},
          {"description", held.scope.description},
          {"active", held.scope.active},
          {"consumer_orgno", held.access.consumer.digits()},
          {"owner_orgno", held.access.owner.digits()},
          {"allowed_integration_types", list_json(held.scope.allowed_integration_types, word_of)},
          {"created", rfc3339(held.access.created)},
          {"last_updated", rfc3339(held.access.last_updated)}};
}

json::object onboarded_json(const selfservice::OnboardedClient& onboarded) {
  const Client& client = onboarded.client;
  return {{"clientId", client.id.text()},
          {"description", client.description},
          {"consumerOrgNr", client.org.digits()},
          {"scopes", list_json(client.scopes,
                               [](const ScopeName& scope) { return json::value(scope.text()); })},
          {"keys", list_json(onboarded.keys, key_json)}};
}

}  // namespace

http::Response list_onboarding_access(ApiServices& api, const ApiCall& call) {
  return answered<Operation::use_datasharing>(api, call, [&](auto permit) -> Answer {
    return list_json(selfservice::list_held_scopes(api.rules, permit), held_scope_json);
  });
}

http::Response list_onboarded_clients(ApiServices& api, const ApiCall& call) {
  return answered<Operation::use_datasharing>(api, call, [&](auto permit) -> Answer {
    return list_json(selfservice::list_onboarded_clients(api.rules, permit), onboarded_json);
  });
}

http::Response onboard_client(ApiServices& api, const ApiCall& call) {
  return answered<Operation::use_datasharing>(api, call, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_onboarding_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    const auto made = selfservice::onboard_client(api.rules, permit, *draft);
    if (!made) return std::unexpected(made.error());
    return onboarded_json(*made);
  });
}

http::Response delete_onboarded_client(ApiServices& api, const ApiCall& call) {
  return answered<Operation::use_datasharing>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto id = query->needed("client_id");
    if (!id) return std::unexpected(id.error());
    const auto done = selfservice::delete_onboarded_client(api.rules, permit, *id);
    if (!done) return std::unexpected(done.error());
    return nullptr;
  });
}

}  // namespace portvakt::endpoint::handlers
