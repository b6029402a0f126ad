// What the self-service API tells of a grant, as lines for people: the rules in order, with the one
// that fails standing out.
#pragma once

#include "base/json.hpp"

#include <iosfwd>

namespace portvakt::app {

void print_explanation(std::ostream& out, const json::object& explanation, bool terminal);

}  // namespace portvakt::app
