#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/onbehalfof.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;
using selfservice::Refusal;

Answer shown(const Result<OnBehalfOf, Refusal>& customer) {
  if (!customer) return std::unexpected(customer.error());
  return on_behalf_of_json(*customer);
}

}  // namespace

http::Response list_on_behalf_of(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_on_behalf_of>(api, call, [&](auto permit) -> Answer {
    const auto customers =
        selfservice::list_on_behalf_of(api.rules, permit, call.path_arguments[0]);
    if (!customers) return std::unexpected(customers.error());
    return list_json(*customers, on_behalf_of_json);
  });
}

http::Response get_on_behalf_of(ApiServices& api, const ApiCall& call) {
  return answered<Operation::get_on_behalf_of>(api, call, [&](auto permit) {
    return shown(selfservice::get_on_behalf_of(api.rules, permit, call.path_arguments[0],
                                               call.path_arguments[1]));
  });
}

http::Response create_on_behalf_of(ApiServices& api, const ApiCall& call) {
  return answered<Operation::create_on_behalf_of>(api, call, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_on_behalf_of_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(
        selfservice::create_on_behalf_of(api.rules, permit, call.path_arguments[0], *draft));
  });
}

http::Response update_on_behalf_of(ApiServices& api, const ApiCall& call) {
  return answered<Operation::update_on_behalf_of>(api, call, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_on_behalf_of_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::update_on_behalf_of(api.rules, permit, call.path_arguments[0],
                                                  call.path_arguments[1], *draft));
  });
}

http::Response delete_on_behalf_of(ApiServices& api, const ApiCall& call) {
  return answered<Operation::delete_on_behalf_of>(api, call, [&](auto permit) -> Answer {
    const auto done = selfservice::delete_on_behalf_of(api.rules, permit, call.path_arguments[0],
                                                       call.path_arguments[1]);
    if (!done) return std::unexpected(done.error());
    return nullptr;
  });
}

}  // namespace portvakt::endpoint::handlers
