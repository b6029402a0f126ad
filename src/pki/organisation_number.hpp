// Where a business certificate says whose it is (docs/protocol.md §7.4). For this folder only.
#pragma once

#include "jose/x509.hpp"
#include "model/names.hpp"

#include <optional>
#include <string_view>

namespace portvakt::pki {

/// The subject's SERIALNUMBER, then O, then organizationIdentifier: the first that has the form of
/// a number decides, also when its check digit is wrong.
std::optional<OrgNumber> organisation_number(const X509& certificate);

/// Nine digits and nothing else; empty when that is not what `text` is.
std::string_view bare_number(std::string_view text);
/// The nine digits at the end of `NTRNO-312345676` or `RASK FJELLREV ETAT - 312345676`: parted from
/// what stands before by a hyphen and no letter or digit.
std::string_view number_after_hyphen(std::string_view text);

}  // namespace portvakt::pki
