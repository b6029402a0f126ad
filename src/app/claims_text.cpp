#include "app/claims_text.hpp"

#include "app/times.hpp"
#include "base/text.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <array>

namespace portvakt::app {
namespace {

/// What a reader asks first stands first; other claims follow in the token's order.
constexpr std::array<std::string_view, 11> kOrder{
    "iss",   "client_id", "client_amr", "consumer", "supplier", "delegation_source",
    "scope", "aud",       "iat",        "exp",      "jti"};

std::string plain(const json::value& value) {
  return printable(value.is_string() ? std::string(value.get_string()) : json::serialize(value),
                   2000);
}

std::string time_text(const json::value& value, Instant now) {
  std::error_code wrong;
  const auto number = value.to_number<std::int64_t>(wrong);
  if (wrong || number < 0 || number > 100'000'000'000) return plain(value);
  const Instant at = from_epoch(number);
  return fmt::format("{} ({})", local_time(at), distance(at, now));
}

/// `{"authority":"iso6523-actorid-upis","ID":"0192:312345609"}`, as organisations are written in
/// tokens.
std::string organisation_text(const json::value& value, const NameOf& name_of) {
  const json::object* object = value.if_object();
  const auto id = object == nullptr ? std::nullopt : string_member(*object, "ID");
  if (!id || !id->starts_with("0192:")) return plain(value);
  const std::string orgno(id->substr(5));
  const std::string name = name_of(orgno);
  return printable(name.empty() ? orgno : fmt::format("{} {}", orgno, name));
}

std::string text_of(std::string_view name, const json::value& value, Instant now,
                    const NameOf& name_of) {
  if (name == "exp" || name == "iat" || name == "nbf") return time_text(value, now);
  if (name == "consumer" || name == "supplier") return organisation_text(value, name_of);
  return plain(value);
}

}  // namespace

Fields readable_claims(const json::object& claims, Instant now, const NameOf& name_of) {
  Fields fields;
  const auto add = [&](std::string_view name, const json::value& value) {
    fields.emplace_back(printable(name, 60), text_of(name, value, now, name_of));
  };
  for (const std::string_view name : kOrder) {
    if (const json::value* value = claims.if_contains(name)) add(name, *value);
  }
  for (const auto& [name, value] : claims) {
    if (std::ranges::find(kOrder, std::string_view(name)) == kOrder.end()) add(name, value);
  }
  return fields;
}

}  // namespace portvakt::app
