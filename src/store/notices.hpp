// Notices on their way to notification points, and the marks of what was told already. They are
// made behind the changes they tell of and belong to no writer, so they leave no trace in the
// change feed.
#pragma once

#include "model/access_request.hpp"
#include "model/notification.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace portvakt::store {

/// A request for access was made, answered or withdrawn.
struct RequestChange {
  Instant at;
  Uuid request;
  AccessRequestState state;  ///< what it became then
};

/// A key that an organisation with a point for KEY_EXPIRES handles, as the client's own or as the
/// one who made the client for it.
struct KeyToTell {
  OrgNumber org;
  KeyExpiry key;
  std::int64_t told_days = 0;  ///< for how many days before the end it was told; 0: not yet
};

struct NotificationMark {
  Revision told = -1;   ///< notices were made of the changes up to this one; -1: of none ever
  Instant keys_looked;  ///< when keys were last looked at
};

class Notices {
 public:
  virtual ~Notices() = default;

  virtual NotificationMark mark() = 0;
  /// False when another node moved it meanwhile.
  virtual bool told(Revision from, Revision to) = 0;
  virtual bool looked_at_keys(Instant before, Instant now) = 0;

  /// Those after `after` up to `last`, oldest first.
  virtual std::vector<RequestChange> request_changes(Revision after, Revision last) = 0;
  /// Of active clients, by organisation, the next to expire first.
  virtual std::vector<KeyToTell> keys_to_tell(Instant from, Instant to) = 0;
  virtual void tell(const KeyToTell& told) = 0;  ///< remembers `told_days`
  /// Keys of all active clients that expire between the two.
  virtual std::int64_t expiring_keys(Instant from, Instant to) = 0;

  virtual void add(const Notice& notice) = 0;
  /// Some that are due, whose next attempt is put off until `again`; no other node gets them.
  virtual std::vector<Notice> take_due(Instant now, Instant again, std::int64_t most) = 0;
  virtual void settle(const Notice& notice) = 0;  ///< its state, attempts, due and fault
  virtual bool any_due(Instant now) = 0;
  virtual std::int64_t waiting() = 0;
  /// A test is on its way, or was made after `since`.
  virtual bool tested(const Uuid& point, Instant since) = 0;
  virtual Part<Notice> notices(const Uuid& point, Slice slice) = 0;  ///< newest first
  /// Forgets notices made before `before`, and warnings of keys that expired then.
  virtual void purge(Instant before) = 0;
};

}  // namespace portvakt::store
