#include "delegation/altinn.hpp"

#include "base/log.hpp"
#include "base/task.hpp"
#include "delegation/altinn_lookup.hpp"

#include <fmt/format.h>

#include <utility>

namespace portvakt::delegation {
namespace {

/// A place among those who ask; given back when the question is answered.
class Place {
 public:
  explicit Place(std::atomic<int>& taken) : taken_(taken), number_(++taken) {}
  ~Place() { --taken_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  int number() const { return number_; }

 private:
  std::atomic<int>& taken_;
  const int number_;
};

}  // namespace

Altinn::Altinn(Options options, const Clock& clock)
    : options_(std::move(options)), breaker_(clock), recent_(options_.keep, clock) {}

boost::asio::awaitable<Answer> Altinn::ask(Question question) {
  std::erase_if(question.scopes,
                [&](const ScopeName& scope) { return recent_.holds(question, scope); });
  if (question.scopes.empty()) co_return delegated();

  const Place place(at_once_);
  if (place.number() > kMostAtOnce) co_return unavailable("too many questions to Altinn at once");
  if (!breaker_.allows()) co_return unavailable("Altinn failed a moment ago and is left alone");

  const Stopwatch watch;
  const auto token = co_await options_.token();
  if (!token) co_return unavailable(token.error());
  co_return co_await on(options_.pool, [&] { return look_up(question, *token, watch); });
}

Answer Altinn::look_up(const Question& question, const std::string& token, const Stopwatch& watch) {
  for (const ScopeName& scope : question.scopes) {
    const auto spent = std::chrono::ceil<milliseconds>(watch.elapsed());
    if (spent >= options_.timeout) return failed("Altinn took too long");
    Answer answer = look_up(question, scope, token, options_.timeout - spent);
    if (answer.verdict != Verdict::delegated) return answer;
    recent_.remember(question, scope);
  }
  return delegated();
}

Answer Altinn::look_up(const Question& question, const ScopeName& scope, const std::string& token,
                       milliseconds left) {
  const auto response = options_.fetch(altinn_url(options_.platform, question, scope), token, left);
  if (!response) return failed(response.error());
  if (response->status >= 400 && response->status < 500) {
    // It is there and does not like this question: no reason to leave it alone with others.
    breaker_.succeeded();
    log::warn("delegation_lookup_refused", {{"http.response.status_code", response->status}});
    return unavailable(fmt::format("Altinn answered with status {}", response->status));
  }
  if (response->status != 200)
    return failed(fmt::format("Altinn answered with status {}", response->status));
  const auto says = altinn_says(response->body, question, scope);
  if (!says) return failed("Altinn: " + says.error());
  breaker_.succeeded();
  return *says ? delegated() : not_delegated(scope);
}

Answer Altinn::failed(std::string why) {
  breaker_.failed();
  log::warn("delegation_lookup_failed", {{"error.message", why}});
  return unavailable(std::move(why));
}

}  // namespace portvakt::delegation
