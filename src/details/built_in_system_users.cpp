#include "details/built_in_system_users.hpp"

namespace portvakt::details {

std::optional<FoundSystemUser> BuiltInSystemUsers::find(const SystemUserQuestion& question) const {
  const ExternalRef reference =
      question.external_ref.value_or(ExternalRef::of_owner(question.owner));
  const auto user = registry_.system_user({question.client_id, question.owner, reference.text()});
  // A system belongs to its vendor, whoever has the client today.
  if (!user || user->system.vendor() != question.vendor) return std::nullopt;
  return FoundSystemUser{user->id, user->system.text()};
}

std::optional<SystemUserAnswer> BuiltInSystemUsers::at_hand(
    const SystemUserQuestion& question) const {
  return SystemUserAnswer(find(question));
}

// By value: a coroutine outlives what its caller lends it.
// cppcheck-suppress passedByValue
boost::asio::awaitable<SystemUserAnswer> BuiltInSystemUsers::ask(SystemUserQuestion question,
                                                                 Stopwatch) {
  co_return find(question);
}

}  // namespace portvakt::details
