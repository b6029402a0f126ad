// A ledger row as columns, for both books and for reading.
#pragma once

#include "store/ledger.hpp"
#include "store/query.hpp"

#include <string>
#include <tuple>

namespace portvakt::store {

struct LedgerColumns {
  Number at = 0;
  std::string trace, client_id;
  Number consumer = 0;
  std::string foreign_consumer;
  Number supplier = 0;
  std::string delegation_source, scopes, kid, certificate, client_amr, grant_key, token_jti,
      audience, authorization_detail;
  Number grant_expires = 0, token_expires = 0;
  std::string signing_kid, remote;

  void assign(const LedgerRow& row);
  auto columns(this auto& self) {
    return std::tie(self.at, self.trace, self.client_id, self.consumer, self.foreign_consumer,
                    self.supplier, self.delegation_source, self.scopes, self.kid, self.certificate,
                    self.client_amr, self.grant_key, self.token_jti, self.audience,
                    self.authorization_detail, self.grant_expires, self.token_expires,
                    self.signing_kid, self.remote);
  }
};

/// As read back: with the id the database gave.
struct NumberedLedgerColumns {
  Number id = 0;
  LedgerColumns row;

  LedgerRow record() const;
  auto columns(this auto& self) { return std::tuple_cat(std::tie(self.id), self.row.columns()); }
};

}  // namespace portvakt::store
