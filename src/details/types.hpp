// The types of authorization details that this server serves. Filled before the first question and
// constant from then on.
#pragma once

#include "base/metrics.hpp"
#include "details/detail.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::details {

class Types {
 public:
  explicit Types(Metrics& metrics) : metrics_(metrics) {}

  void add(std::unique_ptr<const Type> type);
  const Type* find(std::string_view urn) const;  ///< nullptr: not served
  std::vector<std::string_view> urns() const;    ///< in the order they were added

  /// Puts the question and counts the answer.
  boost::asio::awaitable<Answer> ask(std::shared_ptr<const Detail> detail, Asker asker,
                                     Stopwatch waiting) const;

 private:
  Metrics& metrics_;
  std::vector<std::unique_ptr<const Type>> types_;
};

}  // namespace portvakt::details
