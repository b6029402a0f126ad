#include "endpoint/statistics_json.hpp"

#include "endpoint/api_json.hpp"

namespace portvakt::endpoint {
namespace {

using selfservice::StatisticsRow;

json::object row_json(const StatisticsRow& row) {
  json::object out{{"time", row.time}, {"key", row.key}, {"name", nullptr}};
  if (row.name) out["name"] = *row.name;
  out["tokens"] = row.tokens;
  out["refusals"] = row.refusals;
  return out;
}

}  // namespace

json::object statistics_json(const selfservice::StatisticsReport& report) {
  return {{"from", report.from},
          {"to", report.to},
          {"interval", report.interval},
          {"by", report.by},
          {"rows", list_json(report.rows, row_json)},
          {"truncated", report.truncated}};
}

}  // namespace portvakt::endpoint
