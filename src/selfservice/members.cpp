#include "selfservice/members.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace portvakt::selfservice {

Result<json::object, Refusal> read_body(std::string_view body, std::string_view object_name) {
  auto value = read_json(body);
  if (!value) {
    return std::unexpected(
        invalid(std::string(object_name), "",
                "Meldingen er ikke gyldig JSON (" + std::string(value.error().reason) + ")"));
  }
  if (!value->is_object()) {
    return std::unexpected(
        invalid(std::string(object_name), "", "Meldingen må være et JSON-objekt"));
  }
  return std::move(value->get_object());
}

Members::Members(const json::object& body, std::string_view object_name, std::string path)
    : body_(body), object_name_(object_name), path_(std::move(path)) {}

const json::value* Members::any(std::string_view name) {
  asked_.emplace_back(name);
  return member(body_, name);
}

std::optional<std::string> Members::text(std::string_view name) {
  const json::value* value = any(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return std::string(value->get_string());
  object_to(name, std::string(name) + " må være en tekst");
  return std::nullopt;
}

std::optional<std::int64_t> Members::whole(std::string_view name) {
  const json::value* value = any(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_int64()) return value->get_int64();
  object_to(name, std::string(name) + " må være et heltall");
  return std::nullopt;
}

std::optional<bool> Members::flag(std::string_view name) {
  const json::value* value = any(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_bool()) return value->get_bool();
  object_to(name, std::string(name) + " må være true eller false");
  return std::nullopt;
}

std::optional<std::vector<std::string>> Members::texts(std::string_view name) {
  const json::value* value = any(name);
  if (value == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  const json::array* list = value->if_array();
  if (list == nullptr ||
      !std::ranges::all_of(*list, [](const json::value& item) { return item.is_string(); })) {
    object_to(name, std::string(name) + " må være en liste av tekster");
    return std::nullopt;
  }
  for (const json::value& item : *list) texts.emplace_back(item.get_string());
  return texts;
}

void Members::pass_over(std::initializer_list<std::string_view> names) {
  asked_.insert(asked_.end(), names.begin(), names.end());
}

void Members::refuse_unknown() {
  for (const auto& [name, value] : body_) {
    if (std::ranges::find(asked_, std::string_view(name)) != asked_.end()) continue;
    const std::string shown = printable(name, 60);
    object_to(shown, "Ukjent felt: " + shown);
  }
}

void Members::object_to(std::string_view field, std::string message) {
  findings_.push_back({std::move(message), path_ + std::string(field), object_name_});
}

}  // namespace portvakt::selfservice
