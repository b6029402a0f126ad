#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/organisations.hpp"
#include "selfservice/prefixes.hpp"

namespace portvakt::endpoint::handlers {

using selfservice::Operation;

http::Response list_prefixes(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_prefixes>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto inactive = query->inactive();
    if (!inactive) return std::unexpected(inactive.error());
    const auto prefixes = selfservice::list_prefixes(api.rules, permit, *inactive);
    if (!prefixes) return std::unexpected(prefixes.error());
    return list_json(*prefixes, prefix_json);
  });
}

http::Response list_all_prefixes(ApiServices& api, const ApiCall& call) {
  const auto query = Query::of(call.request);
  if (!query) return refused(api, call.request, query.error());
  const auto inactive = query->inactive();
  if (!inactive) return refused(api, call.request, inactive.error());
  return succeeded(list_json(selfservice::all_prefixes(api.rules, *inactive), prefix_json));
}

http::Response get_organisation(ApiServices& api, const ApiCall& call) {
  const auto organisation = selfservice::find_organisation(api.rules, call.path_arguments[0]);
  if (!organisation) return refused(api, call.request, organisation.error());
  return succeeded(organisation_json(*organisation));
}

http::Response list_delegation_sources(ApiServices& api, const ApiCall&) {
  return succeeded(list_json(selfservice::delegation_sources(api.rules), delegation_source_json));
}

http::Response get_user(ApiServices& api, const ApiCall& call) {
  return answered<Operation::get_user>(api, call, [&](auto permit) -> Answer {
    return user_json(selfservice::get_user(api.rules, permit));
  });
}

}  // namespace portvakt::endpoint::handlers
