#include "delegation/altinn_lookup.hpp"

#include "altinn/platform.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace portvakt::delegation {
namespace {

/// One entry of the answer: `consumer_org`, `supplier_org` and `scopes`; the rest is for people.
bool tells_of(const json::value& entry, const Question& question, const ScopeName& scope) {
  const json::object* delegation = entry.if_object();
  if (delegation == nullptr) return false;
  const json::value* scopes = member(*delegation, "scopes");
  if (scopes == nullptr || !scopes->is_array()) return false;
  return string_member(*delegation, "consumer_org") == question.consumer.digits() &&
         string_member(*delegation, "supplier_org") == question.supplier.digits() &&
         std::ranges::any_of(scopes->get_array(), [&](const json::value& name) {
           return name.is_string() && std::string_view(name.get_string()) == scope.text();
         });
}

}  // namespace

std::string altinn_path(const Question& question, const ScopeName& scope) {
  return fmt::format(
      "/accessmanagement/api/v1/maskinporten/delegations/?supplierorg={}&consumerorg={}&scope={}",
      question.supplier.digits(), question.consumer.digits(), percent_encoded(scope.text()));
}

Result<bool, std::string> altinn_says(std::string_view body, const Question& question,
                                      const ScopeName& scope) {
  const auto answer = read_json(body, {.bytes = altinn::kLargestAnswer});
  if (!answer || !answer->is_array()) return std::unexpected("the answer is no JSON array");
  const json::array& delegations = answer->get_array();
  if (delegations.empty()) return false;
  const bool told = std::ranges::all_of(
      delegations, [&](const json::value& entry) { return tells_of(entry, question, scope); });
  if (!told) return std::unexpected("the answer is about something else than what was asked");
  return true;
}

}  // namespace portvakt::delegation
