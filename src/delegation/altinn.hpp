// Altinn's register of delegations, asked over HTTP for every token (docs/protocol.md §6.1): one
// call a scope.
#pragma once

#include "altinn/platform.hpp"
#include "delegation/recent_answers.hpp"
#include "delegation/source.hpp"

namespace portvakt::delegation {

class Altinn final : public DelegationSource {
 public:
  /// `keep` is how long a yes is remembered.
  Altinn(altinn::Platform& platform, seconds keep, const Clock& clock);

  boost::asio::awaitable<Answer> ask(Question question, Stopwatch waiting) override;

 private:
  Result<Answer, std::string> look_up(const Question& question, altinn::Turn& turn);
  static Result<bool, std::string> look_up(const Question& question, const ScopeName& scope,
                                           altinn::Turn& turn);

  altinn::Api api_;
  RecentAnswers recent_;
};

}  // namespace portvakt::delegation
