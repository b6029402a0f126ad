#include "details/consent_lookup.hpp"

#include "altinn/platform.hpp"
#include "base/text.hpp"
#include "details/consent.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace portvakt::details {
namespace {

constexpr std::size_t kLongestTime = 64;
// A token holds an answer two levels deeper, and has to be readable by this server's own reader.
constexpr std::size_t kDeepest = JsonLimits{}.depth - 2;

std::string urn_of(OrgNumber org) { return std::string(kOrganisationUrn) + org.digits(); }

bool is_about(const json::object& consent, const ConsentQuestion& question) {
  const auto id = Uuid::parse(string_member(consent, "id").value_or(""));
  return id && *id == question.id && string_member(consent, "from") == question.from &&
         string_member(consent, "to") == urn_of(question.to);
}

/// Times are passed on as they come.
std::optional<std::string_view> time_member(const json::object& consent, std::string_view name) {
  const auto text = string_member(consent, name);
  const bool right = text && !text->empty() && text->size() <= kLongestTime && is_plain_text(*text);
  return right ? text : std::nullopt;
}

bool all_strings(const json::value* value) {
  return value != nullptr && value->is_array() && !value->get_array().empty() &&
         std::ranges::all_of(value->get_array(), &json::value::is_string);
}

bool all_resources(const json::value* value) {
  return value != nullptr && value->is_array() && !value->get_array().empty() &&
         std::ranges::all_of(value->get_array(), [](const json::value& resource) {
           return resource.is_object() && string_member(resource.get_object(), "type") &&
                  string_member(resource.get_object(), "value");
         });
}

/// A right as the token has it: as received, but for the spelling of `metadata`, which Altinn
/// writes `metaData`. What is null there is absent here.
std::optional<json::object> token_right(const json::value& received) {
  if (!received.is_object()) return std::nullopt;
  const json::object& right = received.get_object();
  if (!all_strings(member(right, "action")) || !all_resources(member(right, "resource")))
    return std::nullopt;
  json::object out;
  for (const auto& [name, value] : right) {
    const std::string_view spelt = name == "metaData" ? "metadata" : std::string_view(name);
    if (spelt == "metadata" && !value.is_null() && !value.is_object()) return std::nullopt;
    if (!value.is_null() && !out.emplace(spelt, value).second) return std::nullopt;
  }
  return out;
}

std::optional<json::array> token_rights(const json::value* received) {
  if (received == nullptr || !received->is_array()) return std::nullopt;
  json::array rights;
  for (const json::value& each : received->get_array()) {
    auto right = token_right(each);
    if (!right) return std::nullopt;
    rights.emplace_back(*std::move(right));
  }
  return rights;
}

std::unexpected<std::string> no_answer(std::string why) { return std::unexpected(std::move(why)); }

}  // namespace

std::string consent_request(const ConsentQuestion& question) {
  return json::serialize(json::object{
      {"id", question.id.text()}, {"from", question.from}, {"to", urn_of(question.to)}});
}

Result<std::string, std::string> consent_claim(std::string_view body,
                                               const ConsentQuestion& question) {
  const auto answer = read_json(body, {.bytes = altinn::kLargestAnswer, .depth = kDeepest});
  if (!answer || !answer->is_object()) return no_answer("the answer is no JSON object");
  const json::object& consent = answer->get_object();
  if (!is_about(consent, question))
    return no_answer("the answer is about something else than what was asked");
  const auto consented = time_member(consent, "consented");
  const auto valid_to = time_member(consent, "validTo");
  auto rights = token_rights(member(consent, "consentRights"));
  if (!consented || !valid_to || !rights)
    return no_answer("the answer lacks a time or a right, or has a malformed one");
  const json::object claim{{"type", kConsent},
                           {"id", question.id.text()},
                           {"from", question.from},
                           {"to", iso6523_object(question.to)},
                           {"consented", *consented},
                           {"validTo", *valid_to},
                           {"consentRights", *std::move(rights)}};
  std::string text = json::serialize(claim);
  if (text.size() > kLargestClaim) return no_answer("the consent is too large for a token");
  return text;
}

bool is_list_of_problems(std::string_view body) {
  const auto answer = read_json(body, {.bytes = altinn::kLargestAnswer});
  if (!answer || !answer->is_object()) return false;
  const json::value* problems = member(answer->get_object(), "problems");
  return problems != nullptr && problems->is_array() && !problems->get_array().empty() &&
         std::ranges::all_of(problems->get_array(), [](const json::value& problem) {
           return problem.is_object() && string_member(problem.get_object(), "code");
         });
}

}  // namespace portvakt::details
