#include "details/detail.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <utility>

namespace portvakt::details {

std::string_view word(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "holds";
    case Verdict::not_configured:
      return "not_configured";
    case Verdict::wrong_value:
      return "wrong_value";
    case Verdict::unavailable:
      return "unavailable";
  }
  std::unreachable();
}

std::optional<std::string_view> other_member(const json::object& object,
                                             std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : object) {
    const std::string_view name = key;
    if (std::ranges::find(known, name) == known.end()) return name;
  }
  return std::nullopt;
}

json::object iso6523_object(OrgNumber org) {
  return {{"authority", kIso6523Authority}, {"ID", org.iso6523()}};
}

Result<OrgNumber, Fault> read_iso6523(const json::object& element, std::string_view name) {
  constexpr std::string_view kScheme = "0192:";
  const json::value* value = member(element, name);
  if (value == nullptr || !value->is_object()) return wrong(name);
  const json::object& notation = value->get_object();
  if (const auto other = other_member(notation, {"authority", "ID"})) return unknown_member(*other);
  const std::string_view id = string_member(notation, "ID").value_or("");
  if (string_member(notation, "authority") != kIso6523Authority || !id.starts_with(kScheme))
    return wrong(name);
  const auto org = OrgNumber::parse(id.substr(kScheme.size()));
  if (!org) return wrong(name);
  return *org;
}

}  // namespace portvakt::details
