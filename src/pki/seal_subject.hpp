// Whose an eIDAS seal is, and what kind of seal (docs/protocol.md §7.6). For this folder only.
#pragma once

#include "jose/x509.hpp"
#include "model/party.hpp"
#include "pki/qc_statements.hpp"

#include <optional>
#include <string_view>

namespace portvakt::pki {

/// Nothing without one organizationIdentifier of the right form: who is not named is nobody.
std::optional<ForeignOrganisation> seal_subject(const X509& certificate);

/// `QCForESeal` or `CForESeal`; nothing for a certificate that is not for seals.
std::optional<std::string_view> seal_amr(const QcStatements& statements);

/// ETSI EN 319 412-1 section 5.1.4: a type of identity (`VAT`, or a national one as `EI:`), a
/// country, a hyphen, the number. At most 64 characters.
bool is_organisation_identifier(std::string_view text);

}  // namespace portvakt::pki
