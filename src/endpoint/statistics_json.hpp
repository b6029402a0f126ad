// A report of statistics as JSON, over HTTP and on the command line.
#pragma once

#include "base/json.hpp"
#include "selfservice/statistics.hpp"

namespace portvakt::endpoint {

json::object statistics_json(const selfservice::StatisticsReport& report);

}  // namespace portvakt::endpoint
