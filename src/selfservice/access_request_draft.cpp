#include "selfservice/access_request_draft.hpp"

#include "base/text.hpp"
#include "selfservice/members.hpp"

#include <utility>

namespace portvakt::selfservice {
namespace {

constexpr std::size_t kLongestText = 1000;

// What people write is many lines of plain text; nothing here reads anything into it.
bool is_answer(std::string_view text) {
  return characters(text) <= kLongestText && is_plain_text(text, Lines::many);
}
bool is_reason(std::string_view text) { return !split_white(text).empty() && is_answer(text); }
constexpr const char* kReasonRule = "reason må ha 1 til 1000 tegn, uten styretegn";
constexpr const char* kAnswerRule = "answer kan ha høyst 1000 tegn, uten styretegn";

/// One finding a member: of its type or, where that is right, of its content.
std::string text_of(Members& members, std::string_view name, bool (*right)(std::string_view),
                    std::string rule) {
  const std::size_t found = members.findings().size();
  const std::string text = members.text(name).value_or("");
  const bool judged = members.findings().size() > found;
  if (!judged && !right(text)) members.object_to(name, std::move(rule));
  return text;
}

bool is_filled(std::string_view text) { return !text.empty(); }
bool is_answering(std::string_view text) { return text == "APPROVED" || text == "DENIED"; }

}  // namespace

Result<AccessRequestDraft, Refusal> read_access_request_draft(const Services& services,
                                                              std::string_view body) {
  const auto object = read_body(body, "accessrequest");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "accessrequest");
  AccessRequestDraft draft{text_of(members, "scope", is_filled, "scope må fylles ut"),
                           text_of(members, "reason", is_reason, kReasonRule)};
  if (services.policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(members.findings()));
  return draft;
}

Result<AccessAnswer, Refusal> read_access_answer(const Services& services, std::string_view body) {
  const auto object = read_body(body, "accessrequest");
  if (!object) return std::unexpected(object.error());
  Members members(*object, "accessrequest");
  const std::string state =
      text_of(members, "state", is_answering, "state må være APPROVED eller DENIED");
  std::string text = text_of(members, "answer", is_answer, kAnswerRule);
  if (services.policy.refuse_unknown_members) members.refuse_unknown();
  if (!members.findings().empty()) return std::unexpected(invalid(members.findings()));
  return AccessAnswer{
      state == "APPROVED" ? AccessRequestState::approved : AccessRequestState::denied,
      std::move(text)};
}

Result<AccessAnswer, Refusal> access_answer(AccessRequestState state, std::string_view text) {
  if (!is_answer(text)) return std::unexpected(invalid("accessrequest", "answer", kAnswerRule));
  return AccessAnswer{state, std::string(text)};
}

}  // namespace portvakt::selfservice
