#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/access.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::NamedAccess;
using selfservice::Operation;
using selfservice::Refusal;

Answer shown(const Result<NamedAccess, Refusal>& access) {
  if (!access) return std::unexpected(access.error());
  return access_json(*access);
}
Answer shown(const Result<std::vector<NamedAccess>, Refusal>& list) {
  if (!list) return std::unexpected(list.error());
  return list_json(*list, access_json);
}

Result<std::string, Refusal> named_scope(const ApiCall& call) {
  const auto query = Query::of(call.request);
  if (!query) return std::unexpected(query.error());
  return query->needed("scope");
}

}  // namespace

http::Response list_access(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_access>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto inactive = query->inactive();
    if (!inactive) return std::unexpected(inactive.error());
    const selfservice::AccessFilter filter{query->text("scope"), query->text("consumer_orgno"),
                                           *inactive};
    return shown(selfservice::list_access(api.rules, permit, filter));
  });
}

http::Response list_held_access(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_held_access>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto inactive = query->inactive();
    if (!inactive) return std::unexpected(inactive.error());
    return shown(selfservice::list_held_access(api.rules, permit, *inactive));
  });
}

http::Response grant_access(ApiServices& api, const ApiCall& call) {
  return answered<Operation::grant_access>(api, call, [&](auto permit) -> Answer {
    const auto scope = named_scope(call);
    if (!scope) return std::unexpected(scope.error());
    return shown(selfservice::grant_access(api.rules, permit, call.path_arguments[0], *scope));
  });
}

http::Response revoke_access(ApiServices& api, const ApiCall& call) {
  return answered<Operation::revoke_access>(api, call, [&](auto permit) -> Answer {
    const auto scope = named_scope(call);
    if (!scope) return std::unexpected(scope.error());
    return shown(selfservice::revoke_access(api.rules, permit, call.path_arguments[0], *scope));
  });
}

}  // namespace portvakt::endpoint::handlers
