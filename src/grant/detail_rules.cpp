#include "grant/detail_rules.hpp"

#include "base/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <utility>

namespace portvakt::grant {
namespace {

/// Refuses with what the observation tells.
std::unexpected<Denial> refuse(Judgement& j, Denial denial, std::string saw) {
  j.offence = std::move(saw);
  return std::unexpected(std::move(denial));
}

std::unexpected<Denial> refuse(Judgement& j, const details::Fault& fault) {
  switch (fault.kind) {
    case details::Fault::Kind::unknown_member:
      return refuse(j, {Reason::unknown_authorization_details_member},
                    fmt::format("a member \"{}\"", printable(fault.name, 64)));
    case details::Fault::Kind::wrong_value:
      return refuse(j, {Reason::wrong_authorization_details_value, {fault.name}},
                    fmt::format("no right value of {}", fault.name));
  }
  std::unreachable();
}

const details::Type* served(const Judgement& j, const json::value& element) {
  if (!element.is_object()) return nullptr;
  return j.details.find(string_member(element.get_object(), "type").value_or(""));
}

}  // namespace

Verdict check_detail_form(Judgement& j) {
  const auto& elements = j.grant.claims().authorization_details;
  if (!elements) return {};
  if (elements->size() != 1) {
    return refuse(j, {Reason::wrong_authorization_details_value, {"authorization_details"}},
                  fmt::format("{} elements", elements->size()));
  }
  const json::value& element = elements->front();
  const details::Type* type = served(j, element);
  if (type == nullptr)
    return refuse(j, {Reason::unknown_authorization_details}, "a type that is not served");
  auto detail = type->read(element.get_object());
  if (!detail) return refuse(j, detail.error());
  if (j.consumer_org && !(*detail)->goes_with_consumer_org())
    return refuse(j, {Reason::malformed_assertion}, "consumer_org beside " + (*detail)->shown());
  j.detail = *std::move(detail);
  return {};
}
Observation observe_detail_form(const Judgement& j) {
  if (!j.grant.claims().authorization_details) return {"no authorization_details", "nothing"};
  const auto urns = j.details.urns();
  const std::vector<std::string> types(urns.begin(), urns.end());
  return {j.detail && j.offence.empty() ? j.detail->shown() : j.offence,
          fmt::format("one object, of a type that is served ({}), with the type's own members",
                      types.empty() ? "none is" : join(types, ", "))};
}

Verdict check_detail(Judgement& j) {
  if (!j.detail) return {};
  // A register that was not asked has not said yes either.
  if (!j.detail_answer)
    return refuse(j, {Reason::unavailable}, "and a register that was not asked");
  switch (j.detail_answer->verdict) {
    case details::Verdict::holds:
      return {};
    case details::Verdict::not_configured:
      return refuse(j, {Reason::customer_not_configured}, "which the register does not have");
    case details::Verdict::wrong_value:
      return refuse(j, {Reason::wrong_authorization_details_value, {j.detail_answer->detail}},
                    "which the register does not give to this consumer");
    case details::Verdict::unavailable:
      return refuse(j, {Reason::unavailable},
                    "and a register that cannot tell: " + j.detail_answer->detail);
  }
  std::unreachable();
}
Observation observe_detail(const Judgement& j) {
  if (!j.detail) return {"no authorization_details", "nothing"};
  const bool asked = j.detail_answer.has_value();
  const std::string says = !j.offence.empty() ? j.offence
                           : asked            ? "which the register knows"
                                              : "and a register that was not asked";
  return {fmt::format("{}, {}", j.detail->shown(), says),
          fmt::format("what the register has for client {} of {}, with {} as the token's consumer",
                      j.grant.client().id.text(), j.grant.client().org.digits(),
                      detail_asker(j).consumer.digits())};
}

details::Asker detail_asker(const Judgement& j) {
  const registry::RegisteredClient& client = j.grant.client();
  return {client.id.text(), client.org, j.consumer_org.value_or(client.org)};
}

}  // namespace portvakt::grant
