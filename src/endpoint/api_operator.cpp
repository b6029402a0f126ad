// The operator's API over clients and their keys: lists in pages, 201 and 204, and an id of the
// operator's choosing. What may be changed and how is what the rules say to the operator's command
// line.
#include "endpoint/api_operator.hpp"

#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "endpoint/api_page.hpp"
#include "selfservice/clients.hpp"
#include "selfservice/keys.hpp"
#include "selfservice/onbehalfof.hpp"

namespace portvakt::endpoint::handlers {
namespace {

constexpr std::int64_t kUsualPage = 20;

Answer shown(const Result<Client, Refusal>& client) {
  if (!client) return std::unexpected(client.error());
  return client_json(*client);
}
Answer shown(const Result<ClientKey, Refusal>& key) {
  if (!key) return std::unexpected(key.error());
  return key_json(*key);
}

Result<store::ClientSearch, Refusal> asked_clients(const Query& query) {
  const auto inactive = query.inactive();
  if (!inactive) return std::unexpected(inactive.error());
  auto types = asked_types(query, "service");
  if (!types) return std::unexpected(types.error());
  return store::ClientSearch{.org = std::nullopt,
                             .types = *std::move(types),
                             .text = query.text("search").value_or(""),
                             .changed_since = std::nullopt,
                             .inactive = *inactive};
}

/// The id that the operator chose in the address, which the body may only repeat.
Result<selfservice::ClientDraft, Refusal> draft_with_id(const ApiServices& api,
                                                        const ApiCall& call) {
  const auto query = Query::of(call.request);
  if (!query) return std::unexpected(query.error());
  auto draft = selfservice::read_client_draft(call.request.body, api.rules.policy);
  const auto id = query->text("id");
  if (!id || !draft) return draft;
  if (draft->client_id.value_or(*id) != *id) {
    return std::unexpected(
        selfservice::invalid("client", "client_id", "client_id er en annen enn id i adressen"));
  }
  draft->client_id = *id;
  return draft;
}

}  // namespace

http::Response operator_list_clients(ApiServices& api, const ApiCall& call) {
  return operators_look(api, call, [&](Overview overview) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto page = asked_page(*query, "page_size", kUsualPage);
    if (!page) return std::unexpected(page.error());
    const auto wanted = asked_clients(*query);
    if (!wanted) return std::unexpected(wanted.error());
    return page_json(overview.clients(*wanted, page->slice()), *page, client_json);
  });
}

http::Response operator_create_client(ApiServices& api, const ApiCall& call) {
  return operated<Operation::create_client>(api, call, 201, [&](auto permit) -> Answer {
    const auto draft = draft_with_id(api, call);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::create_client(api.rules, permit, *draft));
  });
}

http::Response operator_get_client(ApiServices& api, const ApiCall& call) {
  return operators_look(api, call, [&](Overview overview) -> Answer {
    const auto client = overview.client(call.path_arguments[0]);
    if (!client) return std::unexpected(client.error());
    json::object out = client_json(client->client);
    out["onbehalfof"] = list_json(client->customers, on_behalf_of_json);
    out["jwks"] = key_set_json(client->keys);
    return out;
  });
}

http::Response operator_update_client(ApiServices& api, const ApiCall& call) {
  return operated<Operation::update_client>(api, call, 200, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_client_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::update_client(api.rules, permit, call.path_arguments[0], *draft));
  });
}

http::Response operator_delete_client(ApiServices& api, const ApiCall& call) {
  return operated<Operation::delete_client>(api, call, 204, [&](auto permit) {
    return silent(selfservice::delete_client(api.rules, permit, call.path_arguments[0]));
  });
}

http::Response operator_add_key(ApiServices& api, const ApiCall& call) {
  return operated<Operation::add_key>(api, call, 201, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_key_text(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::add_key(api.rules, permit, call.path_arguments[0], *draft));
  });
}

http::Response operator_renew_key(ApiServices& api, const ApiCall& call) {
  return operated<Operation::put_key>(api, call, 200, [&](auto permit) {
    return shown(
        selfservice::renew_key(api.rules, permit, call.path_arguments[0], call.path_arguments[1]));
  });
}

http::Response operator_delete_key(ApiServices& api, const ApiCall& call) {
  return operated<Operation::delete_key>(api, call, 204, [&](auto permit) {
    return silent(
        selfservice::delete_key(api.rules, permit, call.path_arguments[0], call.path_arguments[1]));
  });
}

http::Response operator_update_on_behalf_of(ApiServices& api, const ApiCall& call) {
  return operated<Operation::update_on_behalf_of>(api, call, 200, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_on_behalf_of_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    const auto customer = selfservice::update_on_behalf_of(
        api.rules, permit, call.path_arguments[0], draft->id.value_or(""), *draft);
    if (!customer) return std::unexpected(customer.error());
    return on_behalf_of_json(*customer);
  });
}

}  // namespace portvakt::endpoint::handlers
