#include "delegation/built_in_register.hpp"

namespace portvakt::delegation {

bool BuiltInRegister::holds(const Question& question, const ScopeName& scope) const {
  const auto known = registry_.scope(scope.text());
  return known &&
         registry_.delegated(known->index, question.consumer, question.supplier, question.at);
}

Answer BuiltInRegister::answer(const Question& question) const {
  for (const ScopeName& scope : question.scopes) {
    if (!holds(question, scope)) return not_delegated(scope);
  }
  return delegated();
}

std::optional<Answer> BuiltInRegister::at_hand(const Question& question) const {
  return answer(question);
}

// By value: a coroutine outlives what its caller lends it.
// cppcheck-suppress passedByValue
boost::asio::awaitable<Answer> BuiltInRegister::ask(Question question, Stopwatch) {
  co_return answer(question);
}

}  // namespace portvakt::delegation
