#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/clients.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;

Answer shown(const Result<Client, selfservice::Refusal>& client) {
  if (!client) return std::unexpected(client.error());
  return client_json(*client);
}
Answer silent(const Result<selfservice::Done, selfservice::Refusal>& done) {
  if (!done) return std::unexpected(done.error());
  return nullptr;
}

}  // namespace

http::Response list_clients(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_clients>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto inactive = query->inactive();
    if (!inactive) return std::unexpected(inactive.error());
    const auto clients = selfservice::list_clients(api.rules, permit, *inactive);
    if (!clients) return std::unexpected(clients.error());
    return list_json(*clients, client_json);
  });
}

http::Response create_client(ApiServices& api, const ApiCall& call) {
  return answered<Operation::create_client>(api, call, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_client_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::create_client(api.rules, permit, *draft));
  });
}

http::Response get_client(ApiServices& api, const ApiCall& call) {
  return answered<Operation::get_client>(api, call, [&](auto permit) {
    return shown(selfservice::get_client(api.rules, permit, call.path_arguments[0]));
  });
}

http::Response update_client(ApiServices& api, const ApiCall& call) {
  return answered<Operation::update_client>(api, call, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_client_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::update_client(api.rules, permit, call.path_arguments[0], *draft));
  });
}

http::Response delete_client(ApiServices& api, const ApiCall& call) {
  return answered<Operation::delete_client>(api, call, [&](auto permit) {
    return silent(selfservice::delete_client(api.rules, permit, call.path_arguments[0]));
  });
}

}  // namespace portvakt::endpoint::handlers
