#include "login/reportees.hpp"

#include "base/text.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <optional>
#include <string_view>

namespace portvakt::login {
namespace {

constexpr std::size_t kMostOrganisations = 1000;
constexpr std::size_t kLongestName = 255;

std::string plain(std::optional<std::string_view> text) {
  const bool fits = text && characters(*text) <= kLongestName && is_plain_text(*text);
  return fits ? std::string(*text) : std::string();
}

std::optional<Right> right_of(const Resources& resources, std::string_view resource) {
  if (resource.empty()) return std::nullopt;
  if (resource == resources.clients) return Right::clients;
  if (resource == resources.scopes) return Right::scopes;
  if (resource == resources.supplier) return Right::supplier;
  if (resource == resources.operator_) return Right::operator_;
  return std::nullopt;
}

std::optional<OrgNumber> organisation_of(const json::object& reportee) {
  if (string_member(reportee, "Authority") != kIso6523Authority) return std::nullopt;
  const std::string_view id = string_member(reportee, "ID").value_or("");
  if (!id.starts_with("0192:")) return std::nullopt;
  const auto org = OrgNumber::parse(id.substr(5));
  return org ? std::optional(*org) : std::nullopt;
}

void add(std::vector<Representation>& all, const json::object& reportee, Right right) {
  const auto org = organisation_of(reportee);
  if (!org) return;
  auto it = std::ranges::find(all, *org, &Representation::org);
  if (it == all.end()) {
    if (all.size() == kMostOrganisations) return;
    it = all.insert(all.end(), {*org, plain(string_member(reportee, "Name")), {}});
  }
  if (!contains(it->rights, right)) it->rights.push_back(right);
}

const json::array* list(const json::object& object, std::string_view name) {
  const json::value* value = member(object, name);
  return value != nullptr && value->is_array() ? &value->get_array() : nullptr;
}

/// In the order of rights, and no supplier without clients.
void tidy(Representation& each) {
  if (!contains(each.rights, Right::clients)) std::erase(each.rights, Right::supplier);
  std::ranges::sort(each.rights);
}

}  // namespace

std::vector<std::string> Resources::named() const {
  std::vector<std::string> all{clients, scopes, supplier, operator_};
  std::erase(all, "");
  return all;
}

std::vector<Representation> represented(const json::object& claims, const Resources& resources) {
  std::vector<Representation> all;
  const json::array* details = list(claims, "authorization_details");
  if (details == nullptr) return all;
  for (const json::value& detail : *details) {
    if (!detail.is_object()) continue;
    const json::object& element = detail.get_object();
    const auto right = right_of(resources, string_member(element, "resource").value_or(""));
    const json::array* reportees = list(element, "reportees");
    if (string_member(element, "type") != kServiceType || !right || reportees == nullptr) continue;
    for (const json::value& reportee : *reportees) {
      if (reportee.is_object()) add(all, reportee.get_object(), *right);
    }
  }
  std::ranges::for_each(all, tidy);
  std::erase_if(all, [](const Representation& each) { return each.rights.empty(); });
  return all;
}

Representation synthetic_organisation(OrgNumber org, std::string name) {
  return {org, std::move(name), {Right::clients, Right::scopes, Right::supplier}};
}

std::string requested_details(const Resources& resources) {
  json::array details;
  for (const std::string& resource : resources.named()) {
    details.push_back(json::object{
        {"type", kServiceType}, {"resource", resource}, {"representation_is_required", "true"}});
  }
  return json::serialize(details);
}

std::string name_of(const json::object& claims) { return plain(string_member(claims, "name")); }

}  // namespace portvakt::login
