// What this process counts, in Prometheus' terms. Names and units as the field has them: `_total`,
// `_seconds`, no ids as labels. Safe from any thread; metrics live as long as the Metrics they came
// from.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}  // namespace prometheus

namespace portvakt {

using Labels = std::map<std::string, std::string>;

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  // Asking twice for the same name and labels gives the same metric, so callers need not keep them
  // (hot paths should).
  prometheus::Counter& counter(const std::string& name, const std::string& help,
                               const Labels& = {});
  prometheus::Gauge& gauge(const std::string& name, const std::string& help, const Labels& = {});
  /// Seconds, buckets from 0.5 ms to 5 s.
  prometheus::Histogram& seconds(const std::string& name, const std::string& help,
                                 const Labels& = {});
  /// Called before each exposition: sets gauges whose value is only known when asked.
  void before_exposition(std::function<void()> refresh);

  std::string text() const;  ///< the text format 0.0.4

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace portvakt
