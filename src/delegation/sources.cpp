#include "delegation/sources.hpp"

#include <fmt/format.h>
#include <prometheus/counter.h>

#include <utility>

namespace portvakt::delegation {
namespace {

std::string word(Verdict verdict) {
  switch (verdict) {
    case Verdict::delegated:
      return "delegated";
    case Verdict::not_delegated:
      return "not_delegated";
    case Verdict::unavailable:
      return "unavailable";
  }
  std::unreachable();
}

}  // namespace

void Sources::add(const std::string& issuer, std::unique_ptr<DelegationSource> source) {
  by_issuer_.insert_or_assign(issuer, std::move(source));
}

// By value: a coroutine outlives what its caller lends it.
// cppcheck-suppress passedByValue
boost::asio::awaitable<Answer> Sources::ask(Uri issuer, Question question,
                                            Stopwatch waiting) const {
  const auto it = by_issuer_.find(issuer.text());
  Answer answer = it == by_issuer_.end()
                      ? unavailable(fmt::format("no register is connected for {}", issuer.text()))
                      : co_await it->second->ask(std::move(question), waiting);
  metrics_
      .counter("delegation_lookups_total", "Questions to delegation registers by answer",
               {{"result", word(answer.verdict)}})
      .Increment();
  co_return answer;
}

std::optional<Answer> Sources::at_hand(const Uri& issuer, const Question& question) const {
  const auto it = by_issuer_.find(issuer.text());
  return it == by_issuer_.end() ? std::nullopt : it->second->at_hand(question);
}

}  // namespace portvakt::delegation
