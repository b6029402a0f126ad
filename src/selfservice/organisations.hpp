// Organisations, delegation sources and who the caller is: small questions, and the operator's way
// to register one.
#pragma once

#include "selfservice/authorization.hpp"
#include "selfservice/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portvakt::selfservice {

struct NamedOrganisation {
  OrgNumber orgno;
  std::optional<std::string> name;
};

/// For anyone. Not found when the directory does not know the number.
Result<NamedOrganisation, Refusal> find_organisation(Services&, std::string_view orgno);
std::vector<DelegationSourceRecord> delegation_sources(Services&);  ///< for anyone

/// The organisation that the caller's token speaks for.
NamedOrganisation get_user(Services&, Permit<Operation::get_user>);

/// The operator's view of all of them.
store::Part<Organisation> list_organisations(Services&, Permit<Operation::list_organisations>,
                                             const store::OrganisationSearch&, store::Slice);
Result<Organisation, Refusal> get_organisation(Services&, Permit<Operation::list_organisations>,
                                               std::string_view orgno);

/// New, or the same number with another name.
Result<Organisation, Refusal> register_organisation(Services&,
                                                    Permit<Operation::register_organisation>,
                                                    std::string_view orgno, std::string_view name);

}  // namespace portvakt::selfservice
