#include "details/consent.hpp"

#include "details/consent_lookup.hpp"
#include "model/person_id.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

namespace portvakt::details {
namespace {

bool is_party(std::string_view urn) {
  if (urn.starts_with(kPersonUrn)) return is_person_id(urn.substr(kPersonUrn.size()));
  if (urn.starts_with(kOrganisationUrn))
    return OrgNumber::parse(urn.substr(kOrganisationUrn.size())).has_value();
  return false;
}

/// Statuses that speak of this server or of the moment, not of the consent.
bool is_about_us(int status) { return status == 401 || status == 408 || status == 429; }

Result<Answer, std::string> look_up(const ConsentQuestion& question, altinn::Turn& turn) {
  const auto response = turn.fetch({std::string(kConsentPath), consent_request(question)});
  if (!response) return std::unexpected(response.error());
  const int status = response->status;
  if (is_about_us(status)) return turn.refused(status);
  const bool refused =
      (status >= 400 && status < 500) || (status >= 500 && is_list_of_problems(response->body));
  if (refused) {
    turn.succeeded();
    return wrong_value("id");
  }
  if (status != 200) return turn.failed(fmt::format("Altinn answered with status {}", status));
  auto claim = consent_claim(response->body, question);
  if (!claim) return turn.failed("Altinn: " + claim.error());
  turn.succeeded();
  return holds(*std::move(claim), question.id.text());
}

class ConsentDetail final : public Detail {
 public:
  ConsentDetail(altinn::Api& api, Uuid id, std::string from)
      : api_(api), id_(std::move(id)), from_(std::move(from)) {}

  std::string_view type() const override { return kConsent; }
  std::string shown() const override {
    const bool person = from_.starts_with(kPersonUrn);
    return fmt::format("consent {} from {}", id_.text(),
                       person ? "a person" : from_.substr(kOrganisationUrn.size()));
  }
  bool goes_with_consumer_org() const override { return true; }

  boost::asio::awaitable<Answer> ask(Asker asker, Stopwatch waiting) const override {
    const ConsentQuestion question{id_, from_, asker.consumer};
    auto answer = co_await api_.ask(
        waiting, [&question](altinn::Turn& turn) { return look_up(question, turn); });
    co_return answer ? *std::move(answer) : unavailable(std::move(answer.error()));
  }

 private:
  altinn::Api& api_;
  const Uuid id_;
  const std::string from_;
};

}  // namespace

ConsentType::ConsentType(altinn::Platform& platform, const Clock& clock)
    : api_(std::make_unique<altinn::Api>(platform, "consent", std::string(kConsentScope), clock)) {}

Result<std::shared_ptr<const Detail>, Fault> ConsentType::read(const json::object& element) const {
  if (const auto other = other_member(element, {"type", "id", "from"}))
    return unknown_member(*other);
  auto id = Uuid::parse(string_member(element, "id").value_or(""));
  if (!id) return wrong("id");
  const std::string_view from = string_member(element, "from").value_or("");
  if (!is_party(from)) return wrong("from");
  return std::make_shared<ConsentDetail>(*api_, *std::move(id), std::string(from));
}

}  // namespace portvakt::details
