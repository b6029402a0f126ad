#include "store/ledger_row.hpp"

#include "store/rows.hpp"

namespace portvakt::store {

void LedgerColumns::assign(const LedgerRow& row) {
  at = epoch(row.at);
  trace = row.trace;
  client_id = row.client_id;
  consumer = column(row.consumer);
  foreign_consumer = row.foreign_consumer;
  supplier = column(row.supplier);
  delegation_source = row.delegation_source;
  scopes = row.scopes;
  kid = row.kid;
  certificate = row.certificate;
  client_amr = row.client_amr;
  grant_key = row.grant_key;
  token_jti = row.token_jti;
  audience = row.audience;
  authorization_detail = row.authorization_detail;
  grant_expires = epoch(row.grant_expires);
  token_expires = epoch(row.token_expires);
  signing_kid = row.signing_kid;
  remote = row.remote;
}

LedgerRow NumberedLedgerColumns::record() const {
  return {.id = id,
          .at = from_epoch(row.at),
          .trace = row.trace,
          .client_id = row.client_id,
          .consumer = stored_org_or_none(row.consumer),
          .foreign_consumer = row.foreign_consumer,
          .supplier = stored_org_or_none(row.supplier),
          .delegation_source = row.delegation_source,
          .scopes = row.scopes,
          .kid = row.kid,
          .certificate = row.certificate,
          .client_amr = row.client_amr,
          .grant_key = row.grant_key,
          .token_jti = row.token_jti,
          .audience = row.audience,
          .authorization_detail = row.authorization_detail,
          .grant_expires = from_epoch(row.grant_expires),
          .token_expires = from_epoch(row.token_expires),
          .signing_kid = row.signing_kid,
          .remote = row.remote};
}

}  // namespace portvakt::store
