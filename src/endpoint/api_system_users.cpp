#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/system_users.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::NamedSystemUser;
using selfservice::Operation;
using selfservice::Refusal;

Answer shown(const Result<NamedSystemUser, Refusal>& user) {
  if (!user) return std::unexpected(user.error());
  return system_user_json(*user);
}

/// The two lists differ in whose they are only.
template <Operation operation, class List>
http::Response list_with(ApiServices& api, const ApiCall& call, List list) {
  return answered<operation>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto inactive = query->inactive();
    if (!inactive) return std::unexpected(inactive.error());
    const auto users = list(api.rules, permit, *inactive);
    if (!users) return std::unexpected(users.error());
    return list_json(*users, system_user_json);
  });
}

}  // namespace

http::Response list_system_users(ApiServices& api, const ApiCall& call) {
  return list_with<Operation::list_system_users>(api, call, selfservice::list_system_users);
}

http::Response list_received_system_users(ApiServices& api, const ApiCall& call) {
  return list_with<Operation::list_received_system_users>(api, call,
                                                          selfservice::list_received_system_users);
}

http::Response create_system_user(ApiServices& api, const ApiCall& call) {
  return answered<Operation::create_system_user>(api, call, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_system_user_draft(api.rules, call.request.body);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::create_system_user(api.rules, permit, *draft));
  });
}

http::Response delete_system_user(ApiServices& api, const ApiCall& call) {
  return answered<Operation::delete_system_user>(api, call, [&](auto permit) {
    return shown(selfservice::delete_system_user(api.rules, permit, call.path_arguments[0]));
  });
}

}  // namespace portvakt::endpoint::handlers
