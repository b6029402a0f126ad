#include "details/altinn_system_users.hpp"

#include "base/text.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <utility>

namespace portvakt::details {
namespace {

constexpr std::string_view kScope = "altinn:maskinporten/systemuser.read";
constexpr std::size_t kLongestSystemId = 255;

std::unexpected<std::string> no_answer(std::string why) { return std::unexpected(std::move(why)); }

/// Altinn copies the system's id into `productName` for older readers; answers of before have it
/// there only.
std::string_view system_id(const json::object& user) {
  const auto id = string_member(user, "systemId").value_or("");
  return id.empty() ? string_member(user, "productName").value_or("") : id;
}

bool is_of(const json::object& user, const SystemUserQuestion& question) {
  const auto reference = string_member(user, "externalRef");
  return string_member(user, "reporteeOrgNo") == question.owner.digits() &&
         string_member(user, "supplierOrgno") == question.vendor.digits() &&
         (!question.external_ref || !reference || *reference == question.external_ref->text());
}

SystemUserAnswer look_up(const SystemUserQuestion& question, altinn::Turn& turn) {
  const auto response = turn.fetch({system_user_path(question)});
  if (!response) return std::unexpected(response.error());
  if (response->status == 404) {
    turn.succeeded();
    return std::nullopt;
  }
  if (response->status >= 400 && response->status < 500) return turn.refused(response->status);
  if (response->status != 200)
    return turn.failed(fmt::format("Altinn answered with status {}", response->status));
  auto says = system_user_says(response->body, question);
  if (!says) return turn.failed("Altinn: " + says.error());
  turn.succeeded();
  return says;
}

}  // namespace

AltinnSystemUsers::AltinnSystemUsers(altinn::Platform& platform, const Clock& clock)
    : api_(platform, "system_user", std::string(kScope), clock) {}

// By value: a coroutine outlives what its caller lends it.
// cppcheck-suppress passedByValue
boost::asio::awaitable<SystemUserAnswer> AltinnSystemUsers::ask(SystemUserQuestion question,
                                                                Stopwatch waiting) {
  co_return co_await api_.ask(waiting,
                              [&question](altinn::Turn& turn) { return look_up(question, turn); });
}

std::string system_user_path(const SystemUserQuestion& question) {
  std::string path = fmt::format(
      "/authentication/api/v1/systemuser/byExternalId"
      "?clientId={}&systemProviderOrgNo={}&systemUserOwnerOrgNo={}",
      percent_encoded(question.client_id), question.vendor.digits(), question.owner.digits());
  if (question.external_ref)
    path += "&externalRef=" + percent_encoded(question.external_ref->text());
  return path;
}

SystemUserAnswer system_user_says(std::string_view body, const SystemUserQuestion& question) {
  const auto answer = read_json(body, {.bytes = altinn::kLargestAnswer});
  if (!answer || !answer->is_object()) return no_answer("the answer is no JSON object");
  const json::object& user = answer->get_object();
  if (!is_of(user, question))
    return no_answer("the answer is about something else than what was asked");
  const json::value* deleted = member(user, "isDeleted");
  if (deleted != nullptr && !deleted->is_bool())
    return no_answer("isDeleted is neither yes nor no");
  if (deleted != nullptr && deleted->get_bool()) return std::nullopt;
  const auto id = Uuid::parse(string_member(user, "id").value_or(""));
  const std::string_view system = system_id(user);
  if (!id || system.empty() || system.size() > kLongestSystemId || !is_plain_text(system))
    return no_answer("the answer has no id or no system");
  return FoundSystemUser{*id, std::string(system)};
}

}  // namespace portvakt::details
