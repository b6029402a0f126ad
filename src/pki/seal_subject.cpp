#include "pki/seal_subject.hpp"

#include "pki/x509_read.hpp"

#include <openssl/objects.h>

#include <algorithm>

namespace portvakt::pki {
namespace {

constexpr std::size_t kLongestIdentifier = 64;  // X.520 ub-organizationIdentifier

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::string first_of(const X509_NAME& subject, int attribute) {
  const auto values = attribute_texts(subject, attribute);
  return values.empty() ? std::string() : values.front();
}

}  // namespace

bool is_organisation_identifier(std::string_view text) {
  // type, country and hyphen have the same length in both forms: `VATDE-`, `EI:SE-`
  constexpr std::size_t kPrefix = 6;
  if (text.size() <= kPrefix || text.size() > kLongestIdentifier) return false;
  const bool type =
      std::ranges::all_of(text.substr(0, 2), is_upper) && (is_upper(text[2]) || text[2] == ':');
  return type && std::ranges::all_of(text.substr(3, 2), is_upper) && text[5] == '-';
}

std::optional<ForeignOrganisation> seal_subject(const X509& certificate) {
  const X509_NAME& subject = *X509_get_subject_name(&certificate);
  const auto identifiers = attribute_texts(subject, NID_organizationIdentifier);
  if (identifiers.size() != 1 || !is_organisation_identifier(identifiers.front()))
    return std::nullopt;
  return ForeignOrganisation{.id = identifiers.front(),
                             .common_name = first_of(subject, NID_commonName),
                             .name = first_of(subject, NID_organizationName),
                             .unit = first_of(subject, NID_organizationalUnitName),
                             .country = first_of(subject, NID_countryName)};
}

std::optional<std::string_view> seal_amr(const QcStatements& statements) {
  if (!statements.eseal) return std::nullopt;
  return statements.compliance ? "QCForESeal" : "CForESeal";
}

}  // namespace portvakt::pki
