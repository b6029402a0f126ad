// Objects as JSON for the record of changes: what an auditor compares. Never holds private key
// material.
#pragma once

#include "model/access_request.hpp"
#include "model/notification.hpp"
#include "model/records.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace portvakt::store {

std::string described(const Organisation&);
std::string described(const PrefixRecord&);
std::string described(const Scope&);
std::string described(const Access&);
std::string described(const AccessRequest&);
std::string described(const Client&);
std::string described(const std::vector<ClientKey>&);
std::string described(const OnBehalfOf&);
std::string described(const Delegation&);
std::string described(const SystemUser&);
std::string described(const DelegationSourceRecord&);
std::string described(const NotificationPoint&);
std::string described(const SigningKeyRecord&);

/// A text of such a description; empty where it is absent or there is no description.
std::string described_text(const std::string& description, std::string_view member);

}  // namespace portvakt::store
