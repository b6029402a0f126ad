#include "selfservice/directory.hpp"

namespace portvakt::selfservice {

std::optional<std::string> Names::of(OrgNumber org) {
  const auto [it, is_new] = known_.try_emplace(org);
  if (is_new) it->second = directory_.name(org);
  return it->second;
}

std::optional<std::string> StoredDirectory::name(OrgNumber org) {
  std::optional<std::string> name;
  store_.read([&](store::Reader& reader) {
    if (const auto organisation = reader.organisation(org)) name = organisation->name;
  });
  return name;
}

}  // namespace portvakt::selfservice
