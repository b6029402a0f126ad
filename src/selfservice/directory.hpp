// Names of organisations, from wherever they are known. Asked outside of transactions only: an
// implementation may take its time, or a connection of its own. Safe from any thread.
#pragma once

#include "model/names.hpp"
#include "store/store.hpp"

#include <map>
#include <optional>
#include <string>

namespace portvakt::selfservice {

class OrganisationDirectory {
 public:
  virtual ~OrganisationDirectory() = default;
  virtual std::optional<std::string> name(OrgNumber org) = 0;
};

/// Asks a directory once for each organisation that an answer names.
class Names {
 public:
  explicit Names(OrganisationDirectory& directory) : directory_(directory) {}
  std::optional<std::string> of(OrgNumber org);

 private:
  OrganisationDirectory& directory_;
  std::map<OrgNumber, std::optional<std::string>> known_;
};

/// The organisations that the operator registered here.
class StoredDirectory final : public OrganisationDirectory {
 public:
  explicit StoredDirectory(store::Store& store) : store_(store) {}
  std::optional<std::string> name(OrgNumber org) override;

 private:
  store::Store& store_;
};

}  // namespace portvakt::selfservice
