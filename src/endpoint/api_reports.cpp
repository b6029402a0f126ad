// What the operator's organisation reads for support and for the bill.
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/api_json.hpp"
#include "selfservice/overview.hpp"

#include <cctype>

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;
using selfservice::Overview;
using selfservice::Refusal;

// The list has no pages, so it has an end.
constexpr std::int64_t kMostIntegrations = 10'000;

/// The words of this list are older than those of clients, and in capitals.
std::string integration_word(IntegrationType type) {
  if (type == IntegrationType::krr) return "KRR_REST";
  if (type == IntegrationType::eformidling) return "EFORMIDLING_DPI";
  std::string text(word(type));
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

json::object integration_json(const Client& client) {
  json::object out{{"id", client.id.text()},
                   {"description", client.description},
                   {"customer_organization_number", client.org.digits()}};
  if (client.supplier) out["supplier_organization_number"] = client.supplier->digits();
  out["integration_type"] = integration_word(client.integration_type);
  out["active"] = client.active;
  out["created"] = rfc3339(client.created);
  out["last_updated"] = rfc3339(client.last_updated);
  return out;
}

json::object owner_json(const selfservice::OwnerReport& owner) {
  const auto text = [](const Prefix& prefix) { return json::value(prefix.text()); };
  return {{"customer_organization_number", owner.count.owner.digits()},
          {"prefix", list_json(owner.prefixes, text)},
          {"consumer_count", owner.count.consumers}};
}

Result<store::ClientSearch, Refusal> asked_integrations(const Query& query) {
  store::ClientSearch wanted{.org = {}, .types = {}, .text = {}, .changed_since = {}};
  wanted.inactive = store::Inactive::shown;
  if (const auto orgno = query.text("org_number")) {
    const auto org = OrgNumber::parse(*orgno);
    if (!org) {
      return std::unexpected(
          selfservice::invalid({selfservice::bad_org_number("query", "org_number")}));
    }
    wanted.org = *org;
  }
  if (const auto since = query.text("updated_since")) {
    wanted.changed_since = parse_time(*since);
    if (!wanted.changed_since) {
      return std::unexpected(selfservice::invalid(
          "query", "updated_since",
          "updated_since må være et tidspunkt i UTC, som 2026-03-02T08:30:00Z"));
    }
  }
  return wanted;
}

}  // namespace

http::Response list_integrations(ApiServices& api, const ApiCall& call) {
  return answered<Operation::report>(api, call, [&](auto permit) -> Answer {
    const auto query = Query::of(call.request);
    if (!query) return std::unexpected(query.error());
    const auto wanted = asked_integrations(*query);
    if (!wanted) return std::unexpected(wanted.error());
    const auto part =
        Overview(api.rules, permit).clients(*wanted, {.skip = 0, .take = kMostIntegrations});
    if (part.total > kMostIntegrations) {
      return std::unexpected(selfservice::invalid(
          "query", "updated_since",
          "Mer enn 10000 integrasjoner passer, avgrens med org_number eller updated_since"));
    }
    return list_json(part.items, integration_json);
  });
}

http::Response list_apis(ApiServices& api, const ApiCall& call) {
  return answered<Operation::report>(api, call, [&](auto permit) -> Answer {
    return list_json(Overview(api.rules, permit).owners(), owner_json);
  });
}

}  // namespace portvakt::endpoint::handlers
