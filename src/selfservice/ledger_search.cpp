#include "selfservice/ledger_search.hpp"

#include "base/time_text.hpp"

#include <string_view>
#include <utility>

namespace portvakt::selfservice {
namespace {

std::optional<Instant> time_of(std::string_view field, const std::optional<std::string>& text,
                               Findings& findings) {
  if (!text) return std::nullopt;
  const auto at = parse_time(*text);
  if (!at) {
    const std::string name(field);
    findings.push_back(
        {name + " må være et tidspunkt i UTC, som 2026-03-02T08:30:00Z", name, "query"});
  }
  return at;
}

Result<store::LedgerQuery, Refusal> query_of(const LedgerQuestion& question) {
  Findings findings;
  store::LedgerQuery query{.client_id = question.client_id,
                           .trace = question.trace_id,
                           .token_jti = question.jti,
                           .organisation = {},
                           .from = time_of("from", question.from, findings),
                           .to = time_of("to", question.to, findings),
                           .before_id = question.before,
                           .after_id = {},
                           .limit = static_cast<std::size_t>(question.limit)};
  if (question.org) {
    const auto org = OrgNumber::parse(*question.org);
    if (org) query.organisation = *org;
    if (!org) findings.push_back(bad_org_number("query", "org"));
  }
  if (query.from && query.to && *query.from > *query.to) {
    findings.push_back({"from må ikke være etter to", "from", "query"});
  }
  if (!findings.empty()) return std::unexpected(invalid(std::move(findings)));
  return query;
}

}  // namespace

Result<store::LedgerPage, Refusal> search_ledger(Services& services,
                                                 Permit<Operation::search_ledger>,
                                                 const LedgerQuestion& question) {
  const auto query = query_of(question);
  if (!query) return std::unexpected(query.error());
  store::LedgerPage page;
  services.store.read(
      [&](store::Reader& reader) { page = reader.ledger(*query, kMostSearchedRows); });
  return page;
}

}  // namespace portvakt::selfservice
