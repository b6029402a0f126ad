#include "details/types.hpp"

#include <prometheus/counter.h>

#include <algorithm>
#include <utility>

namespace portvakt::details {

void Types::add(std::unique_ptr<const Type> type) { types_.push_back(std::move(type)); }

const Type* Types::find(std::string_view urn) const {
  const auto it =
      std::ranges::find_if(types_, [&](const auto& type) { return type->urn() == urn; });
  return it == types_.end() ? nullptr : it->get();
}

std::vector<std::string_view> Types::urns() const {
  std::vector<std::string_view> urns;
  urns.reserve(types_.size());
  for (const auto& type : types_) urns.push_back(type->urn());
  return urns;
}

// By value: a coroutine outlives what its caller lends it.
// cppcheck-suppress passedByValue
boost::asio::awaitable<Answer> Types::ask(std::shared_ptr<const Detail> detail, Asker asker,
                                          Stopwatch waiting) const {
  Answer answer = co_await detail->ask(std::move(asker), waiting);
  metrics_
      .counter(
          "authorization_details_lookups_total", "Questions about authorization details",
          {{"type", std::string(detail->type())}, {"result", std::string(word(answer.verdict))}})
      .Increment();
  co_return answer;
}

}  // namespace portvakt::details
