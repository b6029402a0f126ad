#include "model/person.hpp"

#include <algorithm>
#include <utility>

namespace portvakt {

std::string_view word(Right right) {
  switch (right) {
    case Right::clients:
      return "clients";
    case Right::scopes:
      return "scopes";
    case Right::supplier:
      return "supplier";
    case Right::operator_:
      return "operator";
  }
  std::unreachable();
}

std::optional<Right> right(std::string_view text) {
  for (const Right each : kRights) {
    if (word(each) == text) return each;
  }
  return std::nullopt;
}

bool contains(std::span<const Right> rights, Right wanted) {
  return std::ranges::find(rights, wanted) != rights.end();
}

std::vector<Right> Session::rights() const {
  const auto it = std::ranges::find(organisations, org, &Representation::org);
  return it == organisations.end() ? std::vector<Right>{} : it->rights;
}

}  // namespace portvakt
