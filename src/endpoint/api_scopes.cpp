#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/scopes.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;
using selfservice::Refusal;

Answer shown(const Result<Scope, Refusal>& scope) {
  if (!scope) return std::unexpected(scope.error());
  return scope_json(*scope);
}
Answer shown(const Result<std::vector<Scope>, Refusal>& scopes) {
  if (!scopes) return std::unexpected(scopes.error());
  return list_json(*scopes, scope_json);
}

Result<std::string, Refusal> named_scope(const ApiCall& call) {
  const auto query = Query::of(call.request);
  if (!query) return std::unexpected(query.error());
  return query->needed("scope");
}

Result<store::PublicScopes, Refusal> public_filter(const Query& query) {
  const auto inactive = query.inactive();
  if (!inactive) return std::unexpected(inactive.error());
  const auto delegated = query.flag("delegated_sources");
  if (!delegated) return std::unexpected(delegated.error());
  const auto for_all = query.flag("accessible_for_all");
  if (!for_all) return std::unexpected(for_all.error());
  store::PublicScopes filter;
  filter.prefix = query.text("prefix");
  filter.accessible_for_all = *for_all;
  filter.delegated_only = delegated->value_or(false);
  filter.inactive = *inactive;
  if (const auto type = query.text("integration_type")) {
    filter.integration_type = integration_type(*type);
    if (!filter.integration_type) {
      return std::unexpected(selfservice::invalid(
          "query", "integration_type",
          "integration_type må være en av: maskinporten, idporten, api_klient, "
          "krr, eformidling, ansattporten, idporten_saml2"));
    }
  }
  return filter;
}

}  // namespace

http::Response list_scopes(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_scopes>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto inactive = query->inactive();
    if (!inactive) return std::unexpected(inactive.error());
    return shown(selfservice::list_scopes(api.rules, permit, *inactive));
  });
}

/// The second generation asked `GET /scopes?scope=` for one scope (docs/protocol.md, scopes).
http::Response find_scopes(ApiServices& api, const ApiCall& call) {
  const auto query = Query::of(call.request);
  return query && query->text("scope") ? get_scope(api, call) : list_scopes(api, call);
}

http::Response create_scope(ApiServices& api, const ApiCall& call) {
  return answered<Operation::create_scope>(api, call, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_scope_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::create_scope(api.rules, permit, *draft));
  });
}

http::Response get_scope(ApiServices& api, const ApiCall& call) {
  return answered<Operation::get_scope>(api, call, [&](auto permit) -> Answer {
    const auto name = named_scope(call);
    if (!name) return std::unexpected(name.error());
    return shown(selfservice::get_scope(api.rules, permit, *name));
  });
}

http::Response update_scope(ApiServices& api, const ApiCall& call) {
  return answered<Operation::update_scope>(api, call, [&](auto permit) -> Answer {
    const auto name = named_scope(call);
    if (!name) return std::unexpected(name.error());
    const auto draft = selfservice::read_scope_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::update_scope(api.rules, permit, *name, *draft));
  });
}

http::Response delete_scope(ApiServices& api, const ApiCall& call) {
  return answered<Operation::delete_scope>(api, call, [&](auto permit) -> Answer {
    const auto name = named_scope(call);
    if (!name) return std::unexpected(name.error());
    return shown(selfservice::delete_scope(api.rules, permit, *name));
  });
}

http::Response list_public_scopes(ApiServices& api, const ApiCall& call) {
  const auto query = Query::of(call.request);
  if (!query) return refused(api, call.request, query.error());
  const auto filter = public_filter(*query);
  if (!filter) return refused(api, call.request, filter.error());
  const Answer answer = shown(selfservice::public_scopes(api.rules, *filter));
  return answer ? succeeded(*answer) : refused(api, call.request, answer.error());
}

}  // namespace portvakt::endpoint::handlers
