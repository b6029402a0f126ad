// The change export: everything an authorization server replicates, in pages. Objects are those of
// the other APIs but for their times, which are epoch milliseconds. No secret is among them:
// clients have public keys only.
#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "endpoint/api_page.hpp"
#include "selfservice/overview.hpp"

#include <charconv>

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;
using selfservice::Overview;
using selfservice::Refusal;

constexpr std::int64_t kUsualPage = 100;

json::object in_milliseconds(json::object object, Instant created, Instant last_updated) {
  object["created"] = created.time_since_epoch().count();
  object["last_updated"] = last_updated.time_since_epoch().count();
  return object;
}

json::object exported_key(const ClientKey& key) {
  return in_milliseconds(key_json(key), key.created, key.last_updated);
}

json::object exported_customer(const OnBehalfOf& customer) {
  return in_milliseconds(on_behalf_of_json(customer), customer.created, customer.last_updated);
}

json::object exported_client(const selfservice::WholeClient& whole) {
  const Client& client = whole.client;
  json::object out = in_milliseconds(client_json(client), client.created, client.last_updated);
  if (whole.organisation_name) out["client_org_name"] = *whole.organisation_name;
  out["onbehalfof"] = list_json(whole.customers, exported_customer);
  out["jwks"] = {{"keys", list_json(whole.keys, exported_key)}};
  return out;
}

/// A scope's descriptions by language.
json::object descriptions(const Scope& scope) {
  constexpr std::string_view kOther = "description#";
  json::object out{{"nb", scope.description}};
  for (const auto& [name, text] : scope.translations) {
    if (name.starts_with(kOther)) out[name.substr(kOther.size())] = text;
  }
  return out;
}

Result<std::optional<Instant>, Refusal> changed_since(const Query& query) {
  const auto text = query.text("changed_after");
  if (!text) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool right = fault == std::errc() && end == text->data() + text->size() && value >= 0;
  if (right) return Instant{milliseconds{value}};
  return std::unexpected(selfservice::invalid(
      "query", "changed_after", "changed_after må være et antall millisekunder siden 1970"));
}

/// The types that maskinporten-like clients can have here, all of them unless some are named.
Result<store::ClientSearch, Refusal> asked_clients(const Query& query) {
  const auto inactive = query.inactive();
  if (!inactive) return std::unexpected(inactive.error());
  auto types = asked_types(query, "integration_type");
  if (!types) return std::unexpected(types.error());
  const auto since = changed_since(query);
  if (!since) return std::unexpected(since.error());
  return store::ClientSearch{.org = std::nullopt,
                             .types = *std::move(types),
                             .text = {},
                             .changed_since = *since,
                             .inactive = *inactive};
}

/// `work(Overview, query, page)`.
template <class Work>
http::Response exported(ApiServices& api, const ApiCall& call, Work work) {
  return answered<Operation::export_changes>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto page = asked_page(*query, "size", kUsualPage);
    if (!page) return std::unexpected(page.error());
    return work(Overview(api.rules, permit), *query, *page);
  });
}

}  // namespace

http::Response export_scopes(ApiServices& api, const ApiCall& call) {
  return exported(api, call, [](Overview overview, const Query& query, AskedPage page) -> Answer {
    const auto inactive = query.inactive();
    if (!inactive) return std::unexpected(inactive.error());
    const auto described = query.flag("include_descriptions");
    if (!described) return std::unexpected(described.error());
    const store::ScopeSearch wanted{.prefix = std::nullopt, .text = {}, .inactive = *inactive};
    return page_json(overview.scopes(wanted, page.slice()), page, [&](const Scope& scope) {
      json::object out = in_milliseconds(scope_json(scope), scope.created, scope.last_updated);
      if (described->value_or(false)) out["scopeDescriptions"] = descriptions(scope);
      return out;
    });
  });
}

http::Response export_accesses(ApiServices& api, const ApiCall& call) {
  return exported(api, call, [](Overview overview, const Query& query, AskedPage page) -> Answer {
    const auto inactive = query.inactive();
    if (!inactive) return std::unexpected(inactive.error());
    store::AccessSearch wanted{.state = std::nullopt, .inactive = *inactive};
    if (const auto text = query.text("state")) {
      wanted.state = access_state(*text);
      wanted.inactive = store::Inactive::shown;
      if (!wanted.state) {
        return std::unexpected(selfservice::invalid(
            "query", "state", "state må være REQUESTED, APPROVED eller DENIED"));
      }
    }
    return page_json(overview.accesses(wanted, page.slice()), page, [](const Access& access) {
      return in_milliseconds(access_json({access, {}, {}}), access.created, access.last_updated);
    });
  });
}

http::Response export_prefixes(ApiServices& api, const ApiCall& call) {
  return exported(api, call, [](Overview overview, const Query& query, AskedPage page) -> Answer {
    const auto inactive = query.inactive();
    if (!inactive) return std::unexpected(inactive.error());
    const store::PrefixSearch wanted{.text = {}, .inactive = *inactive};
    return page_json(overview.prefixes(wanted, page.slice()), page,
                     [](const selfservice::NamedPrefix& named) {
                       return in_milliseconds(prefix_json(named), named.record.created,
                                              named.record.last_updated);
                     });
  });
}

http::Response export_clients(ApiServices& api, const ApiCall& call) {
  return exported(api, call, [](Overview overview, const Query& query, AskedPage page) -> Answer {
    const auto wanted = asked_clients(query);
    if (!wanted) return std::unexpected(wanted.error());
    return page_json(overview.whole_clients(*wanted, page.slice()), page, exported_client);
  });
}

/// This server issues tokens to machines only and has no clients that log people in.
http::Response export_login_clients(ApiServices& api, const ApiCall& call) {
  return exported(api, call, [](Overview, const Query& query, AskedPage page) -> Answer {
    const auto wanted = asked_clients(query);
    if (!wanted) return std::unexpected(wanted.error());
    return page_json({}, page, 0);
  });
}

}  // namespace portvakt::endpoint::handlers
