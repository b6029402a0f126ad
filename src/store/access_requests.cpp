// Requests for access, and the history that the record of changes tells of them and of accesses.
#include "store/described.hpp"
#include "store/filter.hpp"
#include "store/rows.hpp"
#include "store/selects.hpp"
#include "store/sql_transaction.hpp"

#include <string>

namespace portvakt::store {
namespace {

Filter filter(const AccessRequestSearch& wanted) {
  Filter all;
  if (wanted.consumer) all.need("consumer = :consumer", Number{wanted.consumer->value()});
  if (wanted.owner) all.need("owner = :owner", Number{wanted.owner->value()});
  if (wanted.scope) all.need("scope = :scope", wanted.scope->text());
  if (wanted.state) all.need("state = :state", std::string(word(*wanted.state)));
  return all;
}

/// A row of the record of changes.
struct RecordedRow {
  Number at = 0, actor_org = 0;
  std::string actor, trace, entity_key, before, after;
  auto columns(this auto& self) {
    return std::tie(self.at, self.actor_org, self.actor, self.trace, self.entity_key, self.before,
                    self.after);
  }
  Actor who() const { return {stored_org_or_none(actor_org), actor, trace}; }
};
const std::string kRecorded =
    "select at, actor_org, actor, trace, entity_key, before, after from change ";

struct AccessChangeRow : RecordedRow {
  AccessChange record() const {
    constexpr std::size_t kDigits = 9;
    if (entity_key.size() < kDigits) throw StoreError("the database holds a malformed change");
    const auto consumer = OrgNumber::parse(entity_key.substr(entity_key.size() - kDigits));
    if (!consumer) throw StoreError("the database holds a malformed change");
    return {.at = from_epoch(at),
            .actor = who(),
            .consumer = *consumer,
            .before = stored_access_state_or_none(described_text(before, "state")),
            .after = stored_access_state_or_none(described_text(after, "state"))};
  }
};

struct AccessRequestChangeRow : RecordedRow {
  AccessRequestChange record() const {
    const auto state = stored_access_request_state(described_text(after, "state"));
    const bool asks = state == AccessRequestState::requested;
    return {.at = from_epoch(at),
            .actor = who(),
            .state = state,
            .text = described_text(after, asks ? "reason" : "answer")};
  }
};

}  // namespace

std::optional<AccessRequest> SqlTransaction::access_request(const Uuid& id) {
  return first<AccessRequestRow>(connection_, kAccessRequest + "where id = :id", id.text());
}

std::optional<AccessRequest> SqlTransaction::open_access_request(const ScopeName& scope,
                                                                 OrgNumber consumer) {
  return first<AccessRequestRow>(
      connection_,
      kAccessRequest + "where scope = :scope and consumer = :consumer and state = 'REQUESTED'",
      scope.text(), Number{consumer.value()});
}

Part<AccessRequest> SqlTransaction::access_requests(const AccessRequestSearch& wanted,
                                                    Slice slice) {
  return part<AccessRequestRow, AccessRequest>(connection_, kAccessRequest, "access_request",
                                               "created desc, id", filter(wanted), slice);
}

std::vector<AccessRequestChange> SqlTransaction::history(const AccessRequest& request) {
  return all<AccessRequestChangeRow>(
      connection_,
      kRecorded + "where entity = 'access_request' and entity_key = :id order by revision",
      request.id.text());
}

// The condition is the expression of the index `change_access`.
Part<AccessChange> SqlTransaction::access_history(const ScopeName& scope, Slice slice) {
  Filter of_scope;
  of_scope.need("entity = 'access' and rtrim(entity_key, '0123456789') = :scope",
                scope.text() + " ");
  return part<AccessChangeRow, AccessChange>(connection_, kRecorded, "change", "revision desc",
                                             of_scope, slice);
}

}  // namespace portvakt::store
