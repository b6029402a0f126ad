// Why grants are refused: the explanation of one, and the list of a client's refused requests.
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "grant/hint.hpp"
#include "selfservice/clients.hpp"
#include "selfservice/members.hpp"

namespace portvakt::endpoint::handlers {
namespace {

using grant::Explanation;
using grant::Outcome;
using selfservice::Operation;

Result<std::string, selfservice::Refusal> read_assertion(const ApiServices& api,
                                                         std::string_view body) {
  const auto object = selfservice::read_body(body, "grant");
  if (!object) return std::unexpected(object.error());
  selfservice::Members members(*object, "grant");
  auto assertion = members.text("assertion");
  if (!assertion && members.findings().empty())
    members.object_to("assertion", "assertion må oppgis");
  if (api.rules.policy.refuse_unknown_members) members.refuse_unknown();
  if (members.findings().empty()) return *std::move(assertion);
  return std::unexpected(selfservice::invalid(std::move(members.findings())));
}

/// Only reads. Without the database everything else can still be told.
void look_for_use(ApiServices& api, Explanation& told) {
  if (!told.use) return;
  try {
    api.rules.store.read([&](store::Reader& reader) { told.used(reader.grant_used(*told.use)); });
  } catch (const store::StoreError& e) {
    log::warn("use_unknown", {{"error.message", e.what()}});
  }
}

json::object rule_json(const grant::ToldRule& rule) {
  json::object out{{"rule", rule.name}, {"outcome", grant::word(rule.outcome)}};
  if (!rule.observation.saw.empty()) out["saw"] = rule.observation.saw;
  if (!rule.observation.expected.empty()) out["expected"] = rule.observation.expected;
  if (!rule.cure.empty()) out["cure"] = rule.cure;
  return out;
}

json::object error_json(const TokenError& error) {
  json::object out{{"status", error.status}, {"error", error.error}};
  if (!error.code.empty()) out["code"] = error.code;
  out["error_description"] = error.text;
  return out;
}

/// `issued` also where the use is unknown: that is told beside it.
std::string_view verdict(const Explanation& told) {
  if (told.stranger) return "untold";
  return told.refusal ? "refused" : "issued";
}

json::object explanation_json(const Explanation& told, Forbidden forbidden) {
  json::object out{{"token", verdict(told)}, {"server_time", rfc3339(told.now)}};
  if (told.client_id) {
    out["grant"] = {{"client_id", *told.client_id},
                    {"iat", rfc3339(told.iat)},
                    {"iat_offset_milliseconds", (told.iat - told.now).count()},
                    {"exp", rfc3339(told.exp)},
                    {"exp_offset_milliseconds", (told.exp - told.now).count()}};
  }
  if (told.refusal) {
    if (!told.stranger) out["answer"] = error_json(token_error(told.refusal->denial, forbidden));
    out["hint"] = grant::hint(*told.refusal);
  }
  out["rules"] = list_json(told.rules, rule_json);
  return out;
}

json::object refused_json(const grant::RefusedRequest& request, Forbidden forbidden) {
  const TokenError error = token_error({request.reason}, forbidden);
  json::object out{{"time", rfc3339(request.at)}, {"error", error.error}};
  if (!error.code.empty()) out["code"] = error.code;
  out["rule"] = request.rule;
  out["hint"] = request.hint;
  out["trace_id"] = request.trace;
  out["count"] = request.count;
  return out;
}

json::object refusals_json(const Client& client, const GrantDesk& desk) {
  const auto one = [&](const auto& request) { return refused_json(request, desk.forbidden); };
  const grant::ClientRefusals refusals = desk.refusals.of(client.id.text());
  return {{"client_id", client.id.text()},
          {"since", rfc3339(desk.refusals.since())},
          {"with_key", list_json(refusals.with_key, one)},
          {"without_key", list_json(refusals.without_key, one)}};
}

}  // namespace

http::Response explain_grant(ApiServices& api, const ApiCall& call) {
  return answered<Operation::explain_grant>(api, call, [&](auto permit) -> Answer {
    const auto assertion = read_assertion(api, call.request.body);
    if (!assertion) return std::unexpected(assertion.error());
    Explanation told =
        api.grants.explainer.explain(*assertion, [&](const registry::RegisteredClient& client) {
          return selfservice::may_handle(permit.caller(), client.org, client.supplier);
        });
    look_for_use(api, told);
    return explanation_json(told, api.grants.forbidden);
  });
}

http::Response list_refusals(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_refusals>(api, call, [&](auto permit) -> Answer {
    const auto client =
        selfservice::client_with_refusals(api.rules, permit, call.path_arguments[0]);
    if (!client) return std::unexpected(client.error());
    return refusals_json(*client, api.grants);
  });
}

}  // namespace portvakt::endpoint::handlers
