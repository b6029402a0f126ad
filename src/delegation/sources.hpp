// The registers this server can ask, by the issuer that scopes name as their delegation source.
// Filled before the first question and constant from then on.
#pragma once

#include "base/metrics.hpp"
#include "delegation/source.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace portvakt::delegation {

class Sources {
 public:
  explicit Sources(Metrics& metrics) : metrics_(metrics) {}

  void add(const std::string& issuer, std::unique_ptr<DelegationSource> source);
  /// Unavailable when no register answers for that issuer: that nobody can tell is not a no.
  boost::asio::awaitable<Answer> ask(Uri issuer, Question question, Stopwatch waiting) const;
  /// Nothing where an outside register would have to be asked.
  std::optional<Answer> at_hand(const Uri& issuer, const Question& question) const;

 private:
  Metrics& metrics_;
  std::map<std::string, std::unique_ptr<DelegationSource>, std::less<>> by_issuer_;
};

}  // namespace portvakt::delegation
