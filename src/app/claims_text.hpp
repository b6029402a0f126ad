// An access token's claims as a person reads them: local times with how long is left, organisations
// by number and name.
#pragma once

#include "app/output.hpp"
#include "base/clock.hpp"
#include "base/json.hpp"

#include <functional>
#include <string>

namespace portvakt::app {

/// Gives a name to an organisation number; empty when it knows none.
using NameOf = std::function<std::string(const std::string& orgno)>;

Fields readable_claims(const json::object& claims, Instant now, const NameOf& name_of);

}  // namespace portvakt::app
