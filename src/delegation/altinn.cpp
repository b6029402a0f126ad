#include "delegation/altinn.hpp"

#include "delegation/altinn_lookup.hpp"

#include <fmt/format.h>

#include <utility>

namespace portvakt::delegation {

Altinn::Altinn(altinn::Platform& platform, seconds keep, const Clock& clock)
    : api_(platform, "delegation", std::string(kAltinnScope), clock), recent_(keep, clock) {}

boost::asio::awaitable<Answer> Altinn::ask(Question question, Stopwatch waiting) {
  std::erase_if(question.scopes,
                [&](const ScopeName& scope) { return recent_.holds(question, scope); });
  if (question.scopes.empty()) co_return delegated();
  auto answer = co_await api_.ask(
      waiting, [this, &question](altinn::Turn& turn) { return look_up(question, turn); });
  co_return answer ? *std::move(answer) : unavailable(std::move(answer.error()));
}

Result<Answer, std::string> Altinn::look_up(const Question& question, altinn::Turn& turn) {
  for (const ScopeName& scope : question.scopes) {
    const auto says = look_up(question, scope, turn);
    if (!says) return std::unexpected(says.error());
    if (!*says) return not_delegated(scope);
    recent_.remember(question, scope);
  }
  return delegated();
}

Result<bool, std::string> Altinn::look_up(const Question& question, const ScopeName& scope,
                                          altinn::Turn& turn) {
  const auto response = turn.fetch({altinn_path(question, scope)});
  if (!response) return std::unexpected(response.error());
  if (response->status >= 400 && response->status < 500) return turn.refused(response->status);
  if (response->status != 200)
    return turn.failed(fmt::format("Altinn answered with status {}", response->status));
  auto says = altinn_says(response->body, question, scope);
  if (!says) return turn.failed("Altinn: " + says.error());
  turn.succeeded();
  return says;
}

}  // namespace portvakt::delegation
