// Statistics on the wire: which side asks decides the permit, and the form is JSON or CSV.
#include "endpoint/api_answer.hpp"
#include "endpoint/api_handlers.hpp"
#include "endpoint/statistics_json.hpp"
#include "selfservice/statistics.hpp"

#include <utility>

namespace portvakt::endpoint::handlers {
namespace {

using selfservice::Operation;
using selfservice::Permit;
using selfservice::Refusal;
using selfservice::Reported;
using selfservice::Services;
using selfservice::StatisticsQuestion;
using selfservice::StatisticsReport;

StatisticsQuestion question_of(const Query& query) {
  return {.by = query.text("by"),
          .interval = query.text("interval"),
          .from = query.text("from"),
          .to = query.text("to"),
          .scope = query.text("scope"),
          .consumer = query.text("consumer"),
          .supplier = query.text("supplier"),
          .client_id = query.text("client_id")};
}

template <Operation operation>
Reported reported(ApiServices& api, const ApiCall& call, const Query& query,
                  Reported (*statistics)(Services&, Permit<operation>, const StatisticsQuestion&)) {
  const auto permit = selfservice::authorize<operation>(call.caller);
  if (!permit) return std::unexpected(permit.error());
  return statistics(api.rules, *permit, question_of(query));
}

Reported reported(ApiServices& api, const ApiCall& call, const Query& query) {
  const std::string side = query.text("side").value_or("consumer");
  if (side == "consumer") return reported(api, call, query, selfservice::consumer_statistics);
  if (side == "owner") return reported(api, call, query, selfservice::owner_statistics);
  if (side == "supplier") return reported(api, call, query, selfservice::supplier_statistics);
  if (side == "operator") return reported(api, call, query, selfservice::all_statistics);
  return std::unexpected(selfservice::invalid(
      "query", "side", "side må være en av: consumer, owner, supplier, operator"));
}

http::Response csv(const StatisticsReport& report) {
  http::Response response;
  response.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                      {"Content-Disposition", "attachment; filename=\"statistics.csv\""}};
  if (report.truncated) response.headers.emplace_back("Portvakt-Truncated", "true");
  response.body = selfservice::statistics_csv(report);
  return response;
}

}  // namespace

http::Response get_statistics(ApiServices& api, const ApiCall& call) {
  if (!call.caller) return refused(api, call.request, selfservice::unauthenticated());
  const auto query = Query::of(call.request);
  if (!query) return refused(api, call.request, query.error());
  const Reported report = reported(api, call, *query);
  if (!report) return refused(api, call.request, report.error());
  const std::string format = query->text("format").value_or("json");
  if (format == "json") return succeeded(statistics_json(*report));
  if (format == "csv") return csv(*report);
  return refused(api, call.request,
                 selfservice::invalid("query", "format", "format må være json eller csv"));
}

}  // namespace portvakt::endpoint::handlers
