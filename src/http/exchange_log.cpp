#include "http/exchange_log.hpp"

#include "base/log.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <utility>
#include <vector>

namespace portvakt::http {
ExchangeLog::ExchangeLog(std::string listener, Metrics& metrics)
    : listener_(std::move(listener)),
      metrics_(metrics),
      connections_(
          metrics.gauge("http_connections", "Open connections.", {{"listener", listener_}})) {}

void ExchangeLog::opened() { connections_.Increment(); }
void ExchangeLog::closed() {
  if (!retired_) connections_.Decrement();
}

void ExchangeLog::rejected(std::string_view reason) {
  const std::scoped_lock lock(mutex_);
  auto known = rejections_.find(reason);
  if (known == rejections_.end()) {
    auto& counter = metrics_.counter("http_rejected_total",
                                     "Connections and requests ended by the HTTP layer itself.",
                                     {{"reason", std::string(reason)}});
    known = rejections_.emplace(reason, &counter).first;
  }
  known->second->Increment();
}

void ExchangeLog::count(const Exchange& exchange, const Response& answer) {
  const std::scoped_lock lock(mutex_);
  Series& series = routes_[answer.route];
  if (series.duration == nullptr) {
    series.duration =
        &metrics_.seconds("http_request_duration_seconds",
                          "From the first byte of a request to the last of its answer.",
                          {{"listener", listener_}, {"route", answer.route}});
  }
  auto& requests = series.requests[{exchange.method, answer.status}];
  if (requests == nullptr) {
    requests = &metrics_.counter("http_requests_total", "Requests answered.",
                                 {{"listener", listener_},
                                  {"route", answer.route},
                                  {"method", std::string(name(exchange.method))},
                                  {"code", std::to_string(answer.status)}});
  }
  requests->Increment();
  series.duration->Observe(std::chrono::duration<double>(exchange.duration).count());
}

void ExchangeLog::record(const Exchange& exchange, const Response& answer) {
  count(exchange, answer);
  if (!log::wanted(log::Level::info)) return;
  std::vector<log::Field> fields{
      {"listener", listener_},
      {"http.request.method", name(exchange.method)},
      {"http.route", answer.route},
      {"http.response.status_code", std::int64_t{answer.status}},
      {"http.response.body.bytes", static_cast<std::int64_t>(exchange.bytes)},
      {"duration_us", std::int64_t{exchange.duration.count()}},
      {"trace.id", exchange.trace},
      {"client.address", exchange.client},
      {"user_agent.original", exchange.user_agent},
  };
  if (!exchange.delivered) fields.push_back({"http.response.delivered", false});
  for (const auto& [key, value] : answer.log_fields) {
    fields.push_back({key, std::string_view(value)});
  }
  log::write(log::Level::info, "http_request", fields);
}

}  // namespace portvakt::http
