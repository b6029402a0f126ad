// The operator's API over scopes, prefixes and statistics. What only the operator sets on a scope
// (INTERNAL, `protected`, `supports_european_businesses`) is set here.
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "endpoint/api_operator.hpp"
#include "endpoint/api_page.hpp"
#include "selfservice/prefixes.hpp"
#include "selfservice/scopes.hpp"

#include <algorithm>
#include <array>

namespace portvakt::endpoint::handlers {
namespace {

constexpr std::int64_t kUsualPage = 20;

Answer shown(const Result<Scope, Refusal>& scope) {
  if (!scope) return std::unexpected(scope.error());
  return scope_json(*scope);
}
Answer shown(const Result<selfservice::NamedPrefix, Refusal>& prefix) {
  if (!prefix) return std::unexpected(prefix.error());
  return prefix_json(*prefix);
}
/// A prefix that was just changed, with its owner's name.
Answer shown(ApiServices& api, const Result<PrefixRecord, Refusal>& record) {
  if (!record) return std::unexpected(record.error());
  return prefix_json({*record, api.rules.directory.name(record->owner)});
}

Result<std::string, Refusal> named_scope(const ApiCall& call) {
  const auto query = Query::of(call.request);
  if (!query) return std::unexpected(query.error());
  return query->needed("scope");
}

Result<store::ScopeSearch, Refusal> asked_scopes(const Query& query) {
  const auto inactive = query.inactive();
  if (!inactive) return std::unexpected(inactive.error());
  store::ScopeSearch wanted{
      .prefix = std::nullopt, .text = query.text("search").value_or(""), .inactive = *inactive};
  if (const auto text = query.text("prefix")) {
    const auto prefix = Prefix::parse(*text);
    if (!prefix) {
      return std::unexpected(selfservice::invalid("query", "prefix", "prefix er ikke et prefiks"));
    }
    wanted.prefix = *prefix;
  }
  return wanted;
}

// How statistics can be sorted: the word of the query and what it compares.
struct Order {
  std::string_view word;
  std::int64_t (*value)(const selfservice::OwnerReport&);
};
constexpr std::array<Order, 4> kOrders{{
    {"orgno", [](const auto& o) { return std::int64_t{o.count.owner.value()}; }},
    {"prefixCount", [](const auto& o) { return o.count.prefixes; }},
    {"scopeCount", [](const auto& o) { return o.count.scopes; }},
    {"consumerCount", [](const auto& o) { return o.count.consumers; }},
}};

Result<void, Refusal> sort(std::vector<selfservice::OwnerReport>& owners, const Query& query) {
  const auto order =
      std::ranges::find(kOrders, query.text("sort_by").value_or("orgno"), &Order::word);
  if (order == kOrders.end()) {
    return std::unexpected(selfservice::invalid(
        "query", "sort_by", "sort_by må være orgno, prefixCount, scopeCount eller consumerCount"));
  }
  const std::string direction = query.text("sort_direction").value_or("asc");
  if (direction != "asc" && direction != "desc") {
    return std::unexpected(
        selfservice::invalid("query", "sort_direction", "sort_direction må være asc eller desc"));
  }
  std::ranges::sort(owners, [&](const auto& a, const auto& b) {
    const auto left = order->value(direction == "asc" ? a : b);
    const auto right = order->value(direction == "asc" ? b : a);
    return left != right ? left < right : a.count.owner < b.count.owner;
  });
  return {};
}

json::object statistics_json(const selfservice::OwnerReport& owner) {
  json::object out{{"orgno", owner.count.owner.digits()}};
  if (owner.organisation_name) out["organization_name"] = *owner.organisation_name;
  out["prefixCount"] = owner.count.prefixes;
  out["scopeCount"] = owner.count.scopes;
  out["consumerCount"] = owner.count.consumers;
  return out;
}

json::object key_of_client_json(const store::KeyOfClient& found) {
  json::object out{{"client_id", found.client.text()}};
  for (auto& [name, value] : key_json(found.key)) out[name] = std::move(value);
  return out;
}

}  // namespace

http::Response operator_list_scopes(ApiServices& api, const ApiCall& call) {
  return operators_look(api, call, [&](Overview overview) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto page = asked_page(*query, "page_size", kUsualPage);
    if (!page) return std::unexpected(page.error());
    const auto wanted = asked_scopes(*query);
    if (!wanted) return std::unexpected(wanted.error());
    return page_json(overview.scopes(*wanted, page->slice()), *page, scope_json);
  });
}

http::Response operator_create_scope(ApiServices& api, const ApiCall& call) {
  return operated<Operation::create_scope>(api, call, 201, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_scope_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::create_scope(api.rules, permit, *draft));
  });
}

http::Response operator_get_scope(ApiServices& api, const ApiCall& call) {
  return operators_look(api, call, [&](Overview overview) -> Answer {
    const auto name = named_scope(call);
    if (!name) return std::unexpected(name.error());
    return shown(overview.scope(*name));
  });
}

http::Response operator_update_scope(ApiServices& api, const ApiCall& call) {
  return operated<Operation::update_scope>(api, call, 200, [&](auto permit) -> Answer {
    const auto name = named_scope(call);
    if (!name) return std::unexpected(name.error());
    const auto draft = selfservice::read_scope_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(selfservice::update_scope(api.rules, permit, *name, *draft));
  });
}

http::Response operator_delete_scope(ApiServices& api, const ApiCall& call) {
  return operated<Operation::delete_scope>(api, call, 204, [&](auto permit) -> Answer {
    const auto name = named_scope(call);
    if (!name) return std::unexpected(name.error());
    return silent(selfservice::delete_scope(api.rules, permit, *name));
  });
}

http::Response operator_list_prefixes(ApiServices& api, const ApiCall& call) {
  return operators_look(api, call, [&](Overview overview) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto page = asked_page(*query, "page_size", kUsualPage);
    if (!page) return std::unexpected(page.error());
    const auto inactive = query->inactive();
    if (!inactive) return std::unexpected(inactive.error());
    const store::PrefixSearch wanted{query->text("search").value_or(""), *inactive};
    return page_json(overview.prefixes(wanted, page->slice()), *page, prefix_json);
  });
}

http::Response operator_create_prefix(ApiServices& api, const ApiCall& call) {
  return operated<Operation::assign_prefix>(api, call, 201, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_prefix_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(api, selfservice::assign_prefix(api.rules, permit, draft->prefix.value_or(""),
                                                 draft->owner_orgno.value_or("")));
  });
}

http::Response operator_get_prefix(ApiServices& api, const ApiCall& call) {
  return operators_look(
      api, call, [&](Overview overview) { return shown(overview.prefix(call.path_arguments[0])); });
}

http::Response operator_update_prefix(ApiServices& api, const ApiCall& call) {
  return operated<Operation::assign_prefix>(api, call, 200, [&](auto permit) -> Answer {
    const auto draft = selfservice::read_prefix_draft(call.request.body, api.rules.policy);
    if (!draft) return std::unexpected(draft.error());
    return shown(api,
                 selfservice::update_prefix(api.rules, permit, call.path_arguments[0], *draft));
  });
}

http::Response operator_delete_prefix(ApiServices& api, const ApiCall& call) {
  return operated<Operation::drop_prefix>(api, call, 204, [&](auto permit) {
    return silent(selfservice::drop_prefix(api.rules, permit, call.path_arguments[0]));
  });
}

http::Response operator_list_statistics(ApiServices& api, const ApiCall& call) {
  return operators_look(api, call, [&](Overview overview) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    auto owners = overview.owners();
    if (const auto sorted = sort(owners, *query); !sorted) return std::unexpected(sorted.error());
    return list_json(owners, statistics_json);
  });
}

http::Response operator_list_organisation_keys(ApiServices& api, const ApiCall& call) {
  return operators_look(api, call, [&](Overview overview) -> Answer {
    const auto keys = overview.keys_of_organisation(call.path_arguments[0]);
    if (!keys) return std::unexpected(keys.error());
    return list_json(*keys, key_of_client_json);
  });
}

}  // namespace portvakt::endpoint::handlers
