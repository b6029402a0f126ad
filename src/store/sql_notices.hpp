// Notices in SQL, over a connection that is inside a transaction.
#pragma once

#include "store/connection.hpp"
#include "store/notices.hpp"

namespace portvakt::store {

class SqlNotices final : public Notices {
 public:
  explicit SqlNotices(Connection& connection) : connection_(connection) {}

  NotificationMark mark() override;
  bool told(Revision from, Revision to) override;
  bool looked_at_keys(Instant before, Instant now) override;
  std::vector<RequestChange> request_changes(Revision after, Revision last) override;
  std::vector<KeyToTell> keys_to_tell(Instant from, Instant to) override;
  void tell(const KeyToTell& told) override;
  std::int64_t expiring_keys(Instant from, Instant to) override;
  void add(const Notice& notice) override;
  std::vector<Notice> take_due(Instant now, Instant again, std::int64_t most) override;
  void settle(const Notice& notice) override;
  bool any_due(Instant now) override;
  std::int64_t waiting() override;
  bool tested(const Uuid& point, Instant since) override;
  Part<Notice> notices(const Uuid& point, Slice slice) override;
  void purge(Instant before) override;

 private:
  Connection& connection_;
};

}  // namespace portvakt::store
