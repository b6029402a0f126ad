#include "delegation/recent_answers.hpp"

namespace portvakt::delegation {

bool RecentAnswers::holds(const Question& question, const ScopeName& scope) const {
  const Instant now = clock_.now();
  const std::scoped_lock lock(mutex_);
  const auto it = heard_.find(Triple{question.consumer, question.supplier, scope.text()});
  // What was heard in the future was heard before the clock was set back.
  return it != heard_.end() && it->second <= now && now - it->second < keep_;
}

void RecentAnswers::remember(const Question& question, const ScopeName& scope) {
  if (keep_ == seconds{0}) return;
  const Instant now = clock_.now();
  const std::scoped_lock lock(mutex_);
  if (heard_.size() >= kMost) heard_.clear();  // asking again is all it costs
  heard_.insert_or_assign(Triple{question.consumer, question.supplier, scope.text()}, now);
}

}  // namespace portvakt::delegation
