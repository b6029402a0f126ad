// One listener's access log line and metrics. Safe from any thread; keeps the metric objects it has
// met, so that an exchange costs one small lookup under a lock. Never sees a query or a body.
#pragma once

#include "base/metrics.hpp"
#include "http/message.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace portvakt::http {

/// What one exchange was, once it is over.
struct Exchange {
  Method method = Method::other;
  std::string trace;
  std::string client;
  std::string user_agent;  ///< capped
  std::size_t bytes = 0;   ///< of content
  std::chrono::microseconds duration{};
  bool delivered = true;  ///< false: the client was gone or too slow to take the answer
};

class ExchangeLog {
 public:
  ExchangeLog(std::string listener, Metrics& metrics);

  void opened();
  void closed();
  /// The Metrics are about to go; sessions that are only destroyed with their io_context must not
  /// touch them again.
  void retire() { retired_ = true; }
  void rejected(std::string_view reason);
  void record(const Exchange& exchange, const Response& answer);
  const std::string& listener() const { return listener_; }

 private:
  struct Series {
    prometheus::Histogram* duration = nullptr;
    std::map<std::pair<Method, int>, prometheus::Counter*> requests;
  };
  void count(const Exchange& exchange, const Response& answer);

  const std::string listener_;
  Metrics& metrics_;
  prometheus::Gauge& connections_;
  std::atomic<bool> retired_ = false;

  std::mutex mutex_;  // guards what follows
  std::map<std::string, Series, std::less<>> routes_;
  std::map<std::string, prometheus::Counter*, std::less<>> rejections_;
};

}  // namespace portvakt::http
