// What the operator's own screens need beyond the older operator's API: the ledger, organisations,
// signing keys and admin clients.
#include "base/text.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "endpoint/api_operator.hpp"
#include "endpoint/api_page.hpp"
#include "endpoint/ledger_json.hpp"
#include "selfservice/admin_clients.hpp"
#include "selfservice/ledger_search.hpp"
#include "selfservice/members.hpp"
#include "selfservice/organisations.hpp"
#include "selfservice/signing_key_desk.hpp"

#include <limits>

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::ToldSigningKey;

constexpr std::int64_t kMostRows = 1000;
constexpr std::int64_t kUsualRows = 100;

json::object organisation_record_json(const Organisation& organisation) {
  return {{"orgno", organisation.orgno.digits()},
          {"name", organisation.name},
          {"created", rfc3339(organisation.created)},
          {"last_updated", rfc3339(organisation.last_updated)}};
}
Answer shown(const Result<Organisation, Refusal>& organisation) {
  if (!organisation) return std::unexpected(organisation.error());
  return organisation_record_json(*organisation);
}

json::object signing_key_json(const ToldSigningKey& key) {
  json::object out{{"kid", key.record.kid.text()}};
  if (key.record.jwk.alg) out["alg"] = jose::word(*key.record.jwk.alg);
  out["state"] = word(key.record.state);
  out["created"] = rfc3339(key.record.created);
  if (key.record.activated) out["activated"] = rfc3339(*key.record.activated);
  if (key.record.retired) out["retired"] = rfc3339(*key.record.retired);
  if (key.ripe) out["may_sign_from"] = rfc3339(*key.ripe);
  out["published"] = key.published;
  return out;
}
Answer shown(const Result<ToldSigningKey, Refusal>& key) {
  if (!key) return std::unexpected(key.error());
  return signing_key_json(*key);
}

Result<selfservice::LedgerQuestion, Refusal> asked_rows(const Query& query) {
  selfservice::LedgerQuestion question{.trace_id = query.text("trace_id"),
                                       .client_id = query.text("client_id"),
                                       .org = query.text("org"),
                                       .jti = query.text("jti"),
                                       .from = query.text("from"),
                                       .to = query.text("to"),
                                       .before = std::nullopt};
  const auto limit = asked_whole(query, "limit", 1, kMostRows, kUsualRows);
  if (!limit) return std::unexpected(limit.error());
  question.limit = *limit;
  if (query.text("before")) {
    const auto before =
        asked_whole(query, "before", 1, std::numeric_limits<std::int64_t>::max(), 1);
    if (!before) return std::unexpected(before.error());
    question.before = *before;
  }
  return question;
}

Result<std::string, Refusal> read_name(const ApiServices& api, std::string_view body) {
  const auto object = selfservice::read_body(body, "organization");
  if (!object) return std::unexpected(object.error());
  selfservice::Members members(*object, "organization");
  auto name = members.text("name");
  members.pass_over({"orgno", "created", "last_updated"});
  if (api.rules.policy.refuse_unknown_members) members.refuse_unknown();
  if (members.findings().empty()) return name.value_or("");
  return std::unexpected(selfservice::invalid(std::move(members.findings())));
}

}  // namespace

http::Response search_ledger(ApiServices& api, const ApiCall& call) {
  return answered<Operation::search_ledger>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto question = asked_rows(*query);
    if (!question) return std::unexpected(question.error());
    const auto page = selfservice::search_ledger(api.rules, permit, *question);
    if (!page) return std::unexpected(page.error());
    json::object out{{"items", list_json(page->rows, ledger_json)}};
    if (page->next) out["next"] = *page->next;
    return out;
  });
}

http::Response list_organisations(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_organisations>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto slice = asked_slice(*query);
    if (!slice) return std::unexpected(slice.error());
    const store::OrganisationSearch wanted{.text = query->text("q").value_or("")};
    return slice_json(selfservice::list_organisations(api.rules, permit, wanted, *slice),
                      organisation_record_json);
  });
}

http::Response get_registered_organisation(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_organisations>(api, call, [&](auto permit) {
    return shown(selfservice::get_organisation(api.rules, permit, call.path_arguments[0]));
  });
}

http::Response put_organisation(ApiServices& api, const ApiCall& call) {
  return operated<Operation::register_organisation>(api, call, 200, [&](auto permit) -> Answer {
    const auto name = read_name(api, call.request.body);
    if (!name) return std::unexpected(name.error());
    return shown(
        selfservice::register_organisation(api.rules, permit, call.path_arguments[0], *name));
  });
}

http::Response list_signing_keys(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_signing_keys>(api, call, [&](auto permit) -> Answer {
    return list_json(selfservice::list_signing_keys(api.rules, permit, api.signing_keys),
                     signing_key_json);
  });
}

http::Response make_signing_key(ApiServices& api, const ApiCall& call) {
  return operated<Operation::make_signing_key>(api, call, 201, [&](auto permit) {
    return shown(selfservice::make_signing_key(api.rules, permit, api.signing_keys));
  });
}

http::Response change_signing_key(ApiServices& api, const ApiCall& call) {
  return operated<Operation::change_signing_key>(api, call, 200, [&](auto permit) -> Answer {
    const auto state = selfservice::read_signing_key_state(call.request.body, api.rules.policy);
    if (!state) return std::unexpected(state.error());
    return shown(selfservice::change_signing_key(api.rules, permit, api.signing_keys,
                                                 call.path_arguments[0], *state));
  });
}

http::Response list_admin_clients(ApiServices& api, const ApiCall& call) {
  return answered<Operation::list_admin_clients>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto slice = asked_slice(*query);
    if (!slice) return std::unexpected(slice.error());
    return slice_json(selfservice::list_admin_clients(api.rules, permit, *slice), client_json);
  });
}

http::Response create_admin_client(ApiServices& api, const ApiCall& call) {
  return operated<Operation::create_admin_client>(api, call, 201, [&](auto permit) -> Answer {
    const auto order = selfservice::read_admin_client_order(call.request.body, api.rules.policy);
    if (!order) return std::unexpected(order.error());
    const auto made = selfservice::create_admin_client(api.rules, permit, *order);
    if (!made) return std::unexpected(made.error());
    return client_json(*made);
  });
}

}  // namespace portvakt::endpoint::handlers
