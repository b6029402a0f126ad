// Records as the JSON that `--json` prints: the wire names of docs/protocol.md, absent members left
// out.
#pragma once

#include "base/json.hpp"
#include "model/access_request.hpp"
#include "model/records.hpp"
#include "store/ledger.hpp"

#include <vector>

namespace portvakt::app {

json::object to_json(const Organisation& organisation);
json::object to_json(const PrefixRecord& prefix);
json::object to_json(const Scope& scope);
json::object to_json(const Access& access);
json::object to_json(const AccessRequest& request);
json::object to_json(const Delegation& delegation);
json::object to_json(const SystemUser& user);
json::object to_json(const Client& client);
json::object to_json(const ClientKey& key);
json::object to_json(const SigningKeyRecord& key);  ///< without its private half

template <class T>
json::array to_json(const std::vector<T>& records) {
  json::array array;
  for (const T& record : records) array.push_back(to_json(record));
  return array;
}

}  // namespace portvakt::app
