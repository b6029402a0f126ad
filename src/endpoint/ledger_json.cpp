#include "endpoint/ledger_json.hpp"

#include "base/text.hpp"

namespace portvakt::endpoint {
namespace {

void put_text(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) object[name] = text;
}

}  // namespace

json::object ledger_json(const store::LedgerRow& row) {
  json::object object{{"id", row.id}, {"at", rfc3339(row.at)}, {"client_id", row.client_id}};
  if (row.consumer) object["consumer"] = row.consumer->digits();
  if (!row.foreign_consumer.empty()) object["foreign_consumer"] = row.foreign_consumer;
  if (row.supplier) object["supplier"] = row.supplier->digits();
  put_text(object, "delegation_source", row.delegation_source);
  object["scopes"] = row.scopes;
  put_text(object, "kid", row.kid);
  put_text(object, "certificate", row.certificate);
  put_text(object, "client_amr", row.client_amr);
  put_text(object, "grant", row.grant_key);
  object["token_jti"] = row.token_jti;
  if (const auto audience = read_json(row.audience)) object["aud"] = *audience;
  put_text(object, "authorization_detail", row.authorization_detail);
  object["grant_expires"] = rfc3339(row.grant_expires);
  object["token_expires"] = rfc3339(row.token_expires);
  object["signing_kid"] = row.signing_kid;
  object["trace_id"] = row.trace;
  put_text(object, "remote", row.remote);
  return object;
}

}  // namespace portvakt::endpoint
