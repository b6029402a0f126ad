#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/keys.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;

Answer shown(const Result<ClientKey, selfservice::Refusal>& key) {
  if (!key) return std::unexpected(key.error());
  return key_json(*key);
}
Answer shown(const Result<selfservice::Keys, selfservice::Refusal>& keys) {
  if (!keys) return std::unexpected(keys.error());
  return key_set_json(*keys);
}
Answer silent(const Result<selfservice::Done, selfservice::Refusal>& done) {
  if (!done) return std::unexpected(done.error());
  return nullptr;
}

}  // namespace

http::Response get_keys(ApiServices& api, const ApiCall& call) {
  return answered<Operation::get_keys>(api, call, [&](auto permit) {
    return shown(selfservice::get_keys(api.rules, permit, call.path_arguments[0]));
  });
}

http::Response replace_keys(ApiServices& api, const ApiCall& call) {
  return answered<Operation::replace_keys>(api, call, [&](auto permit) -> Answer {
    const auto drafts = selfservice::read_key_set(call.request.body, api.rules.policy);
    if (!drafts) return std::unexpected(drafts.error());
    return shown(selfservice::replace_keys(api.rules, permit, call.path_arguments[0], *drafts));
  });
}

http::Response delete_keys(ApiServices& api, const ApiCall& call) {
  return answered<Operation::delete_keys>(api, call, [&](auto permit) {
    return silent(selfservice::delete_keys(api.rules, permit, call.path_arguments[0]));
  });
}

http::Response get_key(ApiServices& api, const ApiCall& call) {
  return answered<Operation::get_key>(api, call, [&](auto permit) {
    return shown(
        selfservice::get_key(api.rules, permit, call.path_arguments[0], call.path_arguments[1]));
  });
}

http::Response put_key(ApiServices& api, const ApiCall& call) {
  return answered<Operation::put_key>(api, call, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_key(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::put_key(api.rules, permit, call.path_arguments[0],
                                      call.path_arguments[1], *draft));
  });
}

http::Response delete_key(ApiServices& api, const ApiCall& call) {
  return answered<Operation::delete_key>(api, call, [&](auto permit) {
    return silent(
        selfservice::delete_key(api.rules, permit, call.path_arguments[0], call.path_arguments[1]));
  });
}

http::Response add_key(ApiServices& api, const ApiCall& call) {
  return answered<Operation::add_key>(api, call, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_key_text(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::add_key(api.rules, permit, call.path_arguments[0], *draft));
  });
}

}  // namespace portvakt::endpoint::handlers
