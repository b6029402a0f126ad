// A row of the ledger as the operator reads it, over HTTP and on the command line.
#pragma once

#include "base/json.hpp"
#include "store/ledger.hpp"

namespace portvakt::endpoint {

json::object ledger_json(const store::LedgerRow& row);

}  // namespace portvakt::endpoint
