#include "details/system_user.hpp"

#include "base/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <utility>

namespace portvakt::details {
namespace {

/// An empty reference is none, as in the register.
Result<std::optional<ExternalRef>, Fault> read_reference(const json::object& element) {
  constexpr std::string_view kName = "externalRef";
  const json::value* value = member(element, kName);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) return wrong(kName);
  if (value->get_string().empty()) return std::nullopt;
  const auto reference = ExternalRef::parse(std::string_view(value->get_string()));
  if (!reference) return wrong(kName);
  return *reference;
}

class SystemUserDetail final : public Detail {
 public:
  SystemUserDetail(SystemUsers& users, OrgNumber owner, std::optional<ExternalRef> reference)
      : users_(users), owner_(owner), reference_(std::move(reference)) {}

  std::string_view type() const override { return kSystemUser; }
  std::string shown() const override {
    return fmt::format("a system user of {} {}", owner_.digits(),
                       reference_ ? "with externalRef " + printable(reference_->text(), 64)
                                  : "without externalRef");
  }
  /// The vendor is the token's consumer, and nobody its supplier.
  bool goes_with_consumer_org() const override { return false; }

  boost::asio::awaitable<Answer> ask(Asker asker, Stopwatch waiting) const override {
    co_return answer(co_await users_.ask(question(asker), waiting));
  }
  std::optional<Answer> at_hand(const Asker& asker) const override {
    const auto said = users_.at_hand(question(asker));
    if (!said) return std::nullopt;
    return answer(*said);
  }

 private:
  SystemUserQuestion question(const Asker& asker) const {
    return {asker.client_id, asker.org, owner_, reference_};
  }
  Answer answer(const SystemUserAnswer& said) const {
    if (!said) return unavailable(said.error());
    const auto& user = *said;
    if (!user) return not_configured();
    const json::object claim{{"type", kSystemUser},
                             {"systemuser_id", json::array{user->id.text()}},
                             {"systemuser_org", iso6523_object(owner_)},
                             {"system_id", user->system_id}};
    return holds(json::serialize(claim), user->id.text());
  }

  SystemUsers& users_;
  const OrgNumber owner_;
  const std::optional<ExternalRef> reference_;
};

}  // namespace

Result<std::shared_ptr<const Detail>, Fault> SystemUserType::read(
    const json::object& element) const {
  if (const auto other = other_member(element, {"type", "systemuser_org", "externalRef"}))
    return unknown_member(*other);
  const auto owner = read_iso6523(element, "systemuser_org");
  if (!owner) return std::unexpected(owner.error());
  auto reference = read_reference(element);
  if (!reference) return std::unexpected(reference.error());
  return std::make_shared<SystemUserDetail>(*users_, *owner, *std::move(reference));
}

}  // namespace portvakt::details
