#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/delegations.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::NamedDelegation;
using selfservice::Operation;
using selfservice::Refusal;

Answer shown(const Result<NamedDelegation, Refusal>& delegation) {
  if (!delegation) return std::unexpected(delegation.error());
  return delegation_json(*delegation);
}

Result<store::Inactive, Refusal> wanted(const ApiCall& call) {
  const auto query = Query::of(call.request);
  if (!query) return std::unexpected(query.error());
  return query->inactive();
}

Result<std::string, Refusal> named_scope(const ApiCall& call) {
  const auto query = Query::of(call.request);
  if (!query) return std::unexpected(query.error());
  return query->needed("scope");
}

/// The two lists differ in whose they are only.
template <Operation operation, class List>
http::Response list_with(ApiServices& api, const ApiCall& call, List list) {
  return answered<operation>(api, call, [&](auto permit) -> Answer {
    const auto inactive = wanted(call);
    if (!inactive) return std::unexpected(inactive.error());
    const auto delegations = list(api.rules, permit, *inactive);
    if (!delegations) return std::unexpected(delegations.error());
    return list_json(*delegations, delegation_json);
  });
}

}  // namespace

http::Response list_delegations(ApiServices& api, const ApiCall& call) {
  return list_with<Operation::list_delegations>(api, call, selfservice::list_delegations);
}

http::Response list_received_delegations(ApiServices& api, const ApiCall& call) {
  return list_with<Operation::list_received_delegations>(api, call,
                                                         selfservice::list_received_delegations);
}

http::Response delegate(ApiServices& api, const ApiCall& call) {
  return answered<Operation::delegate>(api, call, [&](auto permit) -> Answer {
    const auto scope = named_scope(call);
    if (!scope) return std::unexpected(scope.error());
    const auto period = selfservice::read_period(api.rules, call.request.body);
    if (!period) return std::unexpected(period.error());
    return shown(selfservice::delegate(api.rules, permit, call.path_arguments[0], *scope, *period));
  });
}

http::Response revoke_delegation(ApiServices& api, const ApiCall& call) {
  return answered<Operation::revoke_delegation>(api, call, [&](auto permit) -> Answer {
    const auto scope = named_scope(call);
    if (!scope) return std::unexpected(scope.error());
    return shown(selfservice::revoke_delegation(api.rules, permit, call.path_arguments[0], *scope));
  });
}

}  // namespace portvakt::endpoint::handlers
