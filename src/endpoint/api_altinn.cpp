// The twin of clients and keys that Altinn uses for the clients it makes for service owners: the
// same bodies and rules, other status codes.
#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/clients.hpp"
#include "selfservice/keys.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;
using selfservice::Refusal;

Answer shown(const Result<Client, Refusal>& client) {
  if (!client) return std::unexpected(client.error());
  return client_json(*client);
}
Answer shown(const Result<selfservice::Keys, Refusal>& keys) {
  if (!keys) return std::unexpected(keys.error());
  return key_set_json(*keys);
}

/// `work(permit)` with the rules of `theirs`, over the clients that the caller made.
template <Operation theirs, class Work>
http::Response managed(ApiServices& api, const ApiCall& call, int success, Work work) {
  return answered<Operation::manage_made_clients>(
      api, call,
      [&](auto permit) -> Answer {
        const selfservice::Caller maker = selfservice::as_maker(permit);
        return acting<theirs>(maker, work);
      },
      success);
}

}  // namespace

http::Response list_made_clients(ApiServices& api, const ApiCall& call) {
  return answered<Operation::manage_made_clients>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto inactive = query->inactive();
    if (!inactive) return std::unexpected(inactive.error());
    const auto clients = selfservice::list_made_clients(api.rules, permit, *inactive);
    if (!clients) return std::unexpected(clients.error());
    return list_json(*clients, client_json);
  });
}

http::Response create_made_client(ApiServices& api, const ApiCall& call) {
  return managed<Operation::create_client>(api, call, 201, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_client_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::create_client(api.rules, permit, *draft));
  });
}

http::Response update_made_client(ApiServices& api, const ApiCall& call) {
  return managed<Operation::update_client>(api, call, 200, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_client_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::update_client(api.rules, permit, call.path_arguments[0], *draft));
  });
}

http::Response delete_made_client(ApiServices& api, const ApiCall& call) {
  return managed<Operation::delete_client>(api, call, 204, [&](auto permit) -> Answer {
    const auto done = selfservice::delete_client(api.rules, permit, call.path_arguments[0]);
    if (!done) return std::unexpected(done.error());
    return nullptr;
  });
}

http::Response get_made_client_keys(ApiServices& api, const ApiCall& call) {
  return managed<Operation::get_keys>(api, call, 200, [&](auto permit) {
    return shown(selfservice::get_keys(api.rules, permit, call.path_arguments[0]));
  });
}

http::Response replace_made_client_keys(ApiServices& api, const ApiCall& call) {
  return managed<Operation::replace_keys>(api, call, 201, [&](auto permit) -> Answer {
    const auto drafts = selfservice::read_key_set(call.request.body, api.rules.policy);
    if (!drafts) return std::unexpected(drafts.error());
    return shown(selfservice::replace_keys(api.rules, permit, call.path_arguments[0], *drafts));
  });
}

}  // namespace portvakt::endpoint::handlers
