// Who a token can be about: an organisation with a Norwegian number, or one that only an eIDAS seal
// names (docs/protocol.md §7.6).
#pragma once

#include "model/names.hpp"

#include <string>
#include <variant>

namespace portvakt {

/// The seal's subject as a token repeats it; empty: the seal does not say.
struct ForeignOrganisation {
  std::string id;  ///< organizationIdentifier (ETSI EN 319 412-1 section 5.1.4), `VATDE-123456789`
  std::string common_name, name, unit, country;

  bool operator==(const ForeignOrganisation&) const = default;
};

using Party = std::variant<OrgNumber, ForeignOrganisation>;

/// As a token's `ID` has it: `0192:312345609`, or what the seal says.
inline std::string identifier(const Party& party) {
  const auto* org = std::get_if<OrgNumber>(&party);
  return org != nullptr ? org->iso6523() : std::get<ForeignOrganisation>(party).id;
}

}  // namespace portvakt
