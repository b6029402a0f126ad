// Who can tell whether a consumer delegated scopes to a supplier. Asked while a token request
// waits, after every rule that costs nothing; an implementation never blocks the thread that asks.
#pragma once

#include "base/clock.hpp"
#include "base/stopwatch.hpp"
#include "model/names.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace portvakt::delegation {

/// Does `consumer` let `supplier` use all of these scopes at that moment?
struct Question {
  OrgNumber consumer, supplier;
  std::vector<ScopeName> scopes;  ///< at least one
  Instant at;
};

enum class Verdict { delegated, not_delegated, unavailable };

struct Answer {
  Verdict verdict;
  std::string detail;  ///< the scope that is not delegated, or why nobody can tell; for people
};
inline Answer delegated() { return {Verdict::delegated, {}}; }
inline Answer not_delegated(const ScopeName& scope) {
  return {Verdict::not_delegated, scope.text()};
}
inline Answer unavailable(std::string why) { return {Verdict::unavailable, std::move(why)}; }

class DelegationSource {
 public:
  virtual ~DelegationSource() = default;
  /// `waiting` runs since the grant began to wait: all its lookups have one time-out.
  virtual boost::asio::awaitable<Answer> ask(Question question, Stopwatch waiting) = 0;
  /// What can be said without asking anybody, for an explanation; nothing where somebody must be.
  virtual std::optional<Answer> at_hand(const Question&) const { return std::nullopt; }
};

}  // namespace portvakt::delegation
