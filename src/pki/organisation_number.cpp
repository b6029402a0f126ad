#include "pki/organisation_number.hpp"

#include "pki/x509_read.hpp"

#include <openssl/objects.h>

#include <algorithm>
#include <string>

namespace portvakt::pki {
namespace {

constexpr std::size_t kDigits = 9;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

std::string_view either_form(std::string_view text) {
  const std::string_view suffix = number_after_hyphen(text);
  return suffix.empty() ? bare_number(text) : suffix;
}

struct Place {
  int attribute;
  std::string_view (*number)(std::string_view);
};
constexpr Place kPlaces[] = {
    {NID_serialNumber, bare_number},
    {NID_organizationName, number_after_hyphen},
    {NID_organizationIdentifier, either_form},
};

}  // namespace

std::string_view bare_number(std::string_view text) {
  return text.size() == kDigits && std::ranges::all_of(text, is_digit) ? text : std::string_view();
}

std::string_view number_after_hyphen(std::string_view text) {
  if (text.size() <= kDigits) return {};
  const std::string_view number = bare_number(text.substr(text.size() - kDigits));
  std::string_view before = text.substr(0, text.size() - kDigits);
  while (!number.empty() && before.size() > 1 && !is_word(before.back())) {
    if (before.back() == '-') return number;
    before.remove_suffix(1);
  }
  return {};
}

std::optional<OrgNumber> organisation_number(const X509& certificate) {
  const X509_NAME& subject = *X509_get_subject_name(&certificate);
  for (const Place& place : kPlaces) {
    for (const std::string& text : attribute_texts(subject, place.attribute)) {
      const std::string_view number = place.number(text);
      if (number.empty()) continue;
      const auto parsed = OrgNumber::parse(number);
      return parsed ? std::optional(*parsed) : std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace portvakt::pki
