#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "endpoint/api_page.hpp"
#include "selfservice/access_history.hpp"
#include "selfservice/access_requests.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::NamedAccessRequest;
using selfservice::Operation;
using selfservice::Refusal;

Answer shown(const Result<NamedAccessRequest, Refusal>& request) {
  if (!request) return std::unexpected(request.error());
  return access_request_json(*request);
}

/// The two lists differ in whose they are only.
template <Operation operation, class List>
http::Response list_with(ApiServices& api, const ApiCall& call, List list) {
  return answered<operation>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto slice = asked_slice(*query);
    if (!slice) return std::unexpected(slice.error());
    const selfservice::AccessRequestFilter filter{query->text("state"), query->text("scope")};
    const auto requests = list(api.rules, permit, filter, *slice);
    if (!requests) return std::unexpected(requests.error());
    return slice_json(*requests, access_request_json);
  });
}

}  // namespace

http::Response list_access_requests(ApiServices& api, const ApiCall& call) {
  return list_with<Operation::list_access_requests>(api, call, selfservice::list_access_requests);
}

http::Response list_received_access_requests(ApiServices& api, const ApiCall& call) {
  return list_with<Operation::list_received_access_requests>(
      api, call, selfservice::list_received_access_requests);
}

http::Response get_access_request(ApiServices& api, const ApiCall& call) {
  return answered<Operation::get_access_request>(api, call, [&](auto permit) {
    return shown(selfservice::get_access_request(api.rules, permit, call.path_arguments[0]));
  });
}

http::Response request_access(ApiServices& api, const ApiCall& call) {
  return answered<Operation::request_access>(
      api, call,
      [&](auto permit) -> Answer {
        const auto draft = selfservice::read_access_request_draft(api.rules, call.request.body);
        if (!draft) return std::unexpected(draft.error());
        return shown(selfservice::request_access(api.rules, permit, *draft));
      },
      201);
}

http::Response answer_access_request(ApiServices& api, const ApiCall& call) {
  return answered<Operation::answer_access_request>(api, call, [&](auto permit) -> Answer {
    const auto answer = selfservice::read_access_answer(api.rules, call.request.body);
    if (!answer) return std::unexpected(answer.error());
    return shown(
        selfservice::answer_access_request(api.rules, permit, call.path_arguments[0], *answer));
  });
}

http::Response withdraw_access_request(ApiServices& api, const ApiCall& call) {
  return answered<Operation::withdraw_access_request>(api, call, [&](auto permit) {
    return shown(selfservice::withdraw_access_request(api.rules, permit, call.path_arguments[0]));
  });
}

http::Response list_access_history(ApiServices& api, const ApiCall& call) {
  return answered<Operation::read_access_history>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto scope = query->needed("scope");
    if (!scope) return std::unexpected(scope.error());
    const auto slice = asked_slice(*query);
    if (!slice) return std::unexpected(slice.error());
    const auto events = selfservice::access_history(api.rules, permit, *scope, *slice);
    if (!events) return std::unexpected(events.error());
    return slice_json(*events, access_event_json);
  });
}

}  // namespace portvakt::endpoint::handlers
