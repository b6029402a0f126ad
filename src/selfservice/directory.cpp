#include "selfservice/directory.hpp"

namespace portvakt::selfservice {

std::optional<std::string> StoredDirectory::name(OrgNumber org) {
  std::optional<std::string> name;
  store_.read([&](store::Reader& reader) {
    if (const auto organisation = reader.organisation(org)) name = organisation->name;
  });
  return name;
}

}  // namespace portvakt::selfservice
